"""Sort what goes wrong at a vendor into the few kinds that decide what happens next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from agents.llm.base import ErrorKind

_CONTEXT_CODES = {"context_length_exceeded", "request_too_large", "string_above_max_length"}
_CONTEXT_WORDS = re.compile(
    r"prompt is too long|maximum context length|context.window"
    r"|input token count.*exceeds|too many (?:input )?tokens|reduce the length",
    re.IGNORECASE | re.DOTALL,
)
_REFUSED_CODES = {"content_filter", "content_policy_violation", "invalid_prompt", "SAFETY"}
_ACCOUNT_CODES = {
    "insufficient_quota",
    "billing_hard_limit_reached",
    "billing_not_active",
    "account_deactivated",
    "invalid_api_key",
    "authentication_error",
    "permission_error",
    "billing_error",
    "contract_spend_limit_reached",
    "enforced_spend_limit_reached",
    "API_KEY_INVALID",
    "UNAUTHENTICATED",
    "PERMISSION_DENIED",
    # Gemini: no billing, or a country it does not serve.
    "FAILED_PRECONDITION",
    # A model that is gone or misspelt is a setting to correct, like a key.
    "model_not_found",
    "model_decommissioned",
    "not_found_error",
}
_ACCOUNT_WORDS = re.compile(r"credit balance|usage limit|spend(?:ing)? limit", re.IGNORECASE)
# Groq checks tool calls itself and answers 400 when the model wrote a malformed one.
_GARBLED_CODES = {"tool_use_failed", "json_validate_failed", "output_parse_failed"}
_RATE_CODES = {"rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED"}
_OUR_FAULT_CODES = {"invalid_request_error", "INVALID_ARGUMENT"}
_TIMEOUT_CODES = {"timeout_error", "DEADLINE_EXCEEDED"}

_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
_WAIT_WORDS = re.compile(r"(?:try again|retry) in ((?:\d+(?:\.\d+)?(?:ms|h|m|s))+)", re.IGNORECASE)
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True)
class Fault:
    """What a vendor said went wrong; ``status`` is None when no HTTP error status came."""

    status: int | None
    message: str
    codes: frozenset[str] = frozenset()
    headers: Mapping[str, str] = field(default_factory=dict)
    retry_delay: str = ""

    @classmethod
    def of(
        cls,
        status: int | None,
        message: str,
        codes: Iterable[object] = (),
        headers: Mapping[str, str] | None = None,
        retry_delay: str = "",
    ) -> Fault:
        words = frozenset(code for code in codes if isinstance(code, str) and code)
        return cls(status, message, words, headers or {}, retry_delay)


def kind_of(fault: Fault) -> ErrorKind:
    """Kind of the failure: by the vendor's own code first, then by HTTP status.

    404 and a switched-off model count as AUTH: like a wrong key they are a setting to correct,
    waiting does not help and another provider would do.
    """
    if by_code := _kind_by_code(fault):
        return by_code
    status = fault.status
    if status is None or status < 400:
        # Reported inside a stream that had begun well.
        return _kind_in_stream(fault)
    if status == 429:
        return ErrorKind.RATE_LIMITED
    if status in {401, 402, 403, 404}:
        return ErrorKind.AUTH
    if status == 408:
        return ErrorKind.TIMEOUT
    # 409 is a passing conflict at Anthropic, 498 missing capacity at Groq.
    if status >= 500 or status in {409, 498}:
        return ErrorKind.UNAVAILABLE
    return ErrorKind.BAD_REQUEST


def retry_after_of(fault: Fault) -> float | None:
    """Seconds the vendor asks to wait: from its headers, its details or its sentence."""
    headers = fault.headers
    try:
        if milliseconds := headers.get("retry-after-ms"):
            return max(0.0, float(milliseconds) / 1000)
        if seconds := headers.get("retry-after"):
            return _seconds_or_date(seconds)
    except (ValueError, OverflowError):
        pass  # an unreadable header is no header
    if fault.retry_delay:
        return _duration(fault.retry_delay)
    if found := _WAIT_WORDS.search(fault.message):
        return _duration(found.group(1))
    return None


def _kind_by_code(fault: Fault) -> ErrorKind | None:
    if fault.codes & _REFUSED_CODES:
        return ErrorKind.REFUSED
    if fault.codes & _GARBLED_CODES:
        return ErrorKind.UNPARSABLE
    # Groq words a full minute's token budget like a long prompt, but with this code.
    if fault.codes & _RATE_CODES and fault.status != 413:
        return ErrorKind.AUTH if fault.codes & _ACCOUNT_CODES else ErrorKind.RATE_LIMITED
    if fault.codes & _CONTEXT_CODES or fault.status == 413:
        return ErrorKind.CONTEXT_LENGTH
    if fault.codes & _ACCOUNT_CODES:
        return ErrorKind.AUTH
    if fault.status == 400:
        if _CONTEXT_WORDS.search(fault.message):
            return ErrorKind.CONTEXT_LENGTH
        if _ACCOUNT_WORDS.search(fault.message):
            return ErrorKind.AUTH
    return None


def _kind_in_stream(fault: Fault) -> ErrorKind:
    if fault.codes & _OUR_FAULT_CODES:
        return ErrorKind.BAD_REQUEST
    if fault.codes & _TIMEOUT_CODES:
        return ErrorKind.TIMEOUT
    return ErrorKind.UNAVAILABLE


def _seconds_or_date(value: str) -> float:
    try:
        return max(0.0, float(value))
    except ValueError:
        moment = parsedate_to_datetime(value)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _duration(text: str) -> float | None:
    """Seconds of "17s", "580ms" or "1m2.5s"; None when it is none."""
    parts = _DURATION.findall(text)
    if not parts:
        return None
    return sum(float(number) * _UNITS[unit] for number, unit in parts)
