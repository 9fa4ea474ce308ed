"""What open pages draw when an answer changes, the tools of the desk, and what is decided in it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from agents.approvals import signals
from agents.approvals.models import Approval
from agents.approvals.services import approval_resumed
from agents.desk import tools
from agents.desk.fragments import draw
from agents.desk.services import answer_go_on
from crm.core import live

__all__ = ["tools"]

live.register("desk", draw)


@receiver(signals.talk_decided, dispatch_uid="desk")
def answer_follows_decision(*, approval: Approval, **_signal: Any) -> None:
    """The answer goes on from what its person said; without a word in time it ends."""
    is_decided = approval.state != Approval.State.EXPIRED
    answer_go_on(approval.message_id, is_decided=is_decided)
    if not is_decided:
        approval_resumed(approval)
