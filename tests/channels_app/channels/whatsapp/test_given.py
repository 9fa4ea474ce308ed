"""Payloads somebody else wrote down, where their folder lies beside the project."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from django.test import Client
from django.utils import timezone

from channels_app.accounts import account_connect
from channels_app.channels.base import Advice, Outgoing, SendError
from channels_app.channels.registry import adapter_for
from channels_app.channels.whatsapp import graph as graph_api
from channels_app.channels.whatsapp.flows import crypto, keys
from channels_app.inbound.processing import event_process
from channels_app.models import ChannelAccount, InboundEvent, Receipt
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.core.tenancy import in_schema
from crm.leads.models import Contact
from tests.fakes.graph import GraphWire

FOLDER: Final = Path(__file__).resolve().parents[5] / "shared" / "fixtures" / "whatsapp"
FIRST, SECOND = "300000000000001", "300000000000002"
WA = adapter_for("whatsapp")

Case = dict[str, Any]
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no given payloads beside the project")


def given(*kinds: str) -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        if case["meta"]["kind"] in kinds:
            found.append(pytest.param(case, id=path.stem))
    return found


def named(name: str) -> Case:
    case: Case = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return case


@pytest.fixture
def brokers(alice: Broker, charlie: Broker) -> Broker:
    """The first number is Alice's, the second Charlie's; Alice's schema is in hand."""
    for broker, number in ((alice, FIRST), (charlie, SECOND)):
        account_connect(broker=broker, channel="whatsapp", account_id=number, token="t")
    return alice


@pytest.fixture
def post(brokers: Broker, client: Client, settings: Any) -> Callable[..., int]:
    """Deliver a case as it was written down, and interpret what was stored; the answer's status."""

    def call(delivery: Case, secrets: Case) -> int:
        settings.META_APP_SECRET = secrets["meta_app_secret"]
        answer = client.post(
            "/webhooks/whatsapp",
            delivery["raw_body"].encode(),
            content_type="application/json",
            headers={**delivery["headers"], "host": "localhost"},
        )
        for schema in ("t_alice", "t_charlie"):
            with in_schema(schema):
                for event in InboundEvent.objects.filter(state="received"):
                    event_process(event.pk)
        return answer.status_code

    return call


@pytest.mark.parametrize("case", given("inbound"))
def test_each_is_answered_as_expected_and_understood(post: Callable[..., int], case: Case) -> None:
    with in_schema("t_alice"):
        status = post(case["http"], case["secrets"])

        assert status in case["expect"]["acceptable_http_status"]
        assert not InboundEvent.objects.exclude(state="done").exists()
        if not case["expect"]["signature_valid"]:
            assert not InboundEvent.objects.exists()
            return
        for expected in case["expect"].get("messages", []):
            _assert_message(expected)
        for expected in case["expect"].get("statuses", []):
            _assert_status(expected)


def _assert_message(expected: Case) -> None:
    schema = "t_alice" if expected["phone_number_id"] == FIRST else "t_charlie"
    with in_schema(schema):
        found = Message.objects.filter(external_id=expected["dedupe_key"]).first()
        if expected["group_id"] or expected["type"] in {"system", "edit"}:
            assert found is None
            return
        assert found is not None
        phone = expected["sender_phone"]
        assert found.conversation.peer == (f"+{phone}" if phone else expected["sender_user_id"])
        assert found.conversation.account_id == expected["phone_number_id"]
    with in_schema("t_charlie" if schema == "t_alice" else "t_alice"):
        assert not Message.objects.filter(external_id=expected["dedupe_key"]).exists()


def _assert_status(expected: Case) -> None:
    with in_schema("t_alice" if expected["phone_number_id"] == FIRST else "t_charlie"):
        row = Receipt.objects.get(external_id=expected["wamid"], status=expected["status"])
        assert row.error_code == "".join(str(code) for code in expected["error_codes"])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("button_reply", lambda m, e: m.payload["choice"] == e["reply_id"]),
        ("list_reply", lambda m, e: m.payload["choice"] == e["reply_id"]),
        ("template_quick_reply_button", lambda m, e: m.payload["choice"] == e["reply_id"]),
        ("image_with_caption", lambda m, e: m.attachments.get().ref == {"id": e["media_id"]}),
        ("document_pdf", lambda m, e: m.attachments.get().ref == {"id": e["media_id"]}),
        ("voice_note", lambda m, e: m.attachments.get().is_voice == e["is_voice_note"]),
        ("nfm_reply_flow", lambda m, e: m.payload["form"] == e["flow_fields"]),
        ("nfm_reply_flow", lambda m, e: m.payload["flow_token"] == e["flow_token"]),
        ("reaction_add", lambda m, e: m.payload["reaction_to"] == e["reacts_to"]),
        ("reaction_add", lambda m, e: m.text == e["emoji"]),
        ("reaction_removed", lambda m, e: m.payload["reaction_to"] == e["reacts_to"]),
        ("reaction_removed", lambda m, e: m.text == ""),
        ("signature_unicode_and_slash_escapes", lambda m, e: m.text == e["text"]),
        ("click_to_whatsapp_referral", lambda m, e: e["referral"].items()
         <= m.payload["referral"].items()),
        ("click_to_whatsapp_referral", lambda m, e: m.conversation.lead.source == "whatsapp_ad"),
        ("username_only_no_phone", lambda m, e: m.conversation.peer
         == e["answer_with"]["recipient"]),
    ],
)  # fmt: skip
def test_what_matters_in_it_is_kept(
    post: Callable[..., int], name: str, told: Callable[[Message, Case], bool]
) -> None:
    case = named(name)
    with in_schema("t_alice"):
        post(case["http"], case["secrets"])

        assert told(Message.objects.get(), case["expect"])


def test_an_edit_changes_what_it_names(post: Callable[..., int]) -> None:
    first, edit = named("text_simple"), named("edit_message")
    with in_schema("t_alice"):
        post(first["http"], first["secrets"])
        post(edit["http"], edit["secrets"])

        message = Message.objects.get(external_id=edit["expect"]["edits"])
        assert "$2,600" in message.text
        assert "$2,400" in message.payload["edits"][0]["text"]


def test_the_switch_in_the_app_stops_marketing_alone(post: Callable[..., int]) -> None:
    case = named("user_preferences_stop")
    with in_schema("t_alice"):
        post(case["http"], case["secrets"])

        contact = Contact.objects.get(phone=f"+{case['expect']['opt_out']['wa_id']}")
        assert contact.marketing_opted_out_at is not None
        assert contact.opted_out_at is None


@pytest.mark.parametrize("case", given("sequence"))
def test_a_sequence_ends_where_it_should(post: Callable[..., int], case: Case) -> None:
    expect = case["expect"]
    with in_schema("t_alice"):
        ours = _ours(expect["final_status"]["wamid"]) if "final_status" in expect else None
        for number, delivery in enumerate(case["deliveries"]):
            assert post(delivery, case["secrets"]) in expect["acceptable_http_status_each"]
            if ours is not None:
                ours.refresh_from_db()
                assert ours.status == expect["status_after_each"][number]
        if "stored_messages" in expect:
            assert Message.objects.count() == expect["stored_messages"]


def _ours(wamid: str) -> Message:
    """A message of ours with that id, in a conversation of its own."""
    from tests import drive
    from tests.payloads import whatsapp

    drive.receive("hola", number=FIRST, sender=whatsapp.LEAD)
    conversation = Conversation.objects.get()
    return Message.objects.create(
        conversation=conversation,
        direction="out",
        author="sofia",
        text="hola",
        account_key=f"whatsapp:{FIRST}",
        external_id=wamid,
        status="sending",
        sent_at=timezone.now(),
    )


def test_everything_five_times_in_any_order_is_there_once(post: Callable[..., int]) -> None:
    cases = [param.values[0] for param in given("inbound")]
    deliveries = [case for case in cases if case["expect"]["signature_valid"]] * 5
    random.Random(7).shuffle(deliveries)
    with in_schema("t_alice"):
        for case in deliveries:
            post(case["http"], case["secrets"])

        ids = [
            each["dedupe_key"]
            for case in cases
            if case["expect"]["signature_valid"]
            for each in case["expect"].get("messages", [])
            if each["phone_number_id"] == FIRST
            and not each["group_id"]
            and each["type"] not in {"system", "edit"}
        ]
        kept = list(Message.objects.filter(direction="in").values_list("external_id", flat=True))
        assert sorted(kept) == sorted(set(ids))
        people = Contact.objects.filter(merged_into__isnull=True)
        assert set(people.values_list("name", flat=True)) == {"Nadia Ferro", "Lena K"}
        assert people.count() == 2


@pytest.mark.parametrize("case", given("handshake"))
def test_the_handshake_is_accepted(client: Client, settings: Any, case: Case) -> None:
    settings.META_VERIFY_TOKEN = case["secrets"]["verify_token"]

    answer = client.get(
        f"/webhooks/whatsapp?{case['http']['query_string']}", headers={"host": "localhost"}
    )

    assert answer.status_code in case["expect"]["acceptable_http_status"]
    assert answer.content.decode() == case["expect"]["response_body_exact"]


@pytest.mark.parametrize("case", given("flow_endpoint"))
def test_the_form_is_answered(brokers: Broker, client: Client, settings: Any, case: Case) -> None:
    settings.META_APP_SECRET = case["secrets"]["meta_app_secret"]
    pem = case["secrets"]["rsa_private_key_pem_TEST_ONLY"]
    raw = case["http"]["raw_body"].encode()
    with in_schema("t_alice"):
        keys.flow_key_keep(ChannelAccount.objects.get(account_id=FIRST), pem)

    answer = client.post(
        "/webhooks/whatsapp/flows",
        raw,
        content_type="application/json",
        headers={**case["http"]["headers"], "host": "localhost"},
    )

    assert answer.status_code in case["expect"]["acceptable_http_status"]
    if case["expect"]["decryptable"]:
        opened = crypto.open_request(json.loads(raw), pem)
        assert opened.request == case["expect"]["clear_request"]
        theirs = case["expect"]["encrypted_response_of_example_pywa"]
        assert len(crypto.close_answer(case["expect"]["clear_response_example"], opened)) <= len(
            theirs
        )
        assert answer["content-type"].startswith(case["expect"]["response_content_type"])


_OUTCOMES: Final = {
    "tenant_credentials_invalid": {Advice.PAUSE},
    "permanent": {Advice.TEMPLATE, Advice.DEAD},
    "transient": {Advice.WAIT, Advice.AGAIN},
}


@pytest.mark.parametrize("case", given("outbound"))
def test_each_exchange_goes_as_it_was_recorded(
    graph: GraphWire, make: Callable[..., Outgoing], case: Case
) -> None:
    request, response = case["exchange"]["request"], case["exchange"]["response"]
    headers = {**response["headers"], "content-type": "application/json"}
    graph.answers(httpx.Response(response["status"], json=response["json"], headers=headers))
    account = make().account
    sender = request["path"].split("/")[2]

    outcome: Any = "accepted"
    waited: float | None = None
    try:
        if request["method"] == "GET":
            found = graph_api.get(account, sender)
            outcome = "url" if found["url"] else ""
        elif "status" in request["json"]:
            adapter: Any = WA
            adapter.show_presence(
                account, peer="", external_id=request["json"]["message_id"], typing=False
            )
        else:
            WA.send(make(**_message_of(request["json"])))
    except SendError as error:
        outcome, waited = error.advice, error.retry_after

    assert waited == case["expect"].get("retry_after_s", waited)
    assert outcome == case["expect"]["outcome"] or outcome in _OUTCOMES[case["expect"]["outcome"]]
    if request["json"]:
        sent = graph.body
        sent.pop("biz_opaque_callback_data", None)
        assert sent == request["json"]


def _message_of(body: Case) -> Case:
    """The message of ours that should make this request."""
    peer = {"peer": f"+{body['to']}"}
    if body["type"] == "text":
        return {**peer, "text": body["text"]["body"]}
    if body["type"] == "interactive":
        part = body["interactive"]
        buttons = [each["reply"] for each in part["action"]["buttons"]]
        payload: Case = {"buttons": buttons}
        return {**peer, "kind": "buttons", "text": part["body"]["text"], "payload": payload}
    template = body["template"]
    words, button = template["components"]
    payload = {
        "name": template["name"],
        "language": template["language"]["code"],
        "values": [each["text"] for each in words["parameters"]],
        "buttons": [button["parameters"][0]["payload"]],
    }
    return {**peer, "kind": "template", "payload": {"template": payload}}
