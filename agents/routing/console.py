"""The superadmin's view of the breakers: who is left alone, why, until when; and the way back."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from agents.routing.breaker import Phase, Reason, State
from agents.routing.breakers import Name, breakers
from agents.routing.candidates import platform_candidates

_PHASES: Final[dict[Phase, str | Promise]] = {
    Phase.CLOSED: gettext_lazy("answers"),
    Phase.OPEN: gettext_lazy("left alone"),
    Phase.HALF_OPEN: gettext_lazy("the next call tries it"),
}
_REASONS: Final[dict[str, str | Promise]] = {
    Reason.FAILING: gettext_lazy("it fails"),
    Reason.SETTING: gettext_lazy("key or model refused: to be set right"),
    Reason.RATE_LIMITED: gettext_lazy("quota used up"),
}
_MOVES_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One breaker as the page shows it; ``seconds`` are left of its rest."""

    name: Name
    phase: Phase
    words: str | Promise
    reason: str | Promise
    seconds: int
    failures: int
    error: str
    error_at: datetime | None

    @property
    def key(self) -> str:
        """How the button names it."""
        return str(self.name)


@require_GET
def breakers_page(request: HttpRequest) -> HttpResponse:
    """Every breaker something happened to lately; its table asks for itself every two seconds."""
    context = _table()
    if request.headers.get("HX-Request"):
        return render(request, "admin/breakers_table.html", context)
    page = {**admin.site.each_context(request), "title": _("Model providers"), **context}
    return render(request, "admin/breakers.html", page)


@require_POST
def breaker_close(request: HttpRequest) -> HttpResponse:
    """Let calls through again, at once."""
    known = {str(name): name for name, _state in breakers.all()}
    name = known.get(request.POST.get("name", ""))
    if name is None:
        raise Http404
    breakers.close(name)
    messages.success(request, _("%(model)s is asked again.") % {"model": name.model})
    return HttpResponseRedirect(reverse("breakers"))


def _table() -> dict[str, Any]:
    now = time.time()
    moves = [
        {
            "at": _moment(change.at),
            "name": change.name,
            "words": _PHASES[change.after],
            "reason": _REASONS.get(change.reason, ""),
        }
        for change in breakers.changes()[:_MOVES_SHOWN]
    ]
    rows = [_row(name, state, now) for name, state in breakers.all()]
    vendors = [each for each in platform_candidates() if not each.is_offline]
    return {
        "rows": rows,
        "moves": moves,
        "nobody_answers": bool(vendors)
        and all(breakers.is_resting(each.breaker) for each in vendors),
    }


def _row(name: Name, state: State, now: float) -> Row:
    phase = state.phase(now)
    return Row(
        name=name,
        phase=phase,
        words=_PHASES[phase],
        reason=_REASONS.get(state.reason, ""),
        seconds=max(0, round(state.open_until - now)),
        failures=state.failures,
        error=state.error,
        error_at=_moment(state.error_at) if state.error_at else None,
    )


def _moment(seconds: float) -> datetime:
    return timezone.localtime(datetime.fromtimestamp(seconds, UTC))
