"""Where ads run and how long each text of theirs may be: data, with where it comes from.

Meta, Instagram and LinkedIn accept more than these limits and hide the rest behind "see more"; an
ad is written to be read whole, so the limit here is what is shown. Read from the pages
named in ``source`` in November 2026; a change there is a change of a number here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Part:
    """One text of an ad, or several of a kind: at most ``limit`` characters each.

    Between ``least`` and ``most`` of them are asked for; a single text has both at one.
    """

    name: str
    label: str | Promise
    limit: int
    least: int = 1
    most: int = 1

    @property
    def is_list(self) -> bool:
        """Whether an ad has several of it."""
        return self.most > 1


@dataclass(frozen=True, slots=True)
class Platform:
    """A place to advertise, with the texts of one ad there and where their limits are published.

    ``plain`` platforms refuse hashtags and mentions in their texts.
    """

    key: str
    label: str
    parts: tuple[Part, ...]
    source: str
    plain: bool = False

    def part(self, name: str) -> Part:
        """The part of that name; KeyError when the platform has none."""
        return next((part for part in self.parts if part.name == name), None) or _none(name)


def _none(name: str) -> Part:
    raise KeyError(name)


_ALL: Final = (
    Platform(
        "meta",
        "Meta",
        (
            Part("primary_text", _("Primary text"), 125),
            Part("headline", _("Headline"), 40),
            Part("description", _("Description"), 30),
        ),
        "https://www.facebook.com/business/ads-guide/update/image/facebook-feed",
    ),
    Platform(
        "google",
        "Google",
        (
            Part("headlines", _("Headlines"), 30, 3, 15),
            Part("descriptions", _("Descriptions"), 90, 2, 4),
        ),
        "https://support.google.com/google-ads/answer/7684791",
        plain=True,
    ),
    Platform(
        "instagram",
        "Instagram",
        (
            Part("caption", _("Caption"), 125),
            Part("headline", _("Headline"), 40),
            Part("hashtags", _("Hashtags"), 30, 3, 5),
        ),
        "https://www.facebook.com/business/ads-guide/update/image/instagram-feed",
    ),
    Platform(
        "tiktok",
        "TikTok",
        (Part("text", _("Text"), 100),),
        "https://ads.tiktok.com/help/article/tiktok-auction-in-feed-ads",
        plain=True,
    ),
    Platform(
        "linkedin",
        "LinkedIn",
        (
            Part("introduction", _("Introduction"), 150),
            Part("headline", _("Headline"), 70),
            Part("description", _("Description"), 100),
        ),
        "https://www.linkedin.com/help/lms/answer/a426534",
    ),
    Platform(
        "portal",
        "Portal",
        (
            Part("title", _("Title"), 50),
            Part("description", _("Description"), 2000),
        ),
        # Portals differ; this is Property Finder's, the strictest of those our brokers use.
        "https://propertyfinderae.zendesk.com/hc/en-us/articles/213069945",
        plain=True,
    ),
)
PLATFORMS: Final[Mapping[str, Platform]] = {platform.key: platform for platform in _ALL}


def measured(text: str) -> int:
    """How long a text is as platforms count: wide characters and emoji as two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def shortened(text: str, limit: int) -> str:
    """The text cut at a word so that it fits; a sentence's end is preferred near the limit."""
    text = " ".join(text.split())
    if measured(text) <= limit:
        return text
    kept = ""
    for word in text.split(" "):
        longer = f"{kept} {word}".strip()
        if measured(longer) > limit:
            break
        kept = longer
    if not kept:
        # One word longer than the whole limit.
        while text and measured(text) > limit:
            text = text[:-1]
        return text
    end = max(kept.rfind(mark) for mark in ".!?")
    if end >= limit * 0.5:
        return kept[: end + 1]
    return kept.rstrip(" ,;:·–—-&(").removesuffix(" y").removesuffix(" and").rstrip(" ,;:·–—-&(")
