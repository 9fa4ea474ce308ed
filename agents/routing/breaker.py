"""When a provider is left alone: the state of one breaker, and how each event changes it.

Nothing here waits, locks or knows where the state is kept, so the rule exists once whether Redis
is there or not. All times are seconds of the wall clock, since machines share the state; a clock
that is a second off makes a rest a second shorter or longer, no more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import orjson

from agents.llm.base import ErrorKind

#: Failures in a row that open a breaker.
IN_A_ROW: Final = 3
#: Or this share of the newest answers within a minute, once there are enough to speak of a share.
SHARE: Final = 0.5
NEWEST: Final = 20
ENOUGH: Final = 6
MINUTE: Final = 60.0
#: The first rest, and the longest one that doubling leads to.
FIRST_REST: Final = 10.0
LONGEST_REST: Final = 120.0
#: Rests are up to so much longer, so that many machines do not probe in step.
JITTER: Final = 0.2
#: A key that is refused, or a model that is not there, is for people to set right.
SETTING_REST: Final = 900.0
#: A vendor that asks to wait without saying how long, and the longest wait it is believed.
USUAL_WAIT: Final = 10.0
LONGEST_WAIT: Final = 3600.0
#: A closed breaker nothing has happened to for so long is forgotten.
FORGOTTEN_AFTER: Final = 3600.0

#: What says that the provider is ill. Our own mistakes, prompts too long and refused content do
#: not: the provider works.
ILL: Final = frozenset({ErrorKind.UNAVAILABLE, ErrorKind.TIMEOUT, ErrorKind.UNPARSABLE})
_TEXT: Final = 200


class Phase(StrEnum):
    """Closed: calls go through. Open: none does. Half open: one does, and decides."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Reason(StrEnum):
    """Why a breaker is open."""

    FAILING = "failing"
    SETTING = "setting"
    RATE_LIMITED = "rate_limited"


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one provider, model and credential.

    ``recent`` are the newest outcomes (when, whether it went well). ``rest`` is the length of the
    newest rest after failures, from which the next one is doubled. ``probe`` is the token of the
    one call that may try a half-open breaker until ``probe_until``. ``failures`` counts all that
    was ever held against it. ``slow`` are the seconds after which it gave a sign of life when it
    had been given up for hanging: it is waited for so long from then on.
    """

    recent: tuple[tuple[float, bool], ...] = ()
    in_a_row: int = 0
    open_until: float = 0.0
    reason: str = ""
    rest: float = 0.0
    probe: str = ""
    probe_until: float = 0.0
    failures: int = 0
    error_kind: str = ""
    error: str = ""
    error_at: float = 0.0
    touched_at: float = 0.0
    slow: float = 0.0

    def phase(self, now: float) -> Phase:
        """How it stands at that moment."""
        if not self.open_until:
            return Phase.CLOSED
        return Phase.OPEN if now < self.open_until else Phase.HALF_OPEN

    def may_probe(self, now: float) -> bool:
        """Whether the one call that decides is still to be made."""
        return self.phase(now) is Phase.HALF_OPEN and now >= self.probe_until

    def is_suspect(self, now: float) -> bool:
        """Whether anything went wrong so lately that successes matter too."""
        return bool(self.open_until) or any(
            not good and now - at < MINUTE for at, good in self.recent
        )

    def is_forgotten(self, now: float) -> bool:
        """Whether nobody needs to know of it any more."""
        return not self.open_until and now - self.touched_at > FORGOTTEN_AFTER

    def probing(self, now: float, *, token: str, seconds: float) -> State:
        """Lend the probe, if nobody has it; it is free again after ``seconds``."""
        if not self.may_probe(now):
            return self
        return replace(self, probe=token, probe_until=now + seconds, touched_at=now)

    def given_back(self, token: str) -> State:
        """The probe came to nothing: the next call may try."""
        if not token or self.probe != token:
            return self
        return replace(self, probe="", probe_until=0.0)

    def succeeded(self, now: float, *, token: str = "") -> State:
        """An answer came. Of an open breaker only the probe's counts: others began before it."""
        if self.open_until:
            if not token or self.probe != token:
                return self
            return self.closed(now)
        return replace(
            self, recent=_newest((*self.recent, (now, True)), now), in_a_row=0, touched_at=now
        )

    def failed(
        self,
        kind: ErrorKind,
        text: str,
        now: float,
        *,
        token: str = "",
        retry_after: float | None = None,
        before: tuple[float, ...] = (),
        jitter: float = 0.0,
        silent_for: float = 0.0,
    ) -> State:
        """A call failed. ``before`` are successes that nobody noted while all was well (times);
        ``jitter`` between 0 and 1 lengthens the rest.

        ``silent_for`` are the seconds in which not even a sign of life came. If nobody else had an
        answer in that time either, the provider hangs: one such call says as much as three.
        """
        told = replace(
            self.given_back(token),
            error_kind=str(kind),
            error=text[:_TEXT],
            error_at=now,
            touched_at=now,
        )
        longer = 1 + JITTER * jitter
        if kind is ErrorKind.AUTH:
            return told._opened(now + SETTING_REST * longer, Reason.SETTING)
        if kind is ErrorKind.RATE_LIMITED:
            wait = USUAL_WAIT if retry_after is None else min(retry_after, LONGEST_WAIT)
            return told._opened(now + wait, Reason.RATE_LIMITED)
        if kind not in ILL:
            return self.given_back(token)
        noted = self.recent or tuple((at, True) for at in before)
        counted = replace(
            told,
            recent=_newest((*noted, (now, False)), now),
            in_a_row=IN_A_ROW if _hangs(noted, now - silent_for, now) else self.in_a_row + 1,
            failures=self.failures + 1,
        )
        if self.open_until:
            is_probe = bool(token) and self.probe == token
            if not is_probe:
                return told  # it began before the breaker opened: no news
        elif counted.in_a_row < IN_A_ROW and not counted._fails_often():
            return counted
        rest = min(self.rest * 2, LONGEST_REST) if self.open_until and self.rest else FIRST_REST
        return replace(counted, rest=rest)._opened(now + rest * longer, Reason.FAILING)

    def spoke(self, now: float, *, token: str = "", after: float = 0.0) -> State:
        """It gave a sign of life, too late to be waited for: it is slow, and not dead."""
        known = replace(self, slow=max(self.slow, after))
        if self.reason == Reason.FAILING:
            return known.closed(now)
        return known.given_back(token)

    def closed(self, now: float) -> State:
        """Everything forgiven; the last error stays to be read."""
        return replace(
            self, recent=(), in_a_row=0, open_until=0.0, reason="", rest=0.0,
            probe="", probe_until=0.0, touched_at=now,
        )  # fmt: skip

    def dump(self) -> bytes:
        """The state as it is kept."""
        return orjson.dumps(self)

    def _opened(self, until: float, reason: Reason) -> State:
        # A shorter reason never cuts a longer rest short.
        if until <= self.open_until:
            return self
        return replace(self, open_until=until, reason=str(reason), probe="", probe_until=0.0)

    def _fails_often(self) -> bool:
        bad = sum(not good for _at, good in self.recent)
        return len(self.recent) >= ENOUGH and bad / len(self.recent) >= SHARE


def state_of(kept: bytes) -> State:
    """The state that was kept; a fresh one for nothing, or for what another version wrote."""
    try:
        values: dict[str, Any] = orjson.loads(kept) if kept else {}
        recent = tuple((float(at), bool(good)) for at, good in values.pop("recent", ()))
        return State(recent=recent, **values)
    except (ValueError, TypeError, AttributeError):
        return State()


def _hangs(outcomes: tuple[tuple[float, bool], ...], since: float, now: float) -> bool:
    """Whether a call that was silent since then was the only one there was."""
    return since < now and not any(good and at >= since for at, good in outcomes)


def _newest(outcomes: tuple[tuple[float, bool], ...], now: float) -> tuple[tuple[float, bool], ...]:
    return tuple(each for each in outcomes[-NEWEST:] if now - each[0] < MINUTE)
