"""The parts of WhatsApp Cloud API webhooks that are read, as strict as their use needs.

Unknown members are ignored and unknown kinds are kept apart: Meta adds both without notice.
Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Lenient(BaseModel):
    """Reads what it knows and leaves the rest."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class Profile(Lenient):
    name: str = ""
    username: str = ""


class ContactEntry(Lenient):
    """The person; without ``wa_id`` when they go by a username."""

    wa_id: str = ""
    user_id: str = ""
    profile: Profile = Field(default_factory=Profile)


class Errors(Lenient):
    code: int = 0
    title: str = ""
    message: str = ""


class StatusEntry(Lenient):
    id: str
    status: str
    timestamp: str
    recipient_id: str = ""
    recipient_user_id: str = ""
    recipient_type: str = ""
    biz_opaque_callback_data: str = ""
    errors: list[Errors] = Field(default_factory=list)


class PreferenceEntry(Lenient):
    """What somebody switched in WhatsApp itself; concerns one category of messages."""

    wa_id: str = ""
    user_id: str = ""
    detail: str = ""
    category: str = ""
    value: str = ""
    timestamp: str = "0"


class TemplateEntry(Lenient):
    """What was decided about a template, whose id is a number."""

    event: str
    message_template_name: str
    message_template_language: str
    reason: str = ""


class MessageEntry(Lenient):
    """Any inbound message; its kind's own object stays in ``extra``."""

    model_config = ConfigDict(extra="allow", coerce_numbers_to_str=True)

    id: str = ""
    type: str = "unsupported"
    timestamp: str = "0"
    from_: str = Field(default="", alias="from")
    from_user_id: str = ""
    to: str = ""
    to_user_id: str = ""
    group_id: str = ""

    def part(self, name: str) -> dict[str, Any]:
        """The object of that name, empty when it is missing or something else."""
        value = (self.model_extra or {}).get(name)
        return value if isinstance(value, dict) else {}

    def parts(self, name: str) -> list[Any]:
        """The list of that name, empty when it is missing or something else."""
        value = (self.model_extra or {}).get(name)
        return value if isinstance(value, list) else []
