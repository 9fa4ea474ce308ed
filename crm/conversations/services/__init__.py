"""Every change to conversations: what comes in, what goes out, and who may speak.

Each function locks the conversation's row before it looks at its holder, and every outbound
message is written under that lock. That is the whole proof that nothing of Sofía's follows a
person's message: the two writes cannot overlap, and the second one sees the first.
"""

from crm.conversations.services.holding import (
    AGREED_LIMIT,
    conversation_close,
    conversation_escalate,
    conversation_mark_read,
    conversation_release,
    conversation_stop,
    conversation_take,
    conversations_silence,
)
from crm.conversations.services.receiving import (
    message_edit,
    message_receive,
    message_revoke,
    person_echo,
)
from crm.conversations.services.statuses import (
    message_resend,
    message_settle,
    message_status_set,
)
from crm.conversations.services.threads import (
    PREVIEW,
    account_key,
    conversation_of,
    conversation_open,
)
from crm.conversations.services.uploading import person_file
from crm.conversations.services.writing import (
    MESSAGE_LIMIT,
    message_queue,
    person_reply,
    person_template,
)

__all__ = [
    "AGREED_LIMIT",
    "MESSAGE_LIMIT",
    "PREVIEW",
    "account_key",
    "conversation_close",
    "conversation_escalate",
    "conversation_mark_read",
    "conversation_of",
    "conversation_open",
    "conversation_release",
    "conversation_stop",
    "conversation_take",
    "conversations_silence",
    "message_edit",
    "message_queue",
    "message_receive",
    "message_resend",
    "message_revoke",
    "message_settle",
    "message_status_set",
    "person_echo",
    "person_file",
    "person_reply",
    "person_template",
]
