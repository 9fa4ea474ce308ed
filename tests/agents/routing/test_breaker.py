"""When a provider is left alone, by the rule itself: no Redis, no clock, no call."""

from __future__ import annotations

import pytest

from agents.llm.base import ErrorKind
from agents.routing.breaker import Phase, State, state_of

NOW = 1_800_000_000.0
DOWN = ErrorKind.UNAVAILABLE


def failed(
    state: State,
    times: int = 1,
    *,
    at: float = NOW,
    token: str = "",
    jitter: float = 0.0,
    before: tuple[float, ...] = (),
) -> State:
    for _ in range(times):
        state = state.failed(DOWN, "down", at, token=token, jitter=jitter, before=before)
    return state


def probed(state: State, at: float) -> State:
    return state.probing(at, token="mine", seconds=20)


@pytest.mark.parametrize("kind", [DOWN, ErrorKind.TIMEOUT, ErrorKind.UNPARSABLE])
def test_three_failures_in_a_row_open(kind: ErrorKind) -> None:
    state = State()
    for _ in range(2):
        state = state.failed(kind, "", NOW)
    assert state.phase(NOW) is Phase.CLOSED

    assert state.failed(kind, "", NOW).phase(NOW) is Phase.OPEN


def test_a_success_between_begins_the_count_anew() -> None:
    state = failed(failed(State(), 2).succeeded(NOW), 2)

    assert state.phase(NOW) is Phase.CLOSED


def test_every_second_call_failing_opens_too() -> None:
    state, calls = State(), 0
    while state.phase(NOW) is Phase.CLOSED:
        state = failed(state) if calls % 2 == 0 else state.succeeded(NOW)
        calls += 1
        assert calls <= 8

    assert state.in_a_row == 1


def test_successes_before_the_trouble_count_for_the_rate() -> None:
    before = tuple(NOW - second for second in range(20))

    state = State()
    for second in range(4):
        state = failed(state, at=NOW + second, before=before).succeeded(NOW + second)

    assert state.phase(NOW + 4) is Phase.CLOSED


def test_what_is_older_than_a_minute_is_no_rate() -> None:
    state = failed(State()).succeeded(NOW)
    state = failed(state, at=NOW + 61)

    assert len(state.recent) == 1


@pytest.mark.parametrize(
    "kind", [ErrorKind.BAD_REQUEST, ErrorKind.CONTEXT_LENGTH, ErrorKind.REFUSED]
)
def test_what_is_not_the_providers_illness_does_not_count(kind: ErrorKind) -> None:
    state = State()
    for _ in range(10):
        state = state.failed(kind, "no", NOW)

    assert state == State()


def test_the_rest_doubles_up_to_two_minutes() -> None:
    state, at, rests = failed(State(), 3), NOW, []
    for _ in range(6):
        rests.append(state.open_until - at)
        at = state.open_until
        state = failed(probed(state, at), at=at, token="mine")

    assert rests == [10, 20, 40, 80, 120, 120]


def test_jitter_only_ever_lengthens_a_rest() -> None:
    state = failed(State(), 3, jitter=1.0)

    assert state.open_until - NOW == pytest.approx(12)


def test_exactly_one_probe_is_lent() -> None:
    state = failed(State(), 3)
    at = state.open_until

    lent = probed(state, at)

    assert lent.probe == "mine"
    assert lent.probing(at, token="other", seconds=20) == lent


def test_a_probe_that_never_came_back_is_lent_again() -> None:
    state = failed(State(), 3)
    lent = probed(state, state.open_until)

    assert lent.probing(state.open_until + 20, token="other", seconds=20).probe == "other"


def test_a_probe_given_back_lets_the_next_call_try_at_once() -> None:
    state = failed(State(), 3)
    at = state.open_until

    assert probed(state, at).given_back("mine").may_probe(at)


def test_a_good_probe_closes_and_forgives() -> None:
    state = failed(State(), 3)
    closed = probed(state, state.open_until).succeeded(state.open_until, token="mine")

    assert (closed.phase(NOW + 99), closed.in_a_row, closed.rest) == (Phase.CLOSED, 0, 0.0)


def test_calls_that_began_before_it_opened_neither_close_nor_prolong_it() -> None:
    state = failed(State(), 3)

    assert state.succeeded(NOW + 1).open_until == state.open_until
    assert failed(state, at=NOW + 1).open_until == state.open_until


def test_a_refused_key_opens_for_long() -> None:
    state = State().failed(ErrorKind.AUTH, "invalid key", NOW)

    assert state.open_until - NOW == pytest.approx(900)
    assert (state.reason, state.failures) == ("setting", 0)


@pytest.mark.parametrize(("asked", "waits"), [(7.0, 7.0), (None, 10.0), (86_400.0, 3600.0)])
def test_a_full_quota_rests_as_long_as_the_vendor_asks(asked: float | None, waits: float) -> None:
    state = State().failed(ErrorKind.RATE_LIMITED, "slow down", NOW, retry_after=asked)

    assert state.open_until - NOW == pytest.approx(waits)
    assert (state.in_a_row, state.failures) == (0, 0)


def test_a_short_wait_does_not_cut_a_long_rest_short() -> None:
    state = State().failed(ErrorKind.AUTH, "", NOW)

    assert state.failed(ErrorKind.RATE_LIMITED, "", NOW, retry_after=1).open_until > NOW + 800


def test_it_is_read_back_as_it_was_kept() -> None:
    state = probed(failed(State(), 3, token=""), NOW + 30)

    assert state_of(state.dump()) == state


@pytest.mark.parametrize("kept", [b"", b"{", b"[]", b'{"colour": "red"}', b'{"recent": 3}'])
def test_what_cannot_be_read_is_a_fresh_one(kept: bytes) -> None:
    assert state_of(kept) == State()


def test_one_call_that_hangs_alone_says_as_much_as_three() -> None:
    hung = State().failed(ErrorKind.TIMEOUT, "", NOW, silent_for=3.5)

    assert hung.phase(NOW) is Phase.OPEN
    assert hung.failures == 1


def test_a_hang_beside_answers_is_one_failure() -> None:
    hung = State().failed(ErrorKind.TIMEOUT, "", NOW, silent_for=3.5, before=(NOW - 1,))

    assert hung.phase(NOW) is Phase.CLOSED


def test_a_late_sign_of_life_lets_it_back_but_mends_no_setting() -> None:
    hung = State().failed(ErrorKind.TIMEOUT, "", NOW, silent_for=3.5)
    refused = State().failed(ErrorKind.AUTH, "", NOW)

    assert hung.spoke(NOW + 1).phase(NOW + 1) is Phase.CLOSED
    assert refused.spoke(NOW + 1).phase(NOW + 1) is Phase.OPEN


def test_how_long_a_slow_one_took_stays_known_when_it_is_let_back() -> None:
    hung = State().failed(ErrorKind.TIMEOUT, "", NOW, silent_for=3.0)

    let_back = hung.spoke(NOW + 1, after=4.0).succeeded(NOW + 2)

    assert state_of(let_back.dump()).slow == 4.0
