from __future__ import annotations

from typing import Any

import pytest

from agents.desk.answering import answer_work
from agents.desk.models import DeskMessage
from agents.desk.services import question_ask
from crm.accounts.models import User
from tests.stage import model

__all__ = ["model"]


@pytest.fixture(autouse=True)
def by_hand(settings: Any) -> None:
    """Nobody is woken: the test runs what is owed."""
    settings.WAKE_WORKERS = False


def answered(user: User, text: str) -> DeskMessage:
    """The question is asked, and what is owed for it is done."""
    owed = question_ask(user=user, text=text)
    answer_work(owed.pk)
    owed.refresh_from_db()
    return owed
