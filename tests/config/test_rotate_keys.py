"""Credentials at rest: no plaintext in any encrypted column, and a way to change the key."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from agents.routing.models import ModelChoice
from channels_app.models import ChannelAccount
from config import env
from config.management.commands import rotate_keys
from config.management.commands.rotate_keys import encrypted_columns
from crm.brokers.models import Broker
from crm.core.crypto import EncryptedTextField, reencrypt
from crm.core.tenancy import in_schema
from tests.api.cast import webhook_told

ROOT: Final = Path(__file__).resolve().parents[2]
OLD, NEW = (base64.urlsafe_b64encode(bytes([n]) * 32).decode() for n in (1, 2))
PLAIN: Final = "plain-text-of-a-credential-{}"


@pytest.fixture
def old_key(settings: Any, schemas: None, db: None) -> None:
    """Everything written so far is under the old key."""
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    for slug in ("t_alice", "t_charlie"):
        Broker.objects.get_or_create(schema_name=slug, defaults={"name": slug})


def account(number: int = 1) -> ChannelAccount:
    return ChannelAccount.objects.create(
        channel="telegram", account_id=str(number), token=PLAIN.format(number), secret="s3cret"
    )


def rotated(settings: Any, *keys: str) -> str:
    settings.FIELD_ENCRYPTION_KEYS = list(keys)
    out = StringIO()
    call_command("rotate_keys", stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def raw_rows() -> list[tuple[str, str]]:
    """Every stored value of every encrypted column, as whoever stole a backup reads it."""
    found = []
    with connection.cursor() as cursor:
        for column in encrypted_columns():
            cursor.execute(f'SELECT "{column.name}" FROM "{column.schema}"."{column.table}"')
            found += [(str(column), value) for (value,) in cursor.fetchall()]
    return found


def test_no_encrypted_column_of_any_model_holds_plain_text(old_key: None) -> None:
    with in_schema("t_alice"):
        account()
        webhook_told()
        ModelChoice.objects.create(task="answer", position=0, provider="openai", model="m")
        written = set()
        for model in apps.get_models():
            fields = [f for f in model._meta.local_fields if isinstance(f, EncryptedTextField)]
            for row in model.objects.all() if fields else ():  # type: ignore[attr-defined]
                for field in fields:
                    setattr(row, field.attname, PLAIN.format(field.name))
                    written.add(f"t_alice.{model._meta.db_table}.{field.column}")
                row.save()

    rows = raw_rows()
    here = {str(column) for column in encrypted_columns() if column.schema == "t_alice"}
    assert here == written, "make a row of every model that keeps a credential"
    assert len(rows) >= len(written)
    for place, value in rows:
        assert value == "" or value.startswith("gAAAA"), place
        assert "plain-text" not in value


def test_everything_in_every_schema_comes_under_the_first_key(old_key: None, settings: Any) -> None:
    for slug in ("t_alice", "t_charlie"):
        with in_schema(slug):
            account()

    told = rotated(settings, NEW, OLD)

    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    assert told == "4 rotated, 0 were under the first key already."
    for slug in ("t_alice", "t_charlie"):
        with in_schema(slug):
            assert ChannelAccount.objects.get().token == PLAIN.format(1)


def test_again_it_has_nothing_to_do(old_key: None, settings: Any) -> None:
    with in_schema("t_alice"):
        account()
    rotated(settings, NEW, OLD)

    assert rotated(settings, NEW, OLD).startswith("0 rotated, 2 were")


def test_many_rows_are_done_in_batches(
    old_key: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotate_keys, "_BATCH", 3)
    with in_schema("t_alice"):
        for number in range(10):
            account(number)

    assert rotated(settings, NEW, OLD).startswith("20 rotated")
    settings.FIELD_ENCRYPTION_KEYS = [NEW]
    with in_schema("t_alice"):
        assert {row.token for row in ChannelAccount.objects.all()} == {
            PLAIN.format(number) for number in range(10)
        }


def test_a_value_changed_meanwhile_is_left_as_it_is(
    old_key: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_schema("t_alice"):
        row = account()
    real = reencrypt

    def slow(token: str) -> str:
        with in_schema("t_alice"):
            ChannelAccount.objects.filter(pk=row.pk).update(token="newer", secret="newer")
        return real(token)

    monkeypatch.setattr(rotate_keys, "reencrypt", slow)
    rotated(settings, NEW, OLD)

    with in_schema("t_alice"):
        assert ChannelAccount.objects.get().token == "newer"


def test_a_value_no_key_opens_is_named_and_fails_the_command(old_key: None, settings: Any) -> None:
    with in_schema("t_alice"):
        account()
        settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
        account(2)
    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]
    out = StringIO()

    with pytest.raises(CommandError) as refused:
        call_command("rotate_keys", stdout=out, stderr=StringIO())

    assert "2 rotated" in out.getvalue()
    assert "t_alice.channels_app_channelaccount.token (1)" in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("value", ["short", NEW + "," + "x" * 44, "ñ" * 44, NEW[:-4]])
def test_a_wrong_key_is_refused_when_settings_load(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELD_ENCRYPTION_KEY", value)

    with pytest.raises(ImproperlyConfigured, match="FIELD_ENCRYPTION_KEY"):
        env.fernet_keys("FIELD_ENCRYPTION_KEY", debug=True, dev_default=NEW)


def test_several_keys_are_taken_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELD_ENCRYPTION_KEY", f"{NEW}, {OLD}")

    assert env.fernet_keys("FIELD_ENCRYPTION_KEY", debug=False, dev_default="") == [NEW, OLD]


def test_nothing_starts_with_a_wrong_key() -> None:
    keep = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "REDIS_URL", "VAR_DIR")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=keep | {"DEBUG": "1", "FIELD_ENCRYPTION_KEY": "short", "ENV_FILE": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "FIELD_ENCRYPTION_KEY" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
