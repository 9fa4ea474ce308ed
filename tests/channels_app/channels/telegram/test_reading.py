"""What Telegram's updates mean, and that nothing it may send breaks us."""

from __future__ import annotations

from typing import Any

import pytest

from channels_app.channels.base import Edit, InboundMessage, Preference, Unknown
from channels_app.channels.registry import adapter_for
from tests.payloads import telegram as tg


def read(payload: dict[str, Any]) -> Any:
    """The one item of an update."""
    (item,) = adapter_for("telegram").parse(tg.BOT, payload)
    return item


def test_a_text_is_told_with_who_wrote_it() -> None:
    item = read(tg.text("¿Sigue disponible? 🏡", 12))

    assert isinstance(item, InboundMessage)
    assert (item.kind, item.text) == ("text", "¿Sigue disponible? 🏡")
    assert item.external_id == f"{tg.LEAD}:12"
    assert (item.sender.identity, item.sender.name) == (str(tg.LEAD), "Elena Prado")
    assert item.sender.language == "es"


@pytest.mark.parametrize(
    ("said", "kind", "start"),
    [
        ("/start flat_7", "start", "flat_7"),
        ("/start", "start", ""),
        ("/start@casa_bot flat-7", "start", "flat-7"),
        ("/startling offer", "text", None),
        ("/start two words", "text", None),
        ("/stop", "text", None),
    ],
)
def test_a_start_names_the_link_they_came_by(said: str, kind: str, start: str | None) -> None:
    item = read(tg.text(said))

    assert (item.kind, item.payload.get("start")) == (kind, start)
    assert item.text == ("" if kind == "start" else said)
    assert item.source == ("telegram_link" if start else "")


def test_entities_count_utf16_units() -> None:
    body = "🏡🏡 mira https://casa.example/a y aquí"
    marks = [
        {"type": "url", "offset": 10, "length": 22},
        {"type": "text_link", "offset": 35, "length": 4, "url": "https://casa.example/b"},
        {"type": "bold", "offset": 0, "length": 4},
    ]

    item = read(tg.text(body, entities=marks))

    assert item.text == body
    assert item.payload["entities"] == [
        {"type": "url", "text": "https://casa.example/a"},
        {"type": "text_link", "text": "aquí", "url": "https://casa.example/b"},
    ]


@pytest.mark.parametrize(
    "mark",
    [
        {"type": "url", "offset": -4, "length": 2},
        {"type": "url", "offset": 0, "length": -1},
        {"type": "url", "offset": 10**12, "length": 10**12},
        {"type": "url", "offset": 1, "length": 1},
    ],
)
def test_entities_that_lie_outside_the_text_break_nothing(mark: dict[str, Any]) -> None:
    assert read(tg.text("🏡", entities=[mark])).text == "🏡"


@pytest.mark.parametrize(
    ("member", "value", "kind", "voice"),
    [
        ("photo", [tg.file("small"), tg.file("big")], "image", False),
        ("voice", tg.file("big", duration=7, mime_type="audio/ogg"), "audio", True),
        ("audio", tg.file("big", duration=7), "audio", False),
        ("video", tg.file("big"), "video", False),
        ("video_note", tg.file("big"), "video", False),
        ("sticker", tg.file("big"), "sticker", False),
        ("document", tg.file("big", file_name="nómina.pdf"), "document", False),
    ],
)
def test_a_file_is_kept_with_what_fetches_it(
    member: str, value: Any, kind: str, voice: bool
) -> None:
    item = read(tg.message(caption="Mira", **{member: value}))

    (media,) = item.media
    assert (item.kind, item.text) == (kind, "Mira")
    assert (media.kind, media.is_voice, media.size) == (kind, voice, 2048)
    assert media.ref == {"file_id": "big"}


def test_an_animation_is_a_video_and_not_its_document() -> None:
    item = read(tg.message(animation=tg.file("gif"), document=tg.file("gif")))

    assert (item.kind, len(item.media)) == ("video", 1)


def test_an_album_keeps_its_name_on_each_picture() -> None:
    items = [read(tg.message(photo=[tg.file(n)], media_group_id="77")) for n in ("a", "b")]

    assert {item.payload["album"] for item in items} == {"77"}
    assert len({item.external_id for item in items}) == 2


def test_only_their_own_number_is_theirs() -> None:
    card = {"phone_number": "56987651234", "first_name": "Elena"}

    own = read(tg.message(contact={**card, "user_id": tg.LEAD}))
    others = read(tg.message(contact={**card, "user_id": 5}))
    strangers = read(tg.message(contact=card))

    assert own.sender.also == (("phone", "+56987651234"),)
    assert (others.sender.also, strangers.sender.also) == ((), ())
    assert "+56987651234" in others.text


def test_a_place_and_a_venue_tell_where() -> None:
    point = {"latitude": -33.4, "longitude": -70.6}

    venue = read(
        tg.message(location=point, venue={"location": point, "title": "Plaza", "address": "Uno 1"})
    )

    assert read(tg.message(location=point)).payload["location"] == point
    assert (venue.kind, venue.text) == ("location", "Plaza, Uno 1")


def test_an_edit_names_the_message_it_changes() -> None:
    item = read(tg.edit(12, text="¿Con garaje?"))

    assert isinstance(item, Edit)
    assert (item.external_id, item.text) == (f"{tg.LEAD}:12", "¿Con garaje?")


def test_a_live_location_that_moves_is_no_edit() -> None:
    point = {"latitude": 1.0, "longitude": 2.0, "live_period": 900}

    assert isinstance(read(tg.edit(12, location=point)), Unknown)


def test_a_pressed_button_says_its_title_and_carries_its_id() -> None:
    under = tg.ours(31, {"slot:1": "Sábado 11:00", "slot:2": "Otro"})

    item = read(tg.pressed("slot:1", under=under, query_id="881"))

    assert (item.kind, item.text, item.payload["choice"]) == ("choice", "Sábado 11:00", "slot:1")
    assert (item.external_id, item.reply_to) == ("callback:881", f"{tg.LEAD}:31")


@pytest.mark.parametrize(
    ("status", "wish", "undoing"),
    [("kicked", "stop", False), ("left", "stop", False), ("member", "start", True)],
)
def test_blocking_the_bot_is_an_opt_out_and_unblocking_undoes_it(
    status: str, wish: str, undoing: bool
) -> None:
    item = read(tg.membership(status))

    assert isinstance(item, Preference)
    assert (item.wish, item.is_undoing, item.sender.identity) == (wish, undoing, str(tg.LEAD))


GROUP = {"id": -100_200_300, "type": "supergroup", "title": "Vecinos"}


@pytest.mark.parametrize(
    "payload",
    [
        tg.text("@casa_bot precio?", chat=GROUP),
        tg.message(chat=GROUP, migrate_to_chat_id=-5),
        tg.update("edited_message", tg.content(3, chat=GROUP, text="x")),
        tg.update("channel_post", {"message_id": 1, "chat": {"id": -9, "type": "channel"}}),
        tg.update("business_message", tg.content(text="hola")),
        tg.update("message_reaction", {"chat": tg.chat()}),
        tg.update("hologram_update", {"x": 1}),
        tg.membership("kicked", chat=GROUP),
        tg.membership("restricted"),
        tg.pressed("a", under={**tg.ours(3), "chat": GROUP}),
        tg.message(text="soy un bot", **{"from": tg.user(9, is_bot=True)}),
        tg.message(pinned_message={"message_id": 1}),
        {"update_id": 5},
    ],
)
def test_what_is_no_conversation_is_kept_apart(payload: dict[str, Any]) -> None:
    assert isinstance(read(payload), Unknown)


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"message_id": "x", "chat": []},
        {"message_id": 1, "chat": {"id": 1, "type": "private"}, "from": None},
        {"message_id": 1, "chat": {"id": {}, "type": "private"}, "from": tg.user()},
        {"message_id": 1, "chat": tg.chat(), "from": tg.user(), "text": ["a"]},
        {"message_id": 1, "chat": tg.chat(), "from": tg.user(), "entities": "all of them"},
        {"message_id": 1, "chat": tg.chat(), "from": tg.user(), "location": {"latitude": "N"}},
    ],
)
@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_a_malformed_message_is_kept_apart(kind: str, content: dict[str, Any]) -> None:
    assert isinstance(read(tg.update(kind, content)), Unknown)


@pytest.mark.parametrize(
    "fields",
    [
        {"date": 10**30},
        {"date": -(10**30)},
        {"photo": []},
        {"photo": [[]]},
        {"voice": {"file_id": ""}},
        {"document": {"file_id": "x", "file_size": -1, "duration": "long"}},
        {"paid_media": {"star_count": 5}},
        {"text": "\x00\ud83c ‮ <b>ok</b> {{1}} '; DROP TABLE"},
        {"text": "a" * 100_000},
    ],
)
def test_odd_content_is_still_a_message(fields: dict[str, Any]) -> None:
    assert isinstance(read(tg.message(**fields)), InboundMessage)
