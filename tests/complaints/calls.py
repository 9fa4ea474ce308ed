"""A vendor's call at our door, made as often as one likes, and the rows it leaves."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection
from django.test import Client

from channels_app.forms.models import FormEntry
from channels_app.forms.processing import entries_due, entry_process
from channels_app.inbound.processing import event_process
from channels_app.models import InboundEvent, Receipt
from channels_app.webchat.sessions import COOKIE
from crm.conversations.models import Attachment, Conversation, Message
from crm.core.tenancy import in_schema
from crm.leads.models import Contact, Identity, Lead
from tests.payloads import whatsapp
from tests.platform import ALICES_HOST

JSON: Final = "application/json"


@dataclass(frozen=True)
class Call:
    """One delivery, complete: where, what, and by which proof."""

    path: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = JSON
    host: str = "localhost"
    cookie: str = ""

    def make(self) -> int:
        """Deliver it; the status of the answer."""
        client = Client(headers={"host": self.host})
        if self.cookie:
            client.cookies[COOKIE] = self.cookie
        answer = client.post(
            self.path, self.body, content_type=self.content_type, headers=dict(self.headers)
        )
        return int(answer.status_code)


def by_whatsapp(payload: Any, **proof: Any) -> Call:
    """A call of Meta's with this payload."""
    return Call("/webhooks/whatsapp", *whatsapp.signed(payload, **proof))


def by_visitor(key: str, text: str, message_id: str) -> Call:
    """What a visitor of Alice's chat writes; ``key`` is their cookie."""
    body = json.dumps({"text": text, "message_id": message_id}).encode()
    return Call("/chat/messages/", body, {"accept": JSON}, host=ALICES_HOST, cookie=key)


def visitors_key() -> str:
    """The cookie of a new visitor of Alice's chat."""
    client = Client(headers={"host": ALICES_HOST})
    client.get("/chat/")
    return client.cookies[COOKIE].value


def interpret() -> None:
    """What a worker that was woken would do: read what was stored, make leads of forms."""
    for event_id in InboundEvent.objects.filter(state="received").values_list("pk", flat=True):
        event_process(event_id)
    for entry_id in entries_due(limit=100):
        entry_process(entry_id)


def by_eight(calls: Sequence[Call]) -> list[BaseException]:
    """Eight workers share the calls, each making and interpreting its own; what went wrong."""
    gate, problems = threading.Barrier(8), list[BaseException]()

    def work(share: Sequence[Call]) -> None:
        try:
            with in_schema("t_alice"):
                gate.wait(20)
                for call in share:
                    status = call.make()
                    # The chat's 503: kept, and somebody else is just reading the visitor's lane.
                    assert status < 300 or status == 503, (call.path, status)
                    interpret()
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(calls[each::8],)) for each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return problems


def together(*works: Any) -> None:
    """Do all of these at once, each in a thread with a connection of its own."""
    gate, problems = threading.Barrier(len(works)), list[BaseException]()

    def run(work: Any) -> None:
        try:
            with in_schema("t_alice"):
                gate.wait(20)
                work()
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not problems, problems


def rows() -> dict[str, list[Any]]:
    """What a broker holds of its channels, whatever the order in which it came."""
    found = Message.objects.filter(direction="in")
    return {
        "events": sorted(InboundEvent.objects.values_list("channel", "dedupe_key", "state")),
        "messages": sorted(
            found.values_list("account_key", "external_id", "kind", "text", "revoked_at")
        ),
        "files": sorted(Attachment.objects.values_list("message__external_id", "kind")),
        "people": sorted(Identity.objects.values_list("kind", "value")),
        "persons": [Contact.objects.filter(merged_into=None).count()],
        "leads": [Lead.objects.count()],
        # Distinct: whether a stop came before or after the last word decides if one was closed.
        "threads": sorted(set(Conversation.objects.values_list("channel", "account_id"))),
        "receipts": sorted(Receipt.objects.values_list("external_id", "status", "error_code")),
        "forms": sorted(FormEntry.objects.values_list("channel", "external_id", "state")),
    }
