"""``manage.py prepare``: idempotent, and clear about what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django_celery_beat.models import PeriodicTask

from config import beat
from crm.accounts.models import User

ROOT = Path(__file__).resolve().parents[2]


def manage(*args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    keep = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "REDIS_URL", "VAR_DIR")}
    return subprocess.run(
        [sys.executable, "manage.py", *args],
        cwd=ROOT,
        env=keep | environment,
        capture_output=True,
        text=True,
        check=False,
    )


SECRETS = ("SECRET_KEY", "FIELD_ENCRYPTION_KEY", "META_APP_SECRET", "META_VERIFY_TOKEN")


@pytest.mark.parametrize("named", SECRETS)
def test_a_missing_secret_stops_with_its_name_in_one_line(named: str) -> None:
    given = {name: "x" for name in SECRETS if name != named}

    done = manage("prepare", DEBUG="0", **given)

    assert done.returncode != 0
    assert named in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_bad_encryption_key_is_named() -> None:
    done = manage("prepare", DEBUG="1", FIELD_ENCRYPTION_KEY="short")

    assert done.returncode != 0
    assert "FIELD_ENCRYPTION_KEY" in done.stderr
    assert "Traceback" not in done.stderr


def test_preparing_again_changes_nothing(db: None, settings: Any, capsys: Any) -> None:
    settings.DEBUG = False
    call_command("prepare")
    capsys.readouterr()

    call_command("prepare")

    assert capsys.readouterr().out == ""
    assert not User.objects.exists()


def test_the_schedule_follows_the_settings_and_leaves_an_operators_rows(
    db: None, settings: Any
) -> None:
    beat.rows_sync()
    PeriodicTask.objects.filter(name="pulse").update(enabled=False)
    own = PeriodicTask.objects.get(name="pulse")
    own.pk, own.name, own.description = None, "my own", ""
    own.save()

    assert beat.rows_sync() == 0
    settings.CELERY_BEAT_SCHEDULE = {"pulse": settings.CELERY_BEAT_SCHEDULE["pulse"]}
    beat.rows_sync()

    assert set(PeriodicTask.objects.values_list("name", flat=True)) == {"pulse", "my own"}
    assert not PeriodicTask.objects.get(name="pulse").enabled


def test_a_changed_interval_is_corrected(db: None, settings: Any) -> None:
    beat.rows_sync()
    row = PeriodicTask.objects.get(name="pulse")
    row.interval.every += 1
    row.interval.save()

    assert beat.rows_sync() >= 1
    assert PeriodicTask.objects.get(name="pulse").interval.every == 10
