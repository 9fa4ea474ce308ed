"""python-telegram-bot reads what our tests post, drives our stand-in, and sends what we send."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest
import telegram
from asgiref.sync import async_to_sync, sync_to_async
from django.test import Client, RequestFactory
from telegram.request import HTTPXRequest

from channels_app.channels.base import File
from channels_app.channels.registry import adapter_for
from channels_app.channels.telegram.entities import marked
from channels_app.channels.telegram.payloads import Entity
from channels_app.loopback.telegram import parameters
from tests.channels_app.channels.telegram.conftest import outgoing
from tests.payloads import telegram as tg

Drive = Callable[[Callable[[telegram.Bot], Coroutine[Any, Any, Any]]], Any]


@pytest.fixture
def theirs(api: list[httpx.Request]) -> tuple[Drive, list[httpx.Request]]:
    """Runs a call of their client against our stand-in; the requests it made."""
    client = Client(headers={"host": "localhost"})
    calls: list[httpx.Request] = []

    async def carry(request: httpx.Request) -> httpx.Response:
        content = await request.aread()
        calls.append(request)
        answer = await sync_to_async(client.generic)(
            request.method,
            request.url.raw_path.decode(),
            content,
            content_type=request.headers.get("content-type", ""),
        )
        return httpx.Response(answer.status_code, content=answer.content)

    def drive(call: Callable[[telegram.Bot], Coroutine[Any, Any, Any]]) -> Any:
        async def run() -> Any:
            wire = HTTPXRequest(httpx_kwargs={"transport": httpx.MockTransport(carry)})
            bot = telegram.Bot(
                tg.TOKEN,
                base_url="http://127.0.0.1/loopback/telegram/bot",
                base_file_url="http://127.0.0.1/loopback/telegram/file/bot",
                request=wire,
                get_updates_request=wire,
            )
            async with bot:
                return await call(bot)

        # Their client is asynchronous; the stand-in's database is this thread's.
        return async_to_sync(run)()

    return drive, calls


def given(request: httpx.Request) -> dict[str, Any]:
    """A request's parameters as our stand-in reads them."""
    factory = RequestFactory()
    return parameters(
        factory.generic(
            "POST", "/", request.content, content_type=request.headers.get("content-type", "")
        )
    )


def keyboard(*buttons: tuple[str, str]) -> telegram.InlineKeyboardMarkup:
    return telegram.InlineKeyboardMarkup(
        [[telegram.InlineKeyboardButton(title, callback_data=data)] for data, title in buttons]
    )


PLAIN = telegram.LinkPreviewOptions(is_disabled=True)


def test_their_text_and_ours_are_the_same_call(
    api: list[httpx.Request], theirs: tuple[Drive, list[httpx.Request]]
) -> None:
    drive, calls = theirs
    adapter_for("telegram").send(
        outgoing(
            "¿Sábado? 🏡",
            "buttons",
            payload={"buttons": [{"id": "slot:1", "title": "11:00"}, {"id": "no", "title": "No"}]},
            reply_to=f"{tg.LEAD}:12",
        )
    )

    drive(
        lambda bot: bot.send_message(
            tg.LEAD,
            "¿Sábado? 🏡",
            link_preview_options=PLAIN,
            reply_markup=keyboard(("slot:1", "11:00"), ("no", "No")),
            reply_parameters=telegram.ReplyParameters(12, allow_sending_without_reply=True),
        )
    )

    assert same(given(api[0]), given(calls[-1]))


def same(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Whether two calls say the same; an id may come as number or as text."""
    return {**ours, "chat_id": str(ours["chat_id"])} == {
        **theirs,
        "chat_id": str(theirs["chat_id"]),
    }


def test_their_upload_and_ours_are_the_same_call(
    api: list[httpx.Request], theirs: tuple[Drive, list[httpx.Request]], tmp_path: Path
) -> None:
    drive, calls = theirs
    (tmp_path / "x").write_bytes(b"\xff\xd8 a picture")
    file = File(str(tmp_path / "x"), "image/jpeg", "casa.jpg", "image")
    adapter_for("telegram").send(outgoing("La fachada", file=file))

    drive(
        lambda bot: bot.send_photo(
            tg.LEAD, b"\xff\xd8 a picture", caption="La fachada", filename="casa.jpg"
        )
    )

    sent = given(calls[-1])
    # Theirs names the part that carries the file; ours calls the part by the parameter.
    attached = str(sent["photo"]).removeprefix("attach://") if "photo" in sent else ""
    if attached in sent:
        sent["photo"] = sent.pop(attached)
    assert same(given(api[0]), sent)


def test_their_client_reads_every_answer_of_the_stand_in(
    theirs: tuple[Drive, list[httpx.Request]],
) -> None:
    drive, _calls = theirs

    async def everything(bot: telegram.Bot) -> list[Any]:
        photo: Any = await bot.send_photo(tg.LEAD, b"picture")
        voice: Any = await bot.send_voice(tg.LEAD, b"OggS")
        document: Any = await bot.send_document(tg.LEAD, b"%PDF", filename="x.pdf")
        place: Any = await bot.send_location(tg.LEAD, 1.5, 2.5)
        file = await bot.get_file(voice.voice.file_id)
        return [
            photo.photo[-1].file_id != "",
            document.document.file_size == 4,
            place.location.latitude == 1.5,
            bytes(await file.download_as_bytearray()) == b"OggS",
            await bot.send_chat_action(tg.LEAD, "typing"),
            await bot.answer_callback_query("77"),
            await bot.set_message_reaction(tg.LEAD, 4, "👍"),
            await bot.set_webhook("https://crm.example/webhooks/telegram", secret_token="s"),
            (await bot.get_webhook_info()).url == "https://crm.example/webhooks/telegram",
            await bot.delete_webhook(),
        ]

    assert all(drive(everything))


@pytest.mark.parametrize(
    "call",
    [
        lambda bot: bot.send_message(tg.LEAD, "🏡" * 2049),
        lambda bot: bot.send_message(tg.LEAD, "x", reply_markup=keyboard(("d" * 65, "x"))),
        lambda bot: bot.send_photo(tg.LEAD, b"x", caption="c" * 1025),
        lambda bot: bot.send_message("nobody", "x"),
        lambda bot: bot.set_webhook("http://crm.example/"),
    ],
)
def test_the_stand_in_refuses_what_telegram_would(
    theirs: tuple[Drive, list[httpx.Request]], call: Any
) -> None:
    with pytest.raises(telegram.error.BadRequest):
        theirs[0](call)


@pytest.mark.parametrize(
    "payload",
    [
        tg.text("Hola 🏡", entities=[{"type": "url", "offset": 0, "length": 1}]),
        tg.message(photo=[tg.file("a", width=1, height=1)], media_group_id="7", caption="x"),
        tg.message(voice=tg.file("a", duration=7)),
        tg.message(contact={"phone_number": "1", "first_name": "E", "user_id": tg.LEAD}),
        tg.edit(3, text="x"),
        tg.pressed("a", under=tg.ours(3, {"a": "A"})),
    ],
)
def test_their_client_reads_what_our_tests_post(payload: dict[str, Any]) -> None:
    update = telegram.Update.de_json(payload, None)

    assert update.effective_user is not None
    assert update.effective_user.id == tg.LEAD
    assert update.effective_chat is not None
    assert update.effective_chat.type == "private"


def test_entities_are_cut_where_their_client_cuts_them() -> None:
    body = "🏡é🏡 ver https://casa.example/ñ y @elena_prado_test ahora"
    marks = [
        {"type": "url", "offset": 10, "length": 22},
        {"type": "mention", "offset": 35, "length": 17},
    ]
    message = telegram.Message.de_json(tg.content(3, text=body, entities=marks), None)

    ours = [row["text"] for row in marked(body, [Entity.model_validate(each) for each in marks])]

    assert ours == list(message.parse_entities().values())
