"""A person's own settings."""

from __future__ import annotations

from crm.accounts.models import User
from tests.pages import door, text_of


def test_a_chosen_language_holds_here_and_at_the_next_sign_in(bob: User) -> None:
    browser = door(bob)
    assert "Ajustes" in text_of(browser.get("/settings/"))

    browser.post("/language/", {"language": "en"})

    assert "Sign out" in text_of(browser.get("/settings/"))
    assert "Sign out" in text_of(door(User.objects.get(pk=bob.pk)).get("/settings/"))


def test_nonsense_changes_no_language(bob: User) -> None:
    door(bob).post("/language/", {"language": "xx"})

    assert User.objects.get(pk=bob.pk).language == ""


def test_after_a_choice_one_is_back_where_one_was(bob: User) -> None:
    browser = door(bob)
    own = browser.post(
        "/language/", {"language": "en"}, headers={"referer": "http://t-alice.localhost/leads/?q=x"}
    )
    foreign = browser.post(
        "/language/", {"language": "en"}, headers={"referer": "http://evil.test/x"}
    )

    assert own["Location"] == "/leads/?q=x"
    assert foreign["Location"] == "/"


def test_a_name_is_kept(bob: User) -> None:
    door(bob).post("/settings/", {"name": "Roberto"})

    assert User.objects.get(pk=bob.pk).name == "Roberto"
