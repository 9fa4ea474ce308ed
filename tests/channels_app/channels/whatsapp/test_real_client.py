"""pywa, a WhatsApp client nobody here wrote, beside our adapter and against our stand-in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from pywa.client import WhatsApp
from pywa.errors import WhatsAppError
from pywa.types.callback import Button, FlowButton, Section, SectionList, SectionRow
from pywa.types.flows import FlowActionType
from pywa.types.templates import BodyText, QuickReplyButton, TemplateLanguage
from pywa.utils import webhook_updates_validator

from channels_app.accounts import account_connect, account_of, account_row
from channels_app.channels.base import (
    BadSignature,
    Delivered,
    HandsOutMedia,
    HoldsTemplates,
    Outgoing,
)
from channels_app.channels.registry import able, adapter_for
from channels_app.loopback import outbox, receipts
from crm.brokers.models import Broker
from tests.fakes.graph import GraphWire
from tests.payloads import whatsapp

TO = "12025550123"
WA = adapter_for("whatsapp")
Make = Callable[..., Outgoing]


@pytest.fixture
def theirs() -> tuple[WhatsApp, GraphWire]:
    """A client of pywa's, and the wire it speaks to."""
    wire = GraphWire()
    return WhatsApp(phone_id=whatsapp.NUMBER, token="wa-token", session=wire.client), wire


def _text(wa: WhatsApp) -> None:
    wa.send_message(TO, "hola", tracker="ours-1", reply_to_message_id="wamid.Q")


def _buttons(wa: WhatsApp) -> None:
    buttons = [Button("Sí", "visit:yes"), Button("Otra hora", "visit:other")]
    wa.send_message(TO, "¿Confirmas?", header="Visita", footer="Alicia", buttons=buttons,
                    tracker="ours-1")  # fmt: skip


def _list(wa: WhatsApp) -> None:
    rows = [SectionRow("Jueves", "s1", "11:00"), SectionRow("Viernes", "s2")]
    sections = SectionList("Ver horas", [Section("Horas", rows)])
    wa.send_message(TO, "¿Cuándo?", buttons=sections, tracker="ours-1")


#: Typed for calls on the class; on a template it takes the values themselves.
_SAID: Any = ("Nadia", "Saturday 11:00")


def _template(wa: WhatsApp) -> None:
    language = TemplateLanguage.ENGLISH_US
    params = [
        BodyText("Hi {{1}}: {{2}}", "Ann", "Monday").params(*_SAID),
        QuickReplyButton.params(callback_data="visit:confirm:31", index=0),
    ]
    wa.send_template(TO, "visit_reminder", language, params, tracker="ours-1")


def _reaction(wa: WhatsApp) -> None:
    wa.send_reaction(TO, "👍", "wamid.A", tracker="ours-1")


def _location(wa: WhatsApp) -> None:
    wa.send_location(TO, latitude=-33.4, longitude=-70.6, name="Plaza", address="Ñuñoa",
                     tracker="ours-1")  # fmt: skip


def _image(wa: WhatsApp) -> None:
    wa.send_image(TO, "1234567890", "mira", tracker="ours-1")


def _flow(wa: WhatsApp) -> None:
    button = FlowButton(
        "Empezar", 42, flow_token="t", flow_action_type=FlowActionType.DATA_EXCHANGE
    )
    wa.send_message(TO, "Cuatro pasos", buttons=button, tracker="ours-1")


_ROWS = [{"id": "s1", "title": "Jueves", "description": "11:00"}, {"id": "s2", "title": "Viernes"}]
_CHOICES = [{"id": "visit:yes", "title": "Sí"}, {"id": "visit:other", "title": "Otra hora"}]
_VALUES = {
    "name": "visit_reminder", "language": "en_US", "values": ["Nadia", "Saturday 11:00"],
    "buttons": ["visit:confirm:31"],
}  # fmt: skip
_PLACE = {"latitude": -33.4, "longitude": -70.6, "name": "Plaza", "address": "Ñuñoa"}


@pytest.mark.parametrize(
    ("say", "ours"),
    [
        (_text, {"text": "hola", "reply_to": "wamid.Q"}),
        (_buttons, {"kind": "buttons", "text": "¿Confirmas?",
                    "payload": {"buttons": _CHOICES, "header": "Visita", "footer": "Alicia"}}),
        (_list, {"kind": "list", "text": "¿Cuándo?",
                 "payload": {"button": "Ver horas", "title": "Horas", "rows": _ROWS}}),
        (_template, {"kind": "template", "payload": {"template": _VALUES}}),
        (_reaction, {"kind": "reaction", "text": "👍", "payload": {"reaction_to": "wamid.A"}}),
        (_location, {"kind": "location", "payload": {"location": _PLACE}}),
        (_image, {"kind": "image", "text": "mira", "payload": {"media": {"id": "1234567890"}}}),
        (_flow, {"kind": "flow", "text": "Cuatro pasos",
                 "payload": {"flow": {"id": "42", "token": "t", "button": "Empezar"}}}),
    ],
)  # fmt: skip
def test_we_send_what_a_real_client_sends(
    theirs: tuple[WhatsApp, GraphWire],
    graph: GraphWire,
    make: Make,
    say: Callable[[WhatsApp], None],
    ours: dict[str, Any],
) -> None:
    client, wire = theirs

    say(client)
    WA.send(make(**ours))

    assert _known(graph.body) == _known(wire.body)
    assert graph.calls[0].url == wire.calls[0].url


def _known(body: Any) -> Any:
    """Without what a client writes though it says nothing; ids as text, names in lower case."""
    if isinstance(body, dict):
        return {
            key: str(value).lower() if _is_name(key, value) else _known(value)
            for key, value in body.items()
            if value is not None and (key, value) != ("mode", "published")
        }
    return [_known(each) for each in body] if isinstance(body, list) else body


def _is_name(key: str, value: Any) -> bool:
    if key in {"flow_id", "flow_message_version", "index", "sub_type"}:
        return True
    return key == "type" and isinstance(value, str)


def test_reading_and_typing_are_what_a_real_client_sends(
    theirs: tuple[WhatsApp, GraphWire], graph: GraphWire, make: Make
) -> None:
    client, wire = theirs
    account = make().account
    adapter: Any = WA

    for typing in (False, True):
        (client.indicate_typing if typing else client.mark_message_as_read)("wamid.X")
        adapter.show_presence(account, peer="+1", external_id="wamid.X", typing=typing)
        assert graph.body == wire.body


@pytest.mark.parametrize("spoil", ["", "body", "secret", "prefix", "truncated", "empty"])
def test_we_believe_what_a_real_client_believes(spoil: str) -> None:
    body, headers = whatsapp.signed(whatsapp.text("¿Sigue / disponible? 🏡"))
    mark = headers["X-Hub-Signature-256"]
    if spoil == "body":
        body += b" "
    if spoil == "secret":
        mark = whatsapp.signed(body, secret="another")[1]["X-Hub-Signature-256"]
    if spoil == "prefix":
        mark = mark.replace("sha256=", "sha1=")
    if spoil == "truncated":
        mark = mark[:-2]
    if spoil == "empty":
        mark = ""

    try:
        ours = bool(WA.split(Delivered(body, {"x-hub-signature-256": mark})))
    except BadSignature:
        ours = False

    assert ours == webhook_updates_validator(whatsapp.SECRET, body, mark) == (not spoil)


# --- pywa as the client of our stand-in ---------------------------------------------------------


@pytest.fixture
def stand_in(
    alice: Broker, client: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[httpx.Client]:
    """A wire to the loopback Graph, whoever speaks over it."""
    settings.DEBUG = True
    settings.GRAPH_API_URL = f"{settings.LOOPBACK_ORIGIN}/loopback/graph"
    account_connect(
        broker=alice,
        channel="whatsapp",
        account_id=whatsapp.NUMBER,
        token="wa-token",
        config={"waba_id": "900"},
    )
    monkeypatch.setattr(receipts.postman, "expect", lambda sent: None)
    outbox.forget()

    def carry(request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().replace("/v26.0/", "/loopback/graph/")
        answer = client.generic(
            request.method,
            path,
            request.read(),
            content_type=request.headers.get("content-type", ""),
            headers={"host": "localhost", "authorization": request.headers["authorization"]},
        )
        return httpx.Response(
            answer.status_code, content=answer.content, headers=dict(answer.headers)
        )

    wire = httpx.Client(transport=httpx.MockTransport(carry))
    monkeypatch.setattr("channels_app.channels.calls.client", lambda: wire)
    monkeypatch.setattr("channels_app.channels.whatsapp.fetching.client", lambda: wire)
    yield wire
    outbox.forget()


@pytest.fixture
def real(stand_in: httpx.Client) -> WhatsApp:
    """pywa, speaking to our stand-in."""
    session = httpx.Client(transport=stand_in._transport)
    return WhatsApp(phone_id=whatsapp.NUMBER, token="wa-token", waba_id="900", session=session)


@pytest.mark.parametrize("say", [_text, _buttons, _list, _template, _reaction, _location, _image,
                                 _flow])  # fmt: skip
def test_the_stand_in_takes_what_a_real_client_sends(
    real: WhatsApp, say: Callable[[WhatsApp], None]
) -> None:
    say(real)

    (row,) = outbox.since(0)
    assert (row["to"], row["our_id"]) == (TO, "ours-1")


def test_the_stand_in_keeps_a_real_clients_file(real: WhatsApp, stand_in: httpx.Client) -> None:
    media = real.upload_media(b"%PDF-1.7 plano", mime_type="application/pdf", filename="a.pdf")

    found = real.get_media_url(media.id)
    account = account_of(account_row("whatsapp", whatsapp.NUMBER), "whatsapp", whatsapp.NUMBER)
    adapter: Any = able("whatsapp", HandsOutMedia)

    assert found.mime_type == "application/pdf"
    assert b"".join(adapter.media(account, {"id": media.id})) == b"%PDF-1.7 plano"


def test_the_stand_in_lists_templates_to_both(real: WhatsApp) -> None:
    account = account_of(account_row("whatsapp", whatsapp.NUMBER), "whatsapp", whatsapp.NUMBER)
    adapter: Any = able("whatsapp", HoldsTemplates)

    ours = [each["name"] for each in adapter.templates(account)]

    assert ours[:2] == [each.name for each in real.get_templates()]
    assert len(ours) == 3


def test_the_stand_in_marks_as_read_and_takes_keys(real: WhatsApp) -> None:
    assert real.mark_message_as_read("wamid.X")
    assert real.indicate_typing("wamid.X")
    assert real.set_business_public_key("-----BEGIN PUBLIC KEY-----")
    assert outbox.since(0) == []


@pytest.mark.parametrize(
    "body",
    [
        {"type": "text", "text": {"body": ""}},
        {"type": "text", "text": {"body": "x" * 4097}},
        {"type": "image", "image": {}},
        {"type": "template", "template": {"name": "x"}},
        {"type": "interactive", "interactive": {"type": "button", "body": {"text": "x"},
                                                "action": {"buttons": []}}},
        {"type": "interactive", "interactive": {"type": "list", "body": {"text": "x"}, "action": {
            "button": "x", "sections": [{"rows": [{"id": "1", "title": "x" * 25}]}]}}},
        {"type": ["text"]},
        {"status": "delivered"},
    ],
)  # fmt: skip
def test_the_stand_in_refuses_what_meta_would(
    real: WhatsApp, stand_in: httpx.Client, body: dict[str, Any]
) -> None:
    answer = stand_in.post(
        f"https://graph.facebook.com/v26.0/{whatsapp.NUMBER}/messages",
        content=json.dumps({"messaging_product": "whatsapp", "to": TO, **body}),
        headers={"authorization": "Bearer wa-token", "content-type": "application/json"},
    )

    assert answer.status_code == 400
    assert outbox.since(0) == []


def test_a_real_client_understands_the_stand_ins_refusal(stand_in: httpx.Client) -> None:
    session = httpx.Client(transport=stand_in._transport)
    stranger = WhatsApp(phone_id=whatsapp.NUMBER, token="stolen", session=session)

    with pytest.raises(WhatsAppError) as caught:
        _text(stranger)

    assert caught.value.code == 190
