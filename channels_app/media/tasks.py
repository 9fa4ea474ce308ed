"""Workers' way to the files that are due."""

from __future__ import annotations

import logging
from typing import Any, Final
from uuid import UUID

from celery import shared_task
from django.dispatch import receiver

from channels_app.media.claiming import files_due
from channels_app.media.fetching import attachment_fetch
from crm.brokers.selectors import active_schemas
from crm.conversations import signals
from crm.conversations.models import Attachment
from crm.core.files import drafts_clear
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from crm.core.wake import wake, wake_on_commit

logger = logging.getLogger(__name__)

FETCH: Final = "channels_app.media.fetch"
SWEEP: Final = "channels_app.media.sweep"
_SWEEP_LIMIT: Final = 200
_SOON: Final = 0.1


@receiver(signals.files_expected, dispatch_uid="media")
def wake_for_files(*, attachments: list[Attachment], **_: Any) -> None:
    """Fetch what came with a message as soon as the message is stored."""
    for attachment in attachments:
        # With a moment between, so that the thread at hand leaves it to the files' own queue: what
        # reads webhooks must not wait for a download.
        wake_on_commit(FETCH, attachment.pk, countdown=_SOON)


@shared_task(name=FETCH, base=BrokerTask)
def fetch(ids: list[str]) -> None:
    """Fetch these files, and go on to one that found every hand busy."""
    for each in ids:
        if attachment_fetch(UUID(each)):
            for waiting in files_due(limit=1):
                wake(FETCH, waiting)


@shared_task(name=SWEEP)
def sweep(**_kwargs: Any) -> None:
    """Wake for files nobody was woken for, and remove what dead workers left half written."""
    for schema in active_schemas():
        with in_schema(schema):
            for attachment in files_due(limit=_SWEEP_LIMIT):
                wake(FETCH, attachment)
            try:
                drafts_clear()
            except OSError as error:
                logger.warning("Drafts of %s were not looked at: %s", schema, error.strerror)
