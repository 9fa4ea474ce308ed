"""How many bytes a request may carry, by what it is for."""

from __future__ import annotations

from typing import Final

from django.conf import settings

# Paths that take files, as the last part of the path below /api/v1/ or of a page.
_UPLOADS: Final = ("/import", "/documents", "/attachments", "/upload")
# Mails come with their attachments.
_MAILS: Final = ("/webhooks/sendgrid", "/webhooks/email/")


def body_limit(path: str) -> int:
    """Most bytes a body sent to ``path`` may have."""
    if path.startswith("/webhooks/whatsapp"):
        return int(settings.WHATSAPP_BODY_LIMIT)
    if path.startswith(_MAILS):
        return int(settings.MAIL_BODY_LIMIT)
    if path.startswith("/webhooks/"):
        return int(settings.WEBHOOK_BODY_LIMIT)
    if path.rstrip("/").endswith(_UPLOADS):
        # The form around an upload takes some bytes too.
        return int(settings.UPLOAD_LIMIT) + 64 * 1024
    return int(settings.REQUEST_BODY_LIMIT)


def body_limit_text(limit: int) -> str:
    """The limit as people say it."""
    return f"{limit // (1024 * 1024)} MiB"
