"""The page of API keys in the settings."""

from __future__ import annotations

from crm.accounts.keys.models import ApiKey
from crm.accounts.keys.services import api_key_of
from crm.accounts.models import User
from tests.isolation.cast import browser
from tests.keys import key_of


def test_a_new_keys_secret_is_shown_this_once(admin: User, bob: User) -> None:
    page = browser(admin)

    made = page.post(
        "/settings/keys/new/",
        {"name": "Zapier", "user": str(bob.pk), "scopes": ["leads.view"], "expires_at": ""},
    )

    key = ApiKey.objects.get()
    assert (key.user, key.created_by) == (bob, admin)
    text = made.content.decode()
    secret = text.partition('value="sofia_')[2].partition('"')[0]
    assert api_key_of(f"sofia_{secret}") == key
    assert f"sofia_{secret}" not in page.get("/settings/keys/").content.decode()


def test_what_is_wrong_stands_beside_its_field(admin: User, bob: User) -> None:
    given = {"name": "", "user": str(bob.pk), "scopes": ["settings.edit"]}

    answer = browser(admin).post("/settings/keys/new/", given)

    assert answer.status_code == 200
    assert "field-error" in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_a_key_is_ended_on_the_page(admin: User) -> None:
    key, secret = key_of(admin)

    browser(admin).post(f"/settings/keys/{key.pk}/end/")

    assert api_key_of(secret) is None


def test_the_list_and_its_empty_state(admin: User) -> None:
    page = browser(admin)
    assert "/settings/keys/new/" in page.get("/settings/keys/").content.decode()

    key_of(admin, name="Zapier")

    assert "Zapier" in page.get("/settings/keys/").content.decode()
    assert page.get("/settings/").status_code == 200
