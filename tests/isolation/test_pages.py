"""Who may open which page, and write through it: nobody but the broker's own, and not all of them.

Every address of the broker's host is tried by GET and by POST. Whatever is refused must have
written nothing, anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client

from crm.accounts.models import User
from tests.isolation.cast import Things, browser, everything, smuggled
from tests.isolation.routes import FORM, OF_AN_OBJECT, PAGES, PRIVATE, PUBLIC, Page, of_an_object

_NOT_TAKEN = 405


def asked(client: Client, pages: list[Page], things: Things) -> Iterator[tuple[str, Any]]:
    """Each page's name with its answers to GET and POST, where it takes them."""
    for page in pages:
        answers = [client.get(page.path(things)), client.post(page.path(things), FORM)]
        taken = [answer for answer in answers if answer.status_code != _NOT_TAKEN]
        assert taken, page.name
        for answer in taken:
            yield page.name, answer


def test_signed_out_is_sent_to_sign_in(hers: Things) -> None:
    before = everything("t_alice")

    for name, answer in asked(browser(None), PRIVATE, hers):
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/login/?next=/"), name

    assert everything("t_alice") == before


def test_another_brokers_session_is_signed_out(hers: Things, charlies_boss: User) -> None:
    stranger = smuggled(charlies_boss, made_at="t_charlie", used_at="t_alice")
    before = everything("t_alice")

    for name, answer in asked(stranger, PRIVATE, hers):
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/login/?next=/"), name

    assert everything("t_alice") == before


def test_strangers_get_no_piece_of_a_page_either(hers: Things) -> None:
    for name, answer in asked(browser(None, htmx=True), PRIVATE, hers):
        assert (answer.status_code, answer.content) == (204, b""), name
        assert answer["HX-Redirect"] == "/login/", name


def test_another_brokers_objects_are_404(admin: User, hers: Things, theirs: Things) -> None:
    client = browser(admin)
    before = everything("t_alice"), everything("t_charlie")

    for name, answer in asked(client, OF_AN_OBJECT, theirs):
        assert answer.status_code == 404, name

    assert (everything("t_alice"), everything("t_charlie")) == before


def test_another_agents_objects_are_404(luz: User, hers: Things) -> None:
    plain, pieces = browser(luz), browser(luz, htmx=True)
    before = everything("t_alice")

    for client in (plain, pieces):
        for page in OF_AN_OBJECT:
            if page.is_shared:
                continue
            told = 403 if page.is_for_admins else 404
            for name, answer in asked(client, [page], hers):
                assert answer.status_code == told, name

    assert everything("t_alice") == before


@of_an_object
def test_its_own_agent_finds_it(bob: User, admin: User, hers: Things, page: Page) -> None:
    # Else the refusals above would prove nothing. What every field needs is each form's own affair.
    client = browser(admin if page.is_for_admins else bob)
    for name, answer in asked(client, [page], hers):
        assert answer.status_code < 400, name


def test_a_form_without_its_token_is_refused(admin: User, hers: Things) -> None:
    client = browser(admin, strict=True)
    before = everything("t_alice")

    for page in PAGES:
        if page.name != ":components":
            assert client.post(page.path(hers), FORM).status_code == 403, page.name

    assert everything("t_alice") == before


def test_the_public_pages_are_these() -> None:
    assert {page.name for page in PAGES} >= PUBLIC


def test_lists_hold_nothing_of_another_agent_or_broker(
    luz: User, bob: User, hers: Things, theirs: Things
) -> None:
    lists = [page for page in PRIVATE if not page.has_id]
    seen = "".join(answer.content.decode() for _name, answer in asked(browser(bob), lists, hers))
    hidden = "".join(answer.content.decode() for _name, answer in asked(browser(luz), lists, hers))

    assert str(hers.lead) in seen
    for things in (hers, theirs):
        assert str(things.lead) not in hidden
        assert str(things.conversation) not in hidden


def test_an_agent_cannot_be_looked_for_by_filters(luz: User, bob: User, hers: Things) -> None:
    client = browser(luz)

    for path in ("/leads/", "/pipeline/", "/pipeline/stages/new/", "/inbox/"):
        for query in (f"owner={bob.pk}", "q=pedro", "q=987650001", "show=all", "score_min=0"):
            answer = client.get(f"{path}?{query}")
            assert answer.status_code == 200
            assert str(hers.lead) not in answer.content.decode(), f"{path}?{query}"
