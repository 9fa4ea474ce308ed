"""Pages of try-outs: begun from a version, watched while they run, read side by side."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents.prompts import selectors, tryouts
from agents.prompts.catalogue import ADS, OFFICE
from agents.prompts.forms import TryOutForm
from agents.prompts.words import check_word, reason_word, tool_word, tried_word
from agents.prompts.work import work_stop
from crm.accounts.pages import PageRequest, page, show
from crm.core.errors import Invalid

_FOLDER: Final = "agents/prompts"


@require_POST
@page
def tryout_start(request: PageRequest, pk: UUID) -> HttpResponse:
    """Begin one."""
    version = selectors.version_get_for(request.user, pk)
    form = TryOutForm(request.POST)
    if not form.is_valid():
        raise Invalid(
            _("Choose between 1 and %(most)d conversations.") % {"most": tryouts.MOST_CONVERSATIONS}
        )
    tryout = tryouts.tryout_start(
        version=version, conversations=form.cleaned_data["conversations"], user=request.user
    )
    return HttpResponseRedirect(reverse("prompts:tryout-detail", args=[tryout.pk]))


@require_POST
@page
def tryout_stop(request: PageRequest, pk: UUID) -> HttpResponse:
    """End it where it is; the answers there are stay."""
    tryout = work_stop(selectors.tryout_get_for(request.user, pk))
    return HttpResponseRedirect(reverse("prompts:tryout-detail", args=[tryout.pk]))


@require_GET
@page
def tryout_detail(request: PageRequest, pk: UUID) -> HttpResponse:
    """Both answers to each message, as far as it has come."""
    tryout = selectors.tryout_get_for(request.user, pk)
    turns = list(tryout.turns.all())
    context = {
        "tryout": tryout,
        "version": tryout.version,
        "against": tried_word(tryout.against),
        "turns": [
            {"turn": turn, "candidate": _side(turn.candidate), "baseline": _side(turn.baseline)}
            for turn in turns
        ],
        "totals": [_total([turn.candidate for turn in turns]),
                   _total([turn.baseline for turn in turns])],
        "is_ads": tryout.version.specialist == ADS,
        "is_office": tryout.version.specialist in OFFICE,
        "is_blind": not tryouts.reads_prompts(tryout.version.specialist),
        "is_changed": tryout.text != tryout.version.text,
    }  # fmt: skip
    return show(request, f"{_FOLDER}/tryout.html", context, partial="run")


def _side(played: dict[str, Any]) -> dict[str, Any]:
    return {
        **played,
        "tools": [tool_word(name) for name in played.get("tools", [])],
        "checks": [check_word(name) for name in played.get("checks", [])],
        "handed_over": reason_word(played.get("handed_over", "")),
        "cost": _money(played.get("cost", "0")),
    }


def _total(sides: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "tokens": sum(int(side.get("tokens", 0)) for side in sides),
        "cost": _money(str(sum(float(side.get("cost", 0) or 0) for side in sides))),
        "checks": sum(len(side.get("checks", [])) for side in sides),
        "handed_over": sum(bool(side.get("handed_over")) for side in sides),
        "words": round(
            sum(len(str(side.get("reply", "")).split()) for side in sides) / max(1, len(sides))
        ),
    }


def _money(amount: str) -> str:
    """US dollars; "" for nothing, as with the offline provider."""
    value = float(amount or 0)
    return f"US$ {value:.4f}" if value else ""
