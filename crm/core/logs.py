"""Log lines as JSON, one object a line, with personal data masked before it leaves the process."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from crm.core import context
from crm.core.connections import is_database_away
from crm.core.masking import mask, mask_value

# By name: logs are set up before these libraries are needed, and in processes without them.
_UNREACHED = frozenset({"ConnectionError", "TimeoutError", "OperationalError"})
_STANDARD = frozenset(
    logging.LogRecord("", 0, "", 0, "", None, None).__dict__.keys()
    | {"message", "asctime", "taskName", "masked"}
)


class JsonFormatter(logging.Formatter):
    """Writes time, level, logger, message, correlation id, broker, and what ``extra`` gave."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "correlation_id": context.correlation_id(),
            "broker": _broker(),
        }
        for name, value in record.__dict__.items():
            if name not in _STANDARD and not name.startswith("_"):
                line[name] = value
        if record.exc_info or record.exc_text:
            line["exc"] = record.exc_text or mask(self.formatException(record.exc_info or ()))  # type: ignore[arg-type]
        if record.stack_info:
            line["stack"] = mask(self.formatStack(record.stack_info))
        try:
            return orjson.dumps(line, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
        except (TypeError, ValueError):
            # A lone surrogate, a number beyond 64 bits: slower, and takes anything.
            return json.dumps(line, default=str)


class MaskFilter(logging.Filter):
    """Masks a record's message, its arguments, its extras and the text of its exception."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask in place, once; never drops a record, however odd its arguments."""
        if getattr(record, "masked", False):
            return True
        try:
            text = record.getMessage()
        except Exception:  # noqa: BLE001, RUF100 - a malformed call must still leave a line
            text = f"{record.msg} (arguments did not fit)"
        if record.name == "celery.beat":
            text = text.partition("\n")[0]  # its second line is the whole stack, four times a sweep
        record.msg, record.args = mask(text), None
        if record.exc_info:
            record.exc_text = mask(_told(record.exc_info))
        elif record.exc_text:
            record.exc_text = mask(record.exc_text)
        for name in [key for key in record.__dict__ if key not in _STANDARD]:
            record.__dict__[name] = mask_value(record.__dict__[name], name=name)
        record.masked = True
        return True


def _told(exc_info: Any) -> str:
    """The traceback; of a neighbour that is away only what it says: who asked is no news."""
    error = exc_info[1]
    if is_database_away(error) or _is_queue_away(error):
        return f"{type(error).__name__}: {error}".partition("\n")[0]
    return logging.Formatter().formatException(exc_info)


def _is_queue_away(error: BaseException | None) -> bool:
    """Whether Redis could not be reached, as the client, the queue or beat says it."""
    while error is not None:
        kind = type(error)
        if kind.__module__.startswith(("redis.", "kombu.")) and kind.__name__ in _UNREACHED:
            return True
        error = error.__cause__ or error.__context__
    return False


def scrub_event(event: Any, hint: Mapping[str, Any]) -> Any:
    """A Sentry event with the same masking as a log line, and no local variables or bodies."""
    for part in ("exception", "threads"):
        for value in (event.get(part) or {}).get("values") or []:
            for frame in ((value.get("stacktrace") or {}).get("frames")) or []:
                frame.pop("vars", None)
    request = event.get("request")
    if isinstance(request, dict):
        for name in ("data", "cookies", "env"):
            request.pop(name, None)
    event.pop("user", None)
    event.pop("server_name", None)
    keep = {name: event[name] for name in ("event_id", "timestamp", "platform") if name in event}
    return {**mask_value(event), **keep}


def _broker() -> str:
    """Schema in hand, without opening a connection for it."""
    from django.db import connection

    return str(getattr(connection, "schema_name", "") or "")
