"""Every breaker there is: read from this process's copy, changed in Redis for all of them.

A call to a healthy provider costs no round trip: the copy is read anew at most every half second,
and a success is only reported while something went wrong lately. A change is one atomic step
(compare and set of one field), tried again when another process was faster. While Redis is away
each process goes by what it knows itself.
"""

from __future__ import annotations

import logging
import random
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from agents.llm.base import ErrorKind, ProviderError
from agents.routing.breaker import MINUTE, NEWEST, Phase, State, state_of
from crm.core import redis as shared

logger = logging.getLogger(__name__)

#: For how long this process's copy is good (seconds).
_FRESH: Final = 0.5
#: Processes that change one breaker at the same moment: each round, one of them gets through.
_ROUNDS: Final = 8
#: A probe is lent for its call's time and so much more (seconds).
_LEASE_MARGIN: Final = 5.0
_CHANGES_KEPT: Final = 50
_PUBLIC: Final = "public"

_dice: Final = random.SystemRandom()

# Sets the field if it still holds what we read; answers nothing then, else what it holds.
_SWAP: Final = """
local held = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if held ~= ARGV[2] then return held end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return false
"""


@dataclass(frozen=True, slots=True)
class Name:
    """Whose breaker: ``owner`` is the broker whose own key it is, or nothing: the platform's."""

    owner: str
    provider: str
    model: str
    credential: str

    def __str__(self) -> str:
        return "|".join((self.owner, self.provider, self.model, self.credential))

    @classmethod
    def of(cls, text: str) -> Name:
        """The name in its written form; models may hold the sign that parts the others."""
        owner, provider, rest = text.split("|", 2)
        model, _, credential = rest.rpartition("|")
        return cls(owner, provider, model, credential)


@dataclass(frozen=True, slots=True)
class Pass:
    """Whether a call may be made; ``token`` is that of a probe."""

    allowed: bool
    token: str = ""
    state: State = field(default_factory=State)


@dataclass(frozen=True, slots=True)
class Change:
    """A breaker that moved: when (wall clock), from which phase to which, and why."""

    at: float
    name: Name
    before: Phase
    after: Phase
    reason: str


class Breakers:
    """The breakers as one process sees them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._kept: dict[str, bytes] = {}
        self._states: dict[str, State] = {}
        self._went_well: dict[str, deque[float]] = {}
        self._changes: deque[Change] = deque(maxlen=_CHANGES_KEPT)
        self._read_at = float("-inf")
        self._edition = 0

    def admit(self, name: Name, *, seconds: float) -> Pass:
        """Whether a call of at most ``seconds`` may be made now."""
        self._refresh()
        key = str(name)
        state = self._states.get(key)
        if state is None or not state.open_until:
            return Pass(True)
        now = time.time()
        if not state.may_probe(now):
            return Pass(False, state=state)
        token = uuid.uuid4().hex
        lease = seconds + _LEASE_MARGIN
        after = self._change(name, lambda held: held.probing(now, token=token, seconds=lease))
        if not after.open_until:
            return Pass(True)  # somebody closed it meanwhile
        return Pass(after.probe == token, token, after)

    def succeeded(self, name: Name, *, token: str = "") -> None:
        """An answer came."""
        key, now = str(name), time.time()
        # A new list for a name that is seen first: two threads may lose one success between them.
        self._went_well.setdefault(key, deque(maxlen=NEWEST)).append(now)
        state = self._states.get(key)
        if token or (state is not None and state.is_suspect(now)):
            self._change(name, lambda held: held.succeeded(now, token=token))

    def failed(
        self, name: Name, error: ProviderError, *, token: str = "", silent_for: float = 0.0
    ) -> None:
        """No answer came, for that reason; see :meth:`State.failed` for ``silent_for``."""
        now, jitter = time.time(), _dice.random()
        well = tuple(at for at in self._went_well.get(str(name), ()) if now - at < MINUTE)
        self._change(
            name,
            lambda held: held.failed(
                error.kind, str(error), now, token=token,
                retry_after=error.retry_after, before=well, jitter=jitter, silent_for=silent_for,
            ),
        )  # fmt: skip
        if error.kind is ErrorKind.AUTH:
            logger.error("%s does not take our credential or model: %s", name, error)

    def spoke(self, name: Name, *, token: str = "", after: float = 0.0) -> None:
        """It gave a sign of life, so many seconds after it was asked, when it had been given up or
        outrun: it is let back at once."""
        state = self._states.get(str(name))
        if token or (state is not None and state.open_until):
            now = time.time()
            self._change(name, lambda held: held.spoke(now, token=token, after=after))

    def slowness(self, name: Name) -> float:
        """The seconds it is known to need for its first sign of life, 0 if it is not slow."""
        state = self._states.get(str(name))
        return 0.0 if state is None else state.slow

    def is_resting(self, name: Name) -> bool:
        """Whether no call may be made now, as far as this process knows; lends nothing."""
        self._refresh()
        state = self._states.get(str(name))
        return state is not None and state.phase(time.time()) is Phase.OPEN

    def give_back(self, name: Name, token: str) -> None:
        """A probe was not made, or says nothing about the provider."""
        if token:
            self._change(name, lambda held: held.given_back(token))

    def close(self, name: Name) -> None:
        """Let calls through again, by a person's word."""
        now = time.time()
        self._change(name, lambda held: held.closed(now))

    def all(self) -> list[tuple[Name, State]]:
        """Every breaker something happened to within an hour, the open ones first."""
        self._read_at = float("-inf")
        self._refresh()
        now = time.time()
        found = [(Name.of(key), state) for key, state in self._states.items()]
        return sorted(
            (each for each in found if not each[1].is_forgotten(now)),
            key=lambda each: (not each[1].open_until, -each[1].touched_at),
        )

    def changes(self) -> list[Change]:
        """The newest moves, the newest first."""
        key = shared.key("breaker_changes", schema=_PUBLIC)
        rows: list[bytes] | None = shared.attempt(
            lambda redis: list(redis.lrange(key, 0, _CHANGES_KEPT - 1)), otherwise=None
        )
        if rows is None:
            return list(reversed(self._changes))
        return [_change_of(row) for row in rows]

    def forget_all(self) -> None:
        """Close and forget everything, here and in Redis."""
        with self._lock:
            self._edition += 1
            self._kept, self._states = {}, {}
            self._went_well.clear()
            self._changes.clear()
            keys = [_key(), shared.key("breaker_changes", schema=_PUBLIC)]
            shared.attempt(lambda redis: redis.delete(*keys), otherwise=None)

    def _refresh(self) -> None:
        """Read all anew if the copy has grown old; one thread does, the others go on."""
        if 0 <= time.monotonic() - self._read_at < _FRESH:
            return
        if not self._reading.acquire(blocking=False):
            return
        try:
            edition = self._edition
            rows: dict[bytes, bytes] | None = shared.attempt(
                lambda redis: redis.hgetall(_key()), otherwise=None
            )
            self._read_at = time.monotonic()
            with self._lock:
                # What was changed here meanwhile is newer than what was read.
                if rows is not None and edition == self._edition:
                    self._take(rows)
        finally:
            self._reading.release()

    def _take(self, rows: dict[bytes, bytes]) -> None:
        now = time.time()
        kept = {key.decode(): value for key, value in rows.items()}
        states = {
            key: self._states[key] if self._kept.get(key) == value else state_of(value)
            for key, value in kept.items()
        }
        old = [key for key, state in states.items() if state.is_forgotten(now)]
        if old:
            shared.attempt(lambda redis: redis.hdel(_key(), *old), otherwise=None)
        self._kept = {key: value for key, value in kept.items() if key not in old}
        self._states = {key: state for key, state in states.items() if key not in old}

    def _change(self, name: Name, event: Callable[[State], State]) -> State:
        """Let an event happen to a breaker, here and in Redis; how it stands after it."""
        key = str(name)
        # The lock is held for a round trip to Redis, never for a call of a model.
        with self._lock:
            self._edition += 1
            for _round in range(_ROUNDS):
                held = self._kept.get(key, b"")
                before = state_of(held)
                after = event(before)
                if after == before and held:
                    break
                wanted = after.dump()
                other: bytes | None = shared.attempt(_swap(key, held, wanted), otherwise=None)
                self._keep(key, wanted if other is None else other)
                if other is None:
                    self._note(name, before, after)
                    break
            return self._states.get(key, State())

    def _keep(self, key: str, stored: bytes) -> None:
        if stored:
            self._kept[key], self._states[key] = stored, state_of(stored)
        else:
            self._kept.pop(key, None)
            self._states.pop(key, None)

    def _note(self, name: Name, before: State, after: State) -> None:
        now = time.time()
        change = Change(now, name, before.phase(now), after.phase(now), after.reason)
        if change.before is change.after and before.reason == after.reason:
            return
        logger.warning("Breaker %s: %s, was %s %s", name, change.after, change.before, after.reason)
        self._changes.append(change)
        row = orjson.dumps([now, str(name), change.before, change.after, change.reason])
        key = shared.key("breaker_changes", schema=_PUBLIC)

        def push(redis: Any) -> None:
            pipe = redis.pipeline(transaction=False)
            pipe.lpush(key, row)
            pipe.ltrim(key, 0, _CHANGES_KEPT - 1)
            pipe.execute()

        shared.attempt(push, otherwise=None)


def _key() -> str:
    return shared.key("breakers", schema=_PUBLIC)


def _swap(key: str, held: bytes, wanted: bytes) -> Callable[[Any], bytes | None]:
    return lambda redis: redis.eval(_SWAP, 1, _key(), key, held, wanted)


def _change_of(row: bytes) -> Change:
    at, name, before, after, reason = orjson.loads(row)
    return Change(at, Name.of(name), Phase(before), Phase(after), reason)


#: This process's view.
breakers: Final = Breakers()
