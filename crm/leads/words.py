"""What the fields, parts and moments of a lead are called."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy

#: Fields of the profile as a person names them.
FIELDS: Final = {
    "operation": gettext_lazy("wants to"),
    "property_type": gettext_lazy("type"),
    "city": gettext_lazy("city"),
    "areas": gettext_lazy("where"),
    "beds": gettext_lazy("bedrooms"),
    "baths": gettext_lazy("bathrooms"),
    "area_m2": gettext_lazy("size"),
    "budget_min": gettext_lazy("budget from"),
    "budget_max": gettext_lazy("budget"),
    "currency": gettext_lazy("currency"),
    "period": gettext_lazy("budget for"),
    "approx": gettext_lazy("roughly"),
    "timeline": gettext_lazy("when"),
    "timeline_from": gettext_lazy("from"),
    "timeline_to": gettext_lazy("until"),
    "preapproved": gettext_lazy("pre-approved"),
    "financing": gettext_lazy("financing"),
    "features": gettext_lazy("must have"),
    "pets": gettext_lazy("pets"),
    "parking": gettext_lazy("parking"),
    "furnished": gettext_lazy("furnished"),
    "laundry": gettext_lazy("laundry"),
    "viewing": gettext_lazy("can visit"),
    "viewing_from": gettext_lazy("visit from"),
    "viewing_to": gettext_lazy("visit until"),
    "viewing_part": gettext_lazy("time of day"),
    "name": gettext_lazy("name"),
    "phone": gettext_lazy("phone"),
    "email": gettext_lazy("e-mail"),
    "language": gettext_lazy("language"),
}

#: Parts of the score.
PARTS: Final = {
    "location": gettext_lazy("Location"),
    "property": gettext_lazy("Property"),
    "budget": gettext_lazy("Budget"),
    "timeline": gettext_lazy("Timing"),
    "specificity": gettext_lazy("Detail"),
    "contact": gettext_lazy("Contact"),
    "preapproval": gettext_lazy("Financing"),
    "manual": gettext_lazy("by hand"),
}

SOURCES: Final = {
    "manual": gettext_lazy("by hand"),
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "telegram_link": "Telegram",
    "twilio": "SMS",
    "webchat": gettext_lazy("web chat"),
    "email": gettext_lazy("e-mail"),
    "leadads": gettext_lazy("ad form"),
    "meta_ads": "Meta Ads",
    "google_ads": "Google Ads",
    "tiktok": "TikTok",
    "linkedin": "LinkedIn",
}


def field_word(name: str) -> str:
    """A field's name for people; the raw one when nobody named it."""
    return str(FIELDS.get(name, name))


def field_words(names: Any) -> str:
    """Several fields in one breath."""
    skipped = {
        *("currency", "period", "approx", "timeline_from", "timeline_to"),
        *("viewing_from", "viewing_to", "viewing_part"),
    }
    return ", ".join(field_word(name) for name in names if name not in skipped)


def source_word(key: str) -> str:
    """Where a lead came from."""
    return str(SOURCES.get(key, key))
