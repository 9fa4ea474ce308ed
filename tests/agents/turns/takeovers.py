"""Every route by which a person steps into a conversation, each the way it really comes in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.test import Client

from crm.accounts.models import User
from crm.accounts.services import superadmin_create
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, MessageTemplate
from crm.conversations.services import person_template
from crm.core.tenancy import in_schema
from tests import drive
from tests.api.client import Api
from tests.pages import door
from tests.payloads import whatsapp
from tests.platform import PASSWORD

Takeover = Callable[[], Any]


def route(name: str, person: User) -> Takeover:
    """The takeover by that route, ready to happen."""
    prepared: Any = _DOORS[name](person)
    return partial(ROUTES[name], person, prepared)


def by_composer(_person: User, browser: Client) -> None:
    """Writes in the inbox."""
    answer = browser.post(f"/inbox/{_thread().pk}/reply/", {"text": "Soy Ana"})
    assert answer.status_code < 400


def by_button(_person: User, browser: Client) -> None:
    """Presses "Take over" and has not written yet."""
    assert browser.post(f"/inbox/{_thread().pk}/take/").status_code < 400


def by_api(_person: User, api: Api) -> None:
    """A program of the broker's writes."""
    answer = api.post(f"conversations/{_thread().pk}/messages", {"text": "Soy Ana"})
    assert answer.status_code == 201


def by_template(person: User, template: MessageTemplate) -> None:
    """Sends an approved template."""
    person_template(conversation=_thread(), user=person, template=template, values={})


def by_phone(_person: User, _nothing: None) -> None:
    """Answers from the broker's own phone; the channel tells us."""
    drive.deliver(
        whatsapp.envelope(
            {
                **whatsapp.value(whatsapp.NUMBER),
                "message_echoes": [
                    {
                        "from": "56220000000",
                        "to": whatsapp.LEAD,
                        "id": whatsapp.wamid(),
                        "timestamp": "1794996350",
                        "type": "text",
                        "text": {"body": "Soy Ana"},
                    }
                ],
            },
            field="smb_message_echoes",
        )
    )


def by_console(_person: User, console: Client) -> None:
    """A superadmin stops Sofía."""
    thread = _thread()
    with in_schema("public"):
        broker = Broker.objects.get(schema_name="t_alice")
        page = f"/admin/brokers/broker/{broker.pk}/conversations/{thread.pk}/stop/"
        assert console.post(page).status_code == 302


def _thread() -> Conversation:
    return Conversation.objects.get()


def _console(_person: User) -> Client:
    with in_schema("public"):
        client = Client(headers={"host": "localhost"})
        client.force_login(superadmin_create(email="root@sofia.test", password=PASSWORD))
        return client


def _template(_person: User) -> MessageTemplate:
    return MessageTemplate.objects.create(
        channel="whatsapp", account_id=whatsapp.NUMBER, name="hola", language="es",
        status=MessageTemplate.Status.APPROVED, body="Hola, te escribe Ana",
    )  # fmt: skip


ROUTES: Final[dict[str, Callable[..., None]]] = {
    "composer": by_composer,
    "button": by_button,
    "api": by_api,
    "template": by_template,
    "phone": by_phone,
    "console": by_console,
}
_DOORS: Final[dict[str, Callable[[User], Any]]] = {
    "composer": lambda person: door(person, htmx=True),
    "button": door,
    "api": Api,
    "template": _template,
    "phone": lambda _person: None,
    "console": _console,
}
