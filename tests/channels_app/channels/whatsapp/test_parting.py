"""A delivery that speaks of several people is parted, each with a lane of their own."""

from __future__ import annotations

from typing import Any

from channels_app.channels.whatsapp.parting import by_person

_ANA = {"from": "56911111111", "id": "a"}
_LUIS = {"from": "56922222222", "id": "b"}


def _parted(value: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return dict(by_person(value))


def test_one_persons_change_is_left_as_it_is() -> None:
    value = {"metadata": {}, "messages": [_ANA, {**_ANA, "id": "c"}]}

    assert _parted(value) == {"56911111111": value}


def test_two_peoples_messages_go_into_two_parts_in_their_order() -> None:
    later = {**_ANA, "id": "c"}

    parts = _parted({"metadata": {"x": 1}, "messages": [_ANA, _LUIS, later]})

    assert parts == {
        "56911111111": {"metadata": {"x": 1}, "messages": [_ANA, later]},
        "56922222222": {"metadata": {"x": 1}, "messages": [_LUIS]},
    }


def test_a_receipt_is_of_the_person_it_went_to() -> None:
    receipt = {"id": "x", "recipient_id": "56911111111", "status": "read"}

    assert set(_parted({"statuses": [receipt], "messages": [_LUIS]})) == {
        "56911111111",
        "56922222222",
    }


def test_a_changed_number_is_read_after_what_came_from_it() -> None:
    message = {**_ANA, "from_user_id": "CL.77"}
    changed = {**_ANA, "type": "system"}

    assert set(_parted({"messages": [message]})) == set(_parted({"messages": [changed]}))


def test_who_hides_the_phone_is_known_by_the_user_id() -> None:
    assert set(_parted({"messages": [{"from_user_id": "CL.77"}]})) == {"CL.77"}


def test_what_concerns_nobody_comes_whole() -> None:
    value = {"event": "APPROVED", "message_template_name": "hola"}

    assert _parted(value) == {"": value}


def test_entries_nobody_can_read_lose_nothing() -> None:
    value = {"messages": [7, _ANA], "statuses": "no list"}

    parts = _parted(value)

    assert parts[""]["messages"] == [7]
    assert parts["56911111111"]["messages"] == [_ANA]
