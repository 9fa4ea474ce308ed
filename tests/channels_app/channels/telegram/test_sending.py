"""What goes out over the Bot API, and what its refusals mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from channels_app.channels.base import Advice, File, SendError
from channels_app.channels.registry import adapter_for
from channels_app.loopback import outbox
from tests.channels_app.channels.telegram.conftest import outgoing, replace_wire
from tests.payloads import telegram as tg

ADAPTER: Any = adapter_for("telegram")


def body(request: httpx.Request) -> dict[str, Any]:
    value: dict[str, Any] = orjson.loads(request.content)
    return value


def method(request: httpx.Request) -> str:
    return request.url.path.rpartition("/")[2]


def test_a_text_is_sent_as_it_is_and_its_id_is_told(api: list[httpx.Request]) -> None:
    external_id = ADAPTER.send(outgoing("*No* <b>es</b> _marca_"))

    chat, _colon, number = external_id.rpartition(":")
    assert (chat, number.isdigit()) == (str(tg.LEAD), True)
    assert body(api[0])["text"] == "*No* <b>es</b> _marca_"
    assert "parse_mode" not in body(api[0])


def test_an_answer_names_the_message_it_answers(api: list[httpx.Request]) -> None:
    ADAPTER.send(outgoing(reply_to=f"{tg.LEAD}:12"))
    ADAPTER.send(outgoing(reply_to="callback:99"))

    assert body(api[0])["reply_parameters"]["message_id"] == 12
    assert "reply_parameters" not in body(api[1])


def test_a_text_too_long_goes_out_in_order_and_whole(api: list[httpx.Request]) -> None:
    sentence = "Esta casa tiene jardín 🏡 y garaje. "
    text = (sentence * 140)[:4090].strip()

    external_id = ADAPTER.send(outgoing(text))

    said = [body(call)["text"] for call in api]
    assert len(said) == 2
    assert all(part.endswith(".") for part in said[:-1])
    assert " ".join(said) == text
    assert external_id == outbox.since(0)[-1]["external_id"]


def test_after_the_first_part_a_failure_is_unsure(
    bot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [ok(5), refused(500, "Internal Server Error")]
    replace_wire(monkeypatch, lambda _request: answers.pop(0))

    with pytest.raises(SendError) as failed:
        ADAPTER.send(outgoing("palabra " * 1000))

    assert (failed.value.code, failed.value.advice) == ("partly", Advice.UNSURE)


def test_the_second_part_waits_when_told_to(bot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = refused(429, "Too Many Requests", parameters={"retry_after": 0})
    answers = [ok(5), slow, ok(6)]
    replace_wire(monkeypatch, lambda _request: answers.pop(0))

    assert ADAPTER.send(outgoing("palabra " * 1000)) == f"{tg.LEAD}:6"


def test_buttons_are_a_keyboard_and_long_ids_fit(api: list[httpx.Request]) -> None:
    buttons = [{"id": "yes", "title": "Sí"}, {"id": "ñ" * 40, "title": "Otro día"}]

    ADAPTER.send(outgoing("¿Vienes?", "buttons", payload={"buttons": buttons}))

    rows = body(api[0])["reply_markup"]["inline_keyboard"]
    assert [row[0]["text"] for row in rows] == ["Sí", "Otro día"]
    assert rows[0][0]["callback_data"] == "yes"
    assert len(rows[1][0]["callback_data"].encode()) <= 64


def test_a_list_tells_its_descriptions_in_the_text(api: list[httpx.Request]) -> None:
    rows = [{"id": "1", "title": "Lun 10:00", "description": "con Ana"}, {"id": "2", "title": "No"}]

    ADAPTER.send(outgoing("Elige", "list", payload={"button": "Ver", "rows": rows}))

    assert body(api[0])["text"] == "Elige\n\n• Lun 10:00: con Ana"
    assert len(body(api[0])["reply_markup"]["inline_keyboard"]) == 2


@pytest.mark.parametrize(
    ("mime", "name"),
    [
        ("image/jpeg", "sendPhoto"),
        ("audio/ogg; codecs=opus", "sendVoice"),
        ("audio/mpeg", "sendAudio"),
        ("video/mp4", "sendVideo"),
        ("application/pdf", "sendDocument"),
        ("image/svg+xml", "sendDocument"),
    ],
)
def test_a_file_goes_by_the_method_for_its_type(
    api: list[httpx.Request], tmp_path: Path, mime: str, name: str
) -> None:
    (tmp_path / "x").write_bytes(b"bytes of a file")
    file = File(str(tmp_path / "x"), mime, "plano ñ.pdf", "document")

    assert ADAPTER.send(outgoing("Aquí está", file=file)).startswith(f"{tg.LEAD}:")

    assert [method(call) for call in api] == [name]
    assert b"bytes of a file" in api[0].content


def test_a_caption_too_long_follows_its_file(api: list[httpx.Request], tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")
    file = File(str(tmp_path / "x"), "image/png", "x.png", "image")

    ADAPTER.send(outgoing("palabra " * 200, file=file))

    assert [method(call) for call in api] == ["sendPhoto", "sendMessage"]


def test_a_file_that_is_gone_is_dead(api: list[httpx.Request], tmp_path: Path) -> None:
    file = File(str(tmp_path / "nothing"), "image/png", "x.png", "image")

    with pytest.raises(SendError) as failed:
        ADAPTER.send(outgoing(file=file))

    assert (failed.value.advice, api) == (Advice.DEAD, [])


def test_a_place_and_a_reaction_have_methods_of_their_own(api: list[httpx.Request]) -> None:
    place = {"latitude": 1.5, "longitude": 2.5, "name": "Oficina"}
    ADAPTER.send(outgoing("", "location", payload={"location": place}))
    ADAPTER.send(outgoing("👍", "reaction", payload={"reaction_to": f"{tg.LEAD}:4"}))

    assert [method(call) for call in api] == ["sendLocation", "sendMessage", "setMessageReaction"]


def test_a_button_is_released_and_typing_shown(api: list[httpx.Request]) -> None:
    account = outgoing().account

    ADAPTER.show_presence(account, peer=str(tg.LEAD), external_id="callback:77", typing=True)

    assert [method(call) for call in api] == ["answerCallbackQuery", "sendChatAction"]
    assert body(api[0]) == {"callback_query_id": "77"}


@pytest.mark.parametrize(("words", "raises"), [("query is too old", False), ("oops", True)])
def test_a_button_answered_too_late_is_no_error(
    bot: Any, monkeypatch: pytest.MonkeyPatch, words: str, raises: bool
) -> None:
    late = refused(400, f"Bad Request: {words} and response timeout expired")
    replace_wire(monkeypatch, lambda _request: late)
    call = {"peer": "7", "external_id": "callback:1", "typing": False}

    if raises:
        with pytest.raises(SendError):
            ADAPTER.show_presence(outgoing().account, **call)
    else:
        ADAPTER.show_presence(outgoing().account, **call)


def test_media_is_asked_for_and_fetched_in_pieces(api: list[httpx.Request]) -> None:
    content = b"".join(ADAPTER.media(outgoing().account, {"file_id": "AgAC/x"}))

    assert content.startswith(b"\x89PNG")
    assert [call.url.path.split("/")[3] for call in api] == [f"bot{tg.TOKEN}", "file"]


def test_media_that_is_too_big_or_gone_is_dead(bot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_wire(monkeypatch, lambda _request: refused(400, "Bad Request: file is too big"))

    with pytest.raises(SendError) as failed:
        list(ADAPTER.media(outgoing().account, {"file_id": "x"}))

    assert failed.value.advice == Advice.DEAD


def test_media_that_breaks_off_may_be_asked_for_again(
    bot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if "/file/" in request.url.path:
            raise httpx.ReadError("gone")
        return ok({"file_path": "photos/1.jpg"})

    replace_wire(monkeypatch, answer)

    with pytest.raises(SendError) as failed:
        list(ADAPTER.media(outgoing().account, {"file_id": "x"}))

    assert failed.value.advice == Advice.AGAIN


def ok(result: Any) -> httpx.Response:
    if isinstance(result, int):
        result = {"message_id": result}
    return httpx.Response(200, json={"ok": True, "result": result})


def refused(status: int, description: str, **more: Any) -> httpx.Response:
    said = {"ok": False, "error_code": status, "description": description, **more}
    return httpx.Response(status, json=said)


PAGE = httpx.Response(502, text="<html>Bad Gateway</html>", headers={"content-type": "text/html"})


@pytest.mark.parametrize(
    ("answer", "code", "advice"),
    [
        (refused(400, "Bad Request: chat not found"), "400", Advice.DEAD),
        (refused(401, "Unauthorized"), "401", Advice.PAUSE),
        (refused(403, "Forbidden: bot was blocked by the user"), "403", Advice.OPTED_OUT),
        (refused(403, "Forbidden: user is deactivated"), "403", Advice.DEAD),
        (refused(403, "Forbidden: bot can't initiate conversation"), "403", Advice.DEAD),
        (refused(404, "Not Found"), "404", Advice.PAUSE),
        (refused(409, "Conflict"), "409", Advice.AGAIN),
        (refused(413, "Request Entity Too Large"), "413", Advice.DEAD),
        (refused(429, "Too Many Requests"), "429", Advice.WAIT),
        (refused(500, "Internal Server Error"), "500", Advice.AGAIN),
        (PAGE, "502", Advice.AGAIN),
        (httpx.Response(504, text="<html>"), "504", Advice.UNSURE),
        (httpx.Response(200, text="<html>"), "no_result", Advice.UNSURE),
        (httpx.Response(200, json={"ok": True, "result": {}}), "no_id", Advice.UNSURE),
        (httpx.Response(200, json={"ok": False}), "200", Advice.DEAD),
        (refused(429, "x", parameters={"retry_after": "soon"}), "429", Advice.WAIT),
    ],
)
def test_every_refusal_says_what_may_be_done(
    bot: Any, monkeypatch: pytest.MonkeyPatch, answer: httpx.Response, code: str, advice: Advice
) -> None:
    replace_wire(monkeypatch, lambda _request: answer)

    with pytest.raises(SendError) as failed:
        ADAPTER.send(outgoing())

    assert (failed.value.code, failed.value.advice) == (code, advice)


def test_flood_control_is_waited_for_as_long_as_told(
    bot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = refused(429, "Too Many Requests", parameters={"retry_after": 14})
    replace_wire(monkeypatch, lambda _request: slow)

    with pytest.raises(SendError) as failed:
        ADAPTER.send(outgoing())

    assert failed.value.retry_after == 14


def test_a_bot_without_a_token_is_paused() -> None:
    from channels_app.channels.base import Account

    with pytest.raises(SendError) as failed:
        ADAPTER.show_presence(Account("telegram", "1", "t"), peer="1", external_id="", typing=True)

    assert failed.value.advice == Advice.PAUSE
