"""What goes out over Twilio, what its refusals mean, and how an unknown outcome is looked up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest

from channels_app.channels.base import Advice, File, SendError
from channels_app.channels.registry import adapter_for
from channels_app.channels.twilio.errors import ADVICE
from channels_app.loopback import outbox
from crm.conversations.models import Conversation, Message
from tests.channels_app.channels.twilio.conftest import Post, account, outgoing, replace_wire
from tests.payloads import twilio as tw

ADAPTER: Any = adapter_for("twilio")


def form(request: httpx.Request) -> dict[str, str]:
    return dict(parse_qsl(request.content.decode(), keep_blank_values=True))


def test_a_text_is_a_form_with_where_receipts_go(api: list[httpx.Request], settings: Any) -> None:
    settings.PUBLIC_URL = "https://crm.example.com"

    sid = ADAPTER.send(outgoing("Olá 🏡 + 100%"))

    assert sid == outbox.since(0)[-1]["external_id"]
    assert form(api[0]) == {
        "To": tw.LEAD,
        "From": tw.NUMBER,
        "Body": "Olá 🏡 + 100%",
        "StatusCallback": "https://crm.example.com/webhooks/twilio/status",
    }
    assert api[0].headers["authorization"] == tw.basic()["authorization"]
    assert api[0].url.path.endswith(f"/2010-04-01/Accounts/{tw.SID}/Messages.json")


@pytest.mark.parametrize(
    ("account_id", "config", "sender"),
    [
        (tw.SID, {"from": tw.NUMBER}, {"From": tw.NUMBER}),
        (tw.SID, {"messaging_service": "MG1"}, {"MessagingServiceSid": "MG1"}),
        (tw.NUMBER, {"account_sid": tw.SID}, {"From": tw.NUMBER}),
        ("MG2", {"account_sid": tw.SID}, {"MessagingServiceSid": "MG2"}),
    ],
)
def test_the_sender_is_the_accounts_own(
    api: list[httpx.Request], account_id: str, config: dict[str, str], sender: dict[str, str]
) -> None:
    ADAPTER.send(outgoing(account=account(account_id, **config)))

    sent = form(api[0])
    assert {name: sent[name] for name in ("From", "MessagingServiceSid") if name in sent} == sender


def test_an_answer_on_whatsapp_comes_from_there(api: list[httpx.Request]) -> None:
    ADAPTER.send(outgoing(peer=f"whatsapp:{tw.LEAD}"))

    assert form(api[0])["From"] == f"whatsapp:{tw.NUMBER}"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "https://crm.example.com/webhooks/twilio/status"),
        ({"status_url": "https://a.example"}, "https://a.example/webhooks/twilio/status"),
        ({"status_url": "https://a.example/own?t=1"}, "https://a.example/own?t=1"),
    ],
)
def test_receipts_go_where_the_account_says(
    api: list[httpx.Request], settings: Any, given: dict[str, str], expected: str
) -> None:
    settings.PUBLIC_URL = "https://crm.example.com"

    ADAPTER.send(outgoing(account=account(**{"from": tw.NUMBER, **given})))

    assert form(api[0])["StatusCallback"] == expected


def test_choices_are_numbered_lines(api: list[httpx.Request]) -> None:
    rows = [{"id": "a", "title": "Lun 10:00", "description": "con Ana"}, {"id": "b", "title": "No"}]

    ADAPTER.send(outgoing("Elige:", "list", payload={"button": "Ver", "rows": rows}))

    assert form(api[0])["Body"] == "Elige:\n1. Lun 10:00: con Ana\n2. No"


def test_a_text_too_long_goes_out_in_parts_cut_at_sentences(api: list[httpx.Request]) -> None:
    text = ("This flat has a garden. " * 150).strip()

    sid = ADAPTER.send(outgoing(text))

    bodies = [form(call)["Body"] for call in api]
    assert len(bodies) == 3
    assert all(len(body) <= 1600 and body.endswith(".") for body in bodies)
    assert " ".join(bodies) == text
    assert sid == outbox.since(0)[-1]["external_id"]


def test_after_the_first_part_a_failure_is_unsure(
    line: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [httpx.Response(201, json={"sid": "SM1"}), httpx.Response(503)]
    replace_wire(monkeypatch, lambda _request: answers.pop(0))

    with pytest.raises(SendError) as failed:
        ADAPTER.send(outgoing("word " * 400))

    assert (failed.value.code, failed.value.advice) == ("partly", Advice.UNSURE)


@pytest.mark.parametrize(
    ("fields", "code", "advice"),
    [
        ({"text": " "}, "no_text", Advice.DEAD),
        ({"file": File("/x", "image/png", "x", "image")}, "no_media", Advice.DEAD),
        ({"account": account(account_sid=tw.SID)}, "no_sender", Advice.PAUSE),
    ],
)
def test_what_cannot_be_sent_never_leaves(
    api: list[httpx.Request], fields: dict[str, Any], code: str, advice: Advice
) -> None:
    with pytest.raises(SendError) as failed:
        ADAPTER.send(outgoing(**fields))

    assert (failed.value.code, failed.value.advice, api) == (code, advice, [])


def refused(code: int, status: int = 400) -> httpx.Response:
    told = {"code": code, "message": "no", "more_info": "", "status": status}
    return httpx.Response(status, json=told)


def failure(answer: httpx.Response, monkeypatch: pytest.MonkeyPatch) -> SendError:
    replace_wire(monkeypatch, lambda _request: answer)
    with pytest.raises(SendError) as failed:
        ADAPTER.send(outgoing())
    return failed.value


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        *((refused(code), Advice.DEAD) for code in (21211, 21214, 21408, 21606, 21608, 21612)),
        *((refused(code), Advice.DEAD) for code in (21614, 30005, 30006, 30007, 30008, 30034)),
        *((refused(code), advice) for code, advice in ADVICE.items()),
        (refused(20003, 401), Advice.PAUSE),
        (refused(20429, 429), Advice.WAIT),
        (refused(99999, 429), Advice.WAIT),
        (refused(99999, 401), Advice.PAUSE),
        (refused(20500, 500), Advice.AGAIN),
        (refused(99999, 500), Advice.AGAIN),
        (httpx.Response(500, text="<html>"), Advice.AGAIN),
        (httpx.Response(503), Advice.AGAIN),
        (httpx.Response(502, text="<html>"), Advice.UNSURE),
        (httpx.Response(504), Advice.UNSURE),
        (httpx.Response(429), Advice.WAIT),
        (httpx.Response(401), Advice.PAUSE),
        (httpx.Response(404, text="nothing"), Advice.DEAD),
        (httpx.Response(201, text="<html>"), Advice.UNSURE),
        (httpx.Response(201, json={"sid": None}), Advice.UNSURE),
        (httpx.Response(400, json={"code": "21610"}), Advice.DEAD),
        (httpx.Response(400, json={"code": True}), Advice.DEAD),
        (httpx.Response(400, json=["no"]), Advice.DEAD),
    ],
)
def test_every_refusal_says_what_may_be_done(
    monkeypatch: pytest.MonkeyPatch, answer: httpx.Response, advice: Advice
) -> None:
    assert failure(answer, monkeypatch).advice == advice


def test_the_opt_out_twilio_knows_of_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    error = failure(refused(21610), monkeypatch)

    assert (error.code, error.advice) == ("21610", Advice.OPTED_OUT)


def test_a_wait_is_as_long_as_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told = httpx.Response(429, json={"code": 20429}, headers={"retry-after": "9"})

    assert failure(told, monkeypatch).retry_after == 9
    assert failure(refused(30003), monkeypatch).retry_after == 15 * 60


def test_an_account_without_a_token_is_paused() -> None:
    from channels_app.channels.base import Account

    with pytest.raises(SendError) as failed:
        ADAPTER.send(outgoing(account=Account("twilio", tw.NUMBER, "t")))

    assert failed.value.advice == Advice.PAUSE


# --- what became of an attempt ----------------------------------------------------------------


def attempt(text: str = "Hello") -> Any:
    return outgoing(text, sent_at=datetime.now(UTC) - timedelta(seconds=2))


def test_an_attempt_that_arrived_is_found(api: list[httpx.Request]) -> None:
    sid = ADAPTER.send(outgoing("Hello"))

    assert ADAPTER.look_up(attempt()) == sid
    assert dict(api[-1].url.params)["To"] == tw.LEAD


def test_a_long_attempt_is_found_by_its_last_part(api: list[httpx.Request]) -> None:
    sid = ADAPTER.send(outgoing("word " * 700))

    assert ADAPTER.look_up(attempt("word " * 700)) == sid


def test_an_attempt_of_which_a_part_arrived_is_not_sent_again(api: list[httpx.Request]) -> None:
    first = ("first " * 260).strip()
    ADAPTER.send(outgoing(first))

    with pytest.raises(SendError) as failed:
        ADAPTER.look_up(attempt(f"{first}\n\n{'second ' * 200}"))

    assert failed.value.code == "partly"


def row(**changes: Any) -> dict[str, Any]:
    """A message as Twilio lists it: the one looked for."""
    return {
        "sid": "SM7",
        "body": "Hello",
        "from": tw.NUMBER,
        "to": tw.LEAD,
        "direction": "outbound-api",
        "date_created": format_datetime(datetime.now(UTC)),
        **changes,
    }


YESTERDAY = format_datetime(datetime.now(UTC) - timedelta(days=1))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, "SM7"),
        ({"direction": "outbound-reply"}, "SM7"),
        ({"body": "Hello!"}, ""),
        ({"from": "+12025550111"}, ""),
        ({"direction": "inbound"}, ""),
        ({"date_created": YESTERDAY}, ""),
        ({"date_created": None}, ""),
        ({"date_created": "soon"}, ""),
        ({"sid": ""}, ""),
    ],
)
def test_only_this_attempt_is_taken_for_it(
    line: Any, monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], found: str
) -> None:
    listed = {"messages": ["odd", row(**changes)]}
    replace_wire(monkeypatch, lambda _request: httpx.Response(200, json=listed))

    assert ADAPTER.look_up(attempt()) == found


def test_a_messaging_service_chooses_the_number(line: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = {"messages": [row(**{"from": "+12025550111"})]}
    replace_wire(monkeypatch, lambda _request: httpx.Response(200, json=listed))
    asked = outgoing("Hello", account=account(messaging_service="MG1"), sent_at=datetime.now(UTC))

    assert ADAPTER.look_up(asked) == "SM7"


def test_another_message_that_says_the_same_is_not_taken_for_it(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(tw.sms("Hi"))
    thread = Conversation.objects.get()
    Message.objects.create(
        conversation=thread,
        direction="out",
        author="sofia",
        text="Hello",
        account_key=f"twilio:{tw.SID}",
        external_id="SM7",
        status="sent",
        sent_at=thread.created_at,
    )
    replace_wire(monkeypatch, lambda _request: httpx.Response(200, json={"messages": [row()]}))

    assert ADAPTER.look_up(attempt()) == ""


@pytest.mark.parametrize(
    "answer", [httpx.Response(503), httpx.Response(200, text="<html>"), refused(20003, 401)]
)
def test_a_list_that_cannot_be_had_decides_nothing(
    monkeypatch: pytest.MonkeyPatch, answer: httpx.Response
) -> None:
    replace_wire(monkeypatch, lambda _request: answer)

    with pytest.raises(SendError):
        ADAPTER.look_up(attempt())
