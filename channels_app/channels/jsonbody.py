"""Reading a vendor's JSON: fast, and without losing a message to one odd character."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import orjson

from channels_app.channels.base import Unreadable
from crm.core.text import storable_json


def json_body(body: bytes) -> Any:
    """The value of a JSON body; raises :class:`Unreadable` when it is none.

    Half of a surrogate pair, which a cut emoji leaves behind, is no reason to refuse the text
    around it: such a body is read again by the lenient parser and cleaned.
    """
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        return storable_json(json.loads(body, parse_constant=_refuse))
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
