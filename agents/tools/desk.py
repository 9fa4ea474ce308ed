"""What every tool may count on, whoever calls it: a lead's turn, a broker's person or a program."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.core.actors import Actor


class Audience(StrEnum):
    """On whose behalf a tool may be called."""

    LEAD = "lead"  # in a lead's turn
    STAFF = "staff"  # by a person of the broker, or a program with a key of theirs
    BOTH = "both"


class Desk(Protocol):
    """The server's own knowledge of who asks; nothing of it ever comes from a model's arguments.

    ``user`` is whose rights hold, None in a lead's turn. ``now`` is aware, in UTC.
    """

    @property
    def broker(self) -> Broker: ...

    @property
    def actor(self) -> Actor: ...

    @property
    def user(self) -> User | None: ...

    @property
    def language(self) -> str: ...

    @property
    def timezone(self) -> ZoneInfo: ...

    @property
    def now(self) -> datetime: ...
