"""The form inside WhatsApp: opened and closed as a real client does, filled in, written down."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from typing import Any

import httpx
import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pywa.utils import default_flow_request_decryptor, default_flow_response_encryptor

from channels_app.channels.whatsapp.flows import crypto, keys
from channels_app.channels.whatsapp.flows.offering import intake_message
from channels_app.channels.whatsapp.flows.tokens import flow_token
from channels_app.models import ChannelAccount
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.core.errors import Invalid
from crm.inventory.places import forget_places
from tests import drive
from tests.payloads import whatsapp

PRIVATE = crypto.new_private_key()
PUBLIC = crypto.public_key_of(PRIVATE)
PATH = f"/webhooks/whatsapp/flows/{whatsapp.NUMBER}"
ANSWERS = {
    "operation": "buy", "property_type": "apartment", "areas": ["Ñuñoa|Santiago"], "beds": "2",
    "budget_max": "120.000.000", "currency": "CLP", "timeline": "soon", "name": "Nadia Ferro",
}  # fmt: skip

Asked = Callable[..., Any]


def closed(request: dict[str, Any], *, public: str = PUBLIC) -> tuple[bytes, bytes, bytes]:
    """A request as WhatsApp's client closes it; body, AES key and IV."""
    key, iv = os.urandom(16), os.urandom(16)
    oaep = padding.OAEP(mgf=padding.MGF1(SHA256()), algorithm=SHA256(), label=None)
    rsa_key: Any = load_pem_public_key(public.encode())
    parts = {
        "encrypted_flow_data": AESGCM(key).encrypt(iv, json.dumps(request).encode(), None),
        "encrypted_aes_key": rsa_key.encrypt(key, oaep),
        "initial_vector": iv,
    }
    body = json.dumps({name: base64.b64encode(part).decode() for name, part in parts.items()})
    return body.encode(), key, iv


@pytest.fixture
def form(number: ChannelAccount, listings: list[str]) -> ChannelAccount:
    """Alice's number with a key, and homes to choose from."""
    keys.flow_key_keep(number, PRIVATE)
    forget_places()
    return number


@pytest.fixture
def ask(form: ChannelAccount, client: Client) -> Asked:
    """Ask the endpoint as WhatsApp does; the answer in clear, or the status when it is not 200."""

    def call(request: dict[str, Any], *, path: str = PATH, status: int = 200) -> Any:
        body, key, iv = closed({"version": "3.0", **request})
        raw, headers = whatsapp.signed(body)
        answer = client.post(
            path, raw, content_type="application/json", headers={**headers, "host": "localhost"}
        )
        assert answer.status_code == status
        inverted = bytes(byte ^ 0xFF for byte in iv)
        return json.loads(AESGCM(key).decrypt(inverted, base64.b64decode(answer.content), None))

    return call


def test_our_crypto_is_what_a_real_client_does() -> None:
    body, key, iv = closed({"action": "ping"})
    envelope = json.loads(body)

    opened = crypto.open_request(envelope, PRIVATE)
    theirs = default_flow_request_decryptor(
        envelope["encrypted_flow_data"],
        envelope["encrypted_aes_key"],
        envelope["initial_vector"],
        PRIVATE,
    )

    assert (opened.request, opened.key, opened.iv) == theirs == ({"action": "ping"}, key, iv)
    answer = {"screen": "WISH", "data": {"areas": ["Ñuñoa"]}}
    mine = base64.b64decode(crypto.close_answer(answer, opened))
    yours = base64.b64decode(default_flow_response_encryptor(answer, key, iv))
    inverted = bytes(byte ^ 0xFF for byte in iv)
    assert json.loads(AESGCM(key).decrypt(inverted, mine, None)) == answer
    assert json.loads(AESGCM(key).decrypt(inverted, yours, None)) == answer


@pytest.mark.parametrize("path", [PATH, "/webhooks/whatsapp/flows"])
def test_health_is_answered_for_a_number_and_without_one(ask: Asked, path: str) -> None:
    assert ask({"action": "ping"}, path=path) == {"data": {"status": "active"}}


def test_the_first_screen_offers_what_the_broker_has(ask: Asked) -> None:
    answer = ask({"action": "INIT", "flow_token": flow_token(Conversation().pk)})

    assert answer["screen"] == "WISH"
    assert [each["id"] for each in answer["data"]["types"]] == ["apartment"]
    assert answer["data"]["operations"][0] == {"id": "buy", "title": "Comprar"}


def test_a_form_of_an_advertisement_is_answered_too(ask: Asked) -> None:
    assert ask({"action": "INIT", "flow_token": "lead-8812"})["screen"] == "WISH"


@pytest.mark.parametrize(
    ("screen", "following"), [("WISH", "PLACE"), ("PLACE", "MONEY"), ("MONEY", "WHEN")]
)
def test_each_screen_leads_to_the_next(ask: Asked, screen: str, following: str) -> None:
    answer = ask({"action": "data_exchange", "screen": screen, "data": ANSWERS, "flow_token": "x"})

    assert answer["screen"] == following


def test_the_last_screen_hands_the_answers_to_the_conversation(ask: Asked) -> None:
    token = flow_token(Conversation().pk)

    answer = ask(
        {"action": "data_exchange", "screen": "WHEN", "data": ANSWERS, "flow_token": token}
    )

    params = answer["data"]["extension_message_response"]["params"]
    assert answer["screen"] == "SUCCESS"
    assert params == {**ANSWERS, "budget_max": "120000000.00", "flow_token": token}


@pytest.mark.parametrize(
    ("screen", "wrong"),
    [
        ("WISH", {"operation": "steal"}),
        ("WISH", {"property_type": "<script>"}),
        ("MONEY", {"budget_max": "a lot"}),
        ("MONEY", {"budget_max": "-5"}),
        ("WHEN", {"timeline": "yesterday"}),
    ],
)
def test_what_makes_no_sense_is_asked_for_again(
    ask: Asked, screen: str, wrong: dict[str, str]
) -> None:
    data = {**ANSWERS, **wrong}

    answer = ask({"action": "data_exchange", "screen": screen, "data": data, "flow_token": "x"})

    assert answer["screen"] == screen
    assert answer["data"]["error_message"]


def test_a_place_the_broker_does_not_have_is_left_out(ask: Asked) -> None:
    data = {**ANSWERS, "areas": ["Atlantis|Sea", 5, "Ñuñoa|Santiago"]}

    answer = ask({"action": "data_exchange", "screen": "WHEN", "data": data, "flow_token": "x"})

    params = answer["data"]["extension_message_response"]["params"]
    assert params["areas"] == ["Ñuñoa|Santiago"]


def test_skipping_a_screen_leads_back_to_it(ask: Asked) -> None:
    data = {"timeline": "soon"}

    answer = ask({"action": "data_exchange", "screen": "WHEN", "data": data, "flow_token": "x"})

    assert answer["screen"] == "WISH"


def test_a_client_that_reports_an_error_is_heard(ask: Asked) -> None:
    data = {"error": "INVALID", "error_message": "x"}

    answer = ask({"action": "INIT", "data": data, "flow_token": "x"})

    assert answer == {"data": {"acknowledged": True}}


def test_going_back_draws_the_screen_again(ask: Asked) -> None:
    assert ask({"action": "BACK", "screen": "MONEY", "flow_token": "x"})["screen"] == "MONEY"


def test_an_old_form_says_so(ask: Asked) -> None:
    with time_machine.travel("2026-01-01"):
        token = flow_token(Conversation().pk)

    answer = ask({"action": "INIT", "flow_token": token}, status=427)

    assert "error_msg" in answer


def test_a_forged_token_is_none(ask: Asked) -> None:
    assert "error_msg" in ask({"action": "INIT", "flow_token": "sofia.e30.x.y"}, status=427)


def test_a_token_meta_vouches_for_is_checked(ask: Asked, form: Any, client: Client) -> None:
    good = jwt.encode({"flow_token": "x"}, whatsapp.SECRET, algorithm="HS256")
    request = {"action": "INIT", "flow_token": "x", "flow_token_signature": good}

    assert ask(request)["screen"] == "WISH"
    for bad in (
        jwt.encode({"flow_token": "y"}, whatsapp.SECRET, algorithm="HS256"),
        jwt.encode({"flow_token": "x"}, "another secret of another app", algorithm="HS256"),
        jwt.encode({"flow_token": "x"}, "", algorithm="none"),
        "",
    ):
        body, _key, _iv = closed({**request, "flow_token_signature": bad})
        raw, headers = whatsapp.signed(body)
        answer = client.post(
            PATH, raw, content_type="application/json", headers={**headers, "host": "localhost"}
        )
        assert answer.status_code == 432


@pytest.mark.parametrize(
    ("body", "secret", "status"),
    [
        (closed({"action": "ping"})[0], "wrong", 432),
        (closed({"action": "ping"}, public=crypto.public_key_of(crypto.new_private_key()))[0],
         whatsapp.SECRET, 421),
        (b"{", whatsapp.SECRET, 421),
        (b"[]", whatsapp.SECRET, 421),
        (b"{}", whatsapp.SECRET, 421),
        (b'{"encrypted_flow_data":"!","encrypted_aes_key":5,"initial_vector":""}',
         whatsapp.SECRET, 421),
        (closed({"action": "ping"})[0].replace(b"initial", b"final"), whatsapp.SECRET, 421),
    ],
)  # fmt: skip
def test_what_is_not_whatsapps_is_refused_in_its_own_numbers(
    form: Any, client: Client, body: bytes, secret: str, status: int
) -> None:
    raw, headers = whatsapp.signed(body, secret=secret)

    answer = client.post(
        PATH, raw, content_type="application/json", headers={**headers, "host": "localhost"}
    )

    assert answer.status_code == status


def test_another_brokers_key_opens_nothing_of_hers(form: Any, client: Client) -> None:
    raw, headers = whatsapp.signed(closed({"action": "ping"})[0])
    stranger = "/webhooks/whatsapp/flows/999"

    answer = client.post(
        stranger, raw, content_type="application/json", headers={**headers, "host": "localhost"}
    )

    assert answer.status_code == 421


def filled(token: str, answers: dict[str, Any]) -> Message:
    reply = {"name": "flow", "response_json": json.dumps({"flow_token": token, **answers})}
    message_id = whatsapp.wamid()
    drive.deliver(
        whatsapp.whole(
            "interactive", id=message_id, interactive={"type": "nfm_reply", "nfm_reply": reply}
        )
    )
    return Message.objects.get(external_id=message_id)


def test_a_filled_form_is_the_leads_profile(form: ChannelAccount) -> None:
    conversation = drive.receive("Hola", name="").conversation

    message = filled(flow_token(conversation.pk), ANSWERS)

    lead = drive.the_lead()
    profile = lead.profile
    assert (profile.operation, profile.areas, profile.beds) == ("buy", ["Ñuñoa"], 2)
    assert (int(profile.budget_max or 0), profile.currency) == (120_000_000, "CLP")
    assert profile.timeline_from is not None
    assert profile.sources["beds"]["message"] == str(message.pk)
    assert drive.the_turn().conversation == conversation


@pytest.mark.parametrize("whose", ["nobody's", "another conversation's"])
def test_a_form_that_was_not_sent_here_fills_nothing(form: ChannelAccount, whose: str) -> None:
    drive.receive("Hola")

    message = filled("lead-1" if whose == "nobody's" else flow_token(Conversation().pk), ANSWERS)

    assert drive.the_lead().profile.operation == ""
    assert "operation: buy" in message.text


def test_what_a_person_corrected_stays(form: ChannelAccount, person: Any) -> None:
    from crm.leads.services import profile_update

    conversation = drive.receive("Hola").conversation
    profile_update(lead=conversation.lead, changes={"beds": 4}, actor=person.as_actor())

    filled(flow_token(conversation.pk), ANSWERS)

    assert drive.the_lead().profile.beds == 4


def test_our_form_is_sent_only_where_one_is_published(form: ChannelAccount) -> None:
    conversation = drive.receive("Hola").conversation
    with pytest.raises(Invalid):
        intake_message(conversation)

    ChannelAccount.objects.update(config={"intake_flow_id": "42"})
    text, payload = intake_message(conversation)

    assert text
    assert payload["flow"]["id"] == "42"
    assert payload["flow"]["token"].startswith("sofia.")


def test_the_private_key_is_unreadable_at_rest(form: ChannelAccount) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '|') FROM channels_app_channelaccount t")
        raw = cursor.fetchone()[0]

    assert "PRIVATE" not in raw
    assert ChannelAccount.objects.get(pk=form.pk).flow_key == PRIVATE


def test_the_command_keeps_prints_and_uploads(
    form: ChannelAccount, alice: Broker, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    said: list[httpx.Request] = []

    def graph(request: httpx.Request) -> httpx.Response:
        said.append(request)
        return httpx.Response(200, json={"success": True})

    wire = httpx.Client(transport=httpx.MockTransport(graph))
    monkeypatch.setattr("channels_app.channels.calls.client", lambda: wire)

    call_command("flow_key", alice.slug, "--account", whatsapp.NUMBER)

    assert "BEGIN PUBLIC KEY" in capsys.readouterr().out
    assert said[0].url.path.endswith(f"/{whatsapp.NUMBER}/whatsapp_business_encryption")
    assert b"BEGIN+PUBLIC+KEY" in said[0].content


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nobody", "--account", "1"], "no broker"),
        (["t_alice", "--account", "1"], "connect it first"),
        (["t_alice", "--account", whatsapp.NUMBER, "--key-file", "/nowhere"], "cannot be read"),
        (["t_alice", "--account", whatsapp.NUMBER, "--key-file", __file__], "cannot be used"),
    ],
)
def test_the_command_says_what_is_wrong(form: Any, args: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("flow_key", *args)


def test_the_description_names_every_screen_and_is_json(alice: Broker, capsys: Any) -> None:
    call_command("flow_json", alice.slug)

    described = json.loads(capsys.readouterr().out)
    assert [each["id"] for each in described["screens"]] == ["WISH", "PLACE", "MONEY", "WHEN"]
    assert set(described["routing_model"]) == {each["id"] for each in described["screens"]}
    last = described["screens"][-1]["layout"]["children"][0]["children"][-1]
    assert set(last["on-click-action"]["payload"]) == set(ANSWERS)
