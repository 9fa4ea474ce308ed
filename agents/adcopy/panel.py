"""The place on a unit's page where its ads are written and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agents.adcopy.models import AdCopy
from agents.adcopy.payloads import AdText, texts_of
from agents.adcopy.platforms import PLATFORMS, Platform
from agents.adcopy.selectors import newest_of
from agents.adcopy.services import BOTH, BRIEF_LIMIT, MOST_VARIATIONS
from crm.accounts.models import User
from crm.accounts.permissions import can
from crm.inventory.models import Unit

_SPANISH, _ENGLISH = ("es", "Español"), ("en", "English")
_LANGUAGES: Final = ((BOTH, _("Both languages")), _SPANISH, _ENGLISH)
#: From here on the counter warns that a text is close to its limit.
_CLOSE: Final = 0.9


class AdForm(forms.Form):
    """What is wanted; what it does not understand falls back to the first choice."""

    platform = forms.ChoiceField(
        choices=[(each.key, each.label) for each in PLATFORMS.values()], label=_("Platform")
    )
    language = forms.ChoiceField(choices=_LANGUAGES, label=_("Language"))
    tone = forms.ChoiceField(choices=AdCopy.Tone.choices, label=_("Tone"))
    variations = forms.IntegerField(min_value=1, max_value=MOST_VARIATIONS)
    brief = forms.CharField(max_length=BRIEF_LIMIT, required=False)

    def values(self) -> dict[str, Any]:
        """What was asked and understood, the rest as we suggest it."""
        self.is_valid()
        suggested = {"platform": "meta", "language": BOTH, "tone": "friendly", "variations": 3}
        understood = {name: value for name in suggested if (value := self.cleaned_data.get(name))}
        return suggested | understood


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text on the page: what it is called, how long, and whether that is close to the limit."""

    label: str | Promise
    text: AdText
    is_close: bool


@dataclass(frozen=True, slots=True)
class ShownAd:
    """One variation on the page."""

    number: int
    language: str
    texts: list[ShownText]
    was_cut: bool


@dataclass(frozen=True, slots=True)
class ShownCopy:
    """The ads of one request on the page."""

    copy: AdCopy
    platform: Platform
    ads: list[ShownAd]


def shown(copy: AdCopy) -> ShownCopy:
    """The ads as a page shows them."""
    platform = PLATFORMS[copy.platform]
    ads: list[ShownAd] = []
    for each in copy.variations:
        number = 1 + sum(ad.language == each["language"] for ad in ads)
        texts = [
            ShownText(platform.part(text.name).label, text, text.length >= _CLOSE * text.limit)
            for text in texts_of(copy, each)
        ]
        ads.append(ShownAd(number, each["language"], texts, bool(each["shortened"])))
    return ShownCopy(copy, platform, ads)


def panel_context(unit: Unit, asked: Mapping[str, Any], user: User) -> dict[str, Any]:
    """What the panel of a unit is drawn from."""
    newest = newest_of(unit)
    copy = newest.get(asked["platform"])
    return {
        "unit": unit,
        "asked": asked,
        "form": AdForm(initial=dict(asked)),
        "platforms": [(each, each.key in newest) for each in PLATFORMS.values()],
        "shown": shown(copy) if copy is not None else None,
        "may_write": can(user, "agents.run"),
    }


def unit_panel(*, actor: User, subject: Unit, request: HttpRequest | None) -> str:
    """The panel in a unit's page."""
    asked = AdForm(request.GET if request is not None else {}).values()
    return render_to_string(
        "agents/adcopy/panel.html", panel_context(subject, asked, actor), request
    )
