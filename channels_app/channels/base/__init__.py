"""What every channel looks like to the rest of the system: one small adapter.

An adapter proves that a delivery is genuine, splits it by the account it is for, reads one
account's part into typed items, and sends. Nothing above it knows a vendor's payload. What only
some channels can do (show that somebody is typing, hand out media, answer a handshake …) is a
protocol of its own here; :func:`channels_app.channels.registry.able` finds who can.
"""

from channels_app.channels.base.abilities import (
    Adapter,
    Answers,
    Handshakes,
    HandsOutMedia,
    HoldsForms,
    HoldsTemplates,
    KnownByMore,
    Looks,
    Refuses,
    ShowsPresence,
)
from channels_app.channels.base.incoming import (
    AddressFailure,
    BadSignature,
    Delivered,
    Echo,
    Edit,
    FormNotice,
    IdentityChange,
    Inbound,
    InboundMessage,
    Media,
    Preference,
    Sender,
    Slice,
    StatusUpdate,
    TemplateUpdate,
    Unknown,
    Unreadable,
)
from channels_app.channels.base.outgoing import (
    OK,
    Account,
    Advice,
    Answer,
    Capabilities,
    File,
    Outgoing,
    Receipts,
    SendError,
)

__all__ = [
    "OK",
    "Account",
    "Adapter",
    "AddressFailure",
    "Advice",
    "Answer",
    "Answers",
    "BadSignature",
    "Capabilities",
    "Delivered",
    "Echo",
    "Edit",
    "File",
    "FormNotice",
    "HandsOutMedia",
    "Handshakes",
    "HoldsForms",
    "HoldsTemplates",
    "IdentityChange",
    "Inbound",
    "InboundMessage",
    "KnownByMore",
    "Looks",
    "Media",
    "Outgoing",
    "Preference",
    "Receipts",
    "Refuses",
    "SendError",
    "Sender",
    "ShowsPresence",
    "Slice",
    "StatusUpdate",
    "TemplateUpdate",
    "Unknown",
    "Unreadable",
]
