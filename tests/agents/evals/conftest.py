"""A database that is committed to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection


@pytest.fixture
def for_real(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Real commits, without which no schema with rows can be dropped; brokers go by themselves."""
    with django_db_blocker.unblock():
        yield
        connection.close()
