"""What WhatsApp delivers, item by item."""

from __future__ import annotations

from typing import Any

import pytest

from channels_app.channels.base import (
    Echo,
    Edit,
    IdentityChange,
    Inbound,
    InboundMessage,
    Preference,
    StatusUpdate,
    TemplateUpdate,
    Unknown,
)
from channels_app.channels.whatsapp.reading import read_change
from tests.payloads import whatsapp


def read(payload: dict[str, Any]) -> list[Inbound]:
    (part,) = payload["entry"]
    (change,) = part["changes"]
    return read_change(change["field"], change["value"])


def message(kind: str, /, **parts: Any) -> InboundMessage:
    (item,) = read(whatsapp.whole(kind, **parts))
    assert isinstance(item, InboundMessage)
    return item


DIGEST = "T+3PRnXkM0k1pQbqX0mA6f4tDaqk0qv0iFhB3JcAAAA="


@pytest.mark.parametrize("kind", ["image", "video", "audio", "document", "sticker"])
def test_a_file_is_told_apart_from_its_words(kind: str) -> None:
    part = {"id": "77", "mime_type": "x/y; codecs=opus", "sha256": DIGEST, "caption": "mira"}

    item = message(kind, **{kind: {**part, "filename": "plano.pdf"}})

    (media,) = item.media
    assert (item.kind, item.text) == (kind, "mira")
    assert (media.kind, media.ref, media.filename) == (kind, {"id": "77"}, "plano.pdf")
    assert len(media.sha256) == 64
    assert not media.is_voice


def test_a_voice_note_is_told_from_a_song() -> None:
    note = message("audio", audio={"id": "1", "voice": True}).media[0]
    song = message("audio", audio={"id": "1", "voice": False}).media[0]

    assert (note.is_voice, song.is_voice) == (True, False)


@pytest.mark.parametrize(
    ("kind", "part", "text", "payload"),
    [
        (
            "location",
            {"latitude": -33.4, "longitude": -70.6, "name": "Plaza", "address": "Ñuñoa"},
            "Plaza, Ñuñoa",
            {"location": {"latitude": -33.4, "longitude": -70.6, "name": "Plaza",
                          "address": "Ñuñoa", "url": None}},
        ),
        ("reaction", {"message_id": "wamid.A", "emoji": "👍"}, "👍", {"reaction_to": "wamid.A"}),
        ("reaction", {"message_id": "wamid.A", "emoji": ""}, "", {"reaction_to": "wamid.A"}),
        ("reaction", {"message_id": "wamid.A"}, "", {"reaction_to": "wamid.A"}),
        ("button", {"payload": "visit:yes", "text": "Sí"}, "Sí", {"choice": "visit:yes"}),
        (
            "interactive",
            {"type": "list_reply", "list_reply": {"id": "s2", "title": "Jueves"}},
            "Jueves",
            {"choice": "s2"},
        ),
        (
            "interactive",
            {"type": "call_permission_reply", "call_permission_reply": {"response": "accept"}},
            "",
            {"call_permission": "accept"},
        ),
        (
            "order",
            {"catalog_id": "9", "text": "esto", "product_items": [
                {"product_retailer_id": "DEP-1", "quantity": 2, "item_price": 5, "currency": "USD"}
            ]},
            "esto\n2 × DEP-1",
            None,
        ),
    ],
)  # fmt: skip
def test_each_type_says_its_part(
    kind: str, part: dict[str, Any], text: str, payload: dict[str, Any] | None
) -> None:
    item = message(kind, **{kind: part})

    assert (item.kind, item.text) == (kind, text)
    assert payload is None or item.payload == payload


def test_a_card_is_readable_though_everything_in_it_is_optional() -> None:
    card = {"name": {"formatted_name": "Berta"}, "phones": [{"phone": "+1 555"}, {}], "emails": 3}

    item = message("contacts", contacts=[card, {}, None, {"name": "odd"}])

    assert item.text == "Berta +1 555"


def test_a_form_is_kept_with_its_token_apart() -> None:
    reply = {"name": "flow", "response_json": '{"flow_token":"t","areas":["a","b"],"beds":2}'}

    item = message("interactive", interactive={"type": "nfm_reply", "nfm_reply": reply})

    assert item.payload["form"] == {"areas": ["a", "b"], "beds": 2}
    assert item.payload["flow_token"] == "t"
    assert item.text == "areas: a, b\nbeds: 2"


@pytest.mark.parametrize("broken", ["", "{", "[1]", "null", '"x"', "[" * 3000])
def test_a_form_that_is_no_form_is_kept_empty(broken: str) -> None:
    reply = {"name": "flow", "response_json": broken}

    item = message("interactive", interactive={"type": "nfm_reply", "nfm_reply": reply})

    assert (item.text, item.payload["form"]) == ("", {})


def test_a_reply_names_what_it_answers_and_a_forwarded_one_nothing() -> None:
    reply = message("text", text={"body": "sí"}, context={"from": "1", "id": "wamid.Q"})
    forwarded = message("text", text={"body": "mira"}, context={"forwarded": True})

    assert reply.reply_to == "wamid.Q"
    assert (forwarded.reply_to, forwarded.payload) == ("", {"forwarded": True})


def test_an_ad_is_where_the_lead_came_from() -> None:
    ad = {"source_type": "ad", "source_id": "120", "ctwa_clid": "C", "image_url": "https://x/y"}

    item = message("text", text={"body": "info"}, referral=ad)

    assert item.source == "whatsapp_ad"
    assert item.payload["referral"] == {"source_type": "ad", "source_id": "120", "ctwa_clid": "C"}


@pytest.mark.parametrize(
    ("kind", "parts", "told"),
    [
        ("unsupported", {"unsupported": {"type": "poll"}, "errors": [{"code": 131051}]}, "poll"),
        ("teleport", {"teleport": {"x": 1}}, "teleport"),
        ("interactive", {"interactive": {}}, "interactive:empty"),
        ("image", {"image": {"caption": ""}}, "image:without an id"),
        ("image", {"image": "none"}, "image:without an id"),
    ],
)
def test_what_nobody_can_read_is_kept_as_such(kind: str, parts: dict[str, Any], told: str) -> None:
    item = message(kind, **parts)

    assert (item.kind, item.payload["raw_type"]) == ("unsupported", told)


def test_an_edit_names_the_message_it_changes() -> None:
    part = {"original_message_id": "wamid.O", "message": {"type": "text", "text": {"body": "no"}}}

    (edit,) = read(whatsapp.whole("edit", edit=part))
    (back,) = read(whatsapp.whole("revoke", revoke={"original_message_id": "wamid.O"}))

    assert isinstance(edit, Edit)
    assert isinstance(back, Edit)
    assert (edit.external_id, edit.text) == ("wamid.O", "no")
    assert (back.external_id, back.text) == ("wamid.O", None)


def test_an_edit_of_a_caption_changes_the_words() -> None:
    changed = {"type": "image", "image": {"id": "1", "caption": "otra"}}

    (edit,) = read(
        whatsapp.whole("edit", edit={"original_message_id": "wamid.O", "message": changed})
    )

    assert isinstance(edit, Edit)
    assert edit.text == "otra"


@pytest.mark.parametrize(
    "part", [{}, {"original_message_id": ""}, {"original_message_id": "w", "message": None}]
)
def test_an_edit_of_nothing_is_kept_unread(part: dict[str, Any]) -> None:
    (item,) = read(whatsapp.whole("edit", edit=part))

    assert isinstance(item, Unknown)


def test_a_new_number_says_old_and_new() -> None:
    (change,) = read(whatsapp.system("user_changed_number", wa_id="56987654321"))

    assert isinstance(change, IdentityChange)
    assert (change.old, change.new) == (("phone", "+56912345678"), ("phone", "+56987654321"))
    assert change.peer == "+56987654321"


def test_a_new_user_id_says_old_and_new() -> None:
    payload = whatsapp.system("user_changed_user_id", user_id="US.2")
    payload["entry"][0]["changes"][0]["value"]["messages"][0]["from_user_id"] = "US.1"

    (change,) = read(payload)

    assert isinstance(change, IdentityChange)
    assert (change.old, change.new) == (("bsuid", "US.1"), ("bsuid", "US.2"))


@pytest.mark.parametrize("kind", ["customer_identity_changed", "", "user_changed_number"])
def test_a_notice_that_says_nothing_new_is_kept_unread(kind: str) -> None:
    (item,) = read(whatsapp.system(kind))

    assert isinstance(item, Unknown)


def test_what_was_sent_from_the_phone_is_an_echo() -> None:
    (item,) = read(whatsapp.echo("image", image={"id": "5", "caption": "la foto"}))

    assert isinstance(item, Echo)
    assert (item.sender.peer, item.text, item.media[0].ref) == (
        "+56912345678", "la foto", {"id": "5"},
    )  # fmt: skip


def test_taking_back_on_the_phone_takes_back_here() -> None:
    (item,) = read(whatsapp.echo("revoke", revoke={"original_message_id": "wamid.O"}))

    assert isinstance(item, Edit)
    assert item.text is None


@pytest.mark.parametrize(("value", "wish"), [("stop", "stop"), ("resume", "start")])
def test_the_switch_in_whatsapp_concerns_marketing(value: str, wish: str) -> None:
    (item,) = read(whatsapp.preference(value))

    assert isinstance(item, Preference)
    assert (item.wish, item.scope, item.sender.peer) == (wish, "marketing", "+56912345678")
    assert item.words.startswith("User requested")


def test_news_of_a_template_have_its_reason() -> None:
    (item,) = read(
        whatsapp.template_news("REJECTED", waba="900", rejection_info={"reason": "Spammy"})
    )

    assert isinstance(item, TemplateUpdate)
    assert (item.name, item.language, item.status, item.reason) == (
        "visita", "es", "REJECTED", "Spammy",
    )  # fmt: skip


def test_a_failed_status_needs_no_contacts_and_says_why_in_words() -> None:
    (item,) = read(whatsapp.status("wamid.S", "failed", code=131047))

    assert isinstance(item, StatusUpdate)
    assert item.error_code == "131047"
    assert "only templates" in item.error


def test_an_opt_out_told_by_a_failure_is_one() -> None:
    failed, wish = read(whatsapp.status("wamid.S", "failed", code=131050))

    assert isinstance(failed, StatusUpdate)
    assert isinstance(wish, Preference)
    assert (wish.wish, wish.scope) == ("stop", "marketing")


@pytest.mark.parametrize(("said", "status"), [("played", "read"), ("read", "read")])
def test_a_voice_note_that_was_played_was_read(said: str, status: str) -> None:
    (item,) = read(whatsapp.status("wamid.S", said))

    assert isinstance(item, StatusUpdate)
    assert item.status == status


def test_a_group_is_kept_and_not_answered() -> None:
    (item,) = read(whatsapp.whole("text", text={"body": "¿vamos?"}, group_id="Y2F"))

    assert item == Unknown("group")


def test_trouble_of_metas_own_is_noted_with_its_code() -> None:
    (item,) = read(whatsapp.envelope({**whatsapp.value("1"), "errors": [{"code": 131000}]}))

    assert item == Unknown("messages:error 131000")


@pytest.mark.parametrize(
    "who", [{"from_": None}, {"from_": ""}, {"from_": "not-a-number"}, {"from_": {"x": 1}}]
)
def test_who_cannot_be_answered_is_kept_unread(who: dict[str, Any]) -> None:
    payload = whatsapp.whole("text", text={"body": "x"}, **who)
    payload["entry"][0]["changes"][0]["value"].pop("contacts")

    (item,) = read(payload)

    assert isinstance(item, Unknown)
