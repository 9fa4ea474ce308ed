"""Reading a vendor's JSON: fast, and without losing a message to one odd character."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

import orjson

from channels_app.channels.base import Unreadable
from crm.core.text import storable_json

#: Below so many brackets nothing can be nested more deeply than orjson writes.
_DEEP: Final = 200


def json_body(body: bytes) -> Any:
    """The value of a JSON body; raises :class:`Unreadable` when it is none.

    Half of a surrogate pair, which a cut emoji leaves behind, is no reason to refuse the text
    around it: such a body is read again by the lenient parser and cleaned.
    """
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        try:
            value = storable_json(json.loads(body, parse_constant=_refuse))
        except (ValueError, RecursionError) as error:
            raise Unreadable("not JSON") from error
    _check_writable(value, body)
    return value


def _check_writable(value: Any, body: bytes) -> None:
    """Refuse what can be read but not written again: the ledger keeps a value, not the bytes."""
    if body.count(b"[") + body.count(b"{") < _DEEP:
        return
    try:
        orjson.dumps([[[[value]]]])
    except orjson.JSONEncodeError as error:
        raise Unreadable("nested too deeply") from error


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
