"""The parts of Bot API updates that are read, as strict as their use needs.

Unknown members are kept aside and unknown kinds stay unknown: Telegram adds both every few months.
Ids need 64 bits. Source: core.telegram.org/bots/api#available-types.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Lenient(BaseModel):
    """Reads what it knows and leaves the rest."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class User(Lenient):
    id: int
    is_bot: bool = False
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    language_code: str = ""


class Chat(Lenient):
    id: int
    type: str = ""


class Entity(Lenient):
    """A marked piece of text; offset and length count UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str = ""


class Card(Lenient):
    """A shared contact; ``user_id`` when that person is on Telegram."""

    phone_number: str = ""
    first_name: str = ""
    last_name: str = ""
    user_id: int | None = None


class Place(Lenient):
    latitude: float
    longitude: float
    live_period: int = 0


class Venue(Lenient):
    location: Place
    title: str = ""
    address: str = ""


class Quoted(Lenient):
    """The message that another one answers."""

    message_id: int


class Message(Lenient):
    """A message of a chat; its content's own object stays in ``model_extra``."""

    model_config = ConfigDict(extra="allow", coerce_numbers_to_str=True)

    message_id: int
    chat: Chat
    from_: User | None = Field(default=None, alias="from")
    date: int = 0
    edit_date: int = 0
    text: str = ""
    caption: str = ""
    entities: list[Entity] = Field(default_factory=list)
    caption_entities: list[Entity] = Field(default_factory=list)
    reply_to_message: Quoted | None = None
    media_group_id: str = ""
    contact: Card | None = None
    location: Place | None = None
    venue: Venue | None = None

    def content(self, name: str) -> Any:
        """The object of that name, None when there is none."""
        return (self.model_extra or {}).get(name)

    def further(self) -> list[str]:
        """Names of the members nobody here reads."""
        return sorted(self.model_extra or {})


class CallbackMessage(Lenient):
    """The message whose button was pressed; date 0 when it is too old to be shown."""

    message_id: int
    chat: Chat
    reply_markup: dict[str, Any] = Field(default_factory=dict)


class CallbackQuery(Lenient):
    id: str
    from_: User = Field(alias="from")
    message: CallbackMessage | None = None
    data: str = ""


class Membership(Lenient):
    status: str


class MembershipChange(Lenient):
    """What became of the bot in a chat; kicked in a private chat is a person who blocked it."""

    chat: Chat
    from_: User = Field(alias="from")
    date: int = 0
    new_chat_member: Membership
