"""``manage.py prepare``: everything a start needs, quick when nothing changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from config import beat
from crm.accounts.models import User
from crm.accounts.services import superadmin_create
from crm.brokers import cloning, migrating
from crm.core import crypto

_SUPERADMIN: Final = "root@sofia.test"
_PASSWORD: Final = "sofia-demo"  # noqa: S105 - public, and made only where DEBUG=1


class Command(BaseCommand):
    help = "Migrate what is behind, keep the beat schedule, and where DEBUG=1 make the demo."
    # The settings' own errors name what is missing; the other checks are `manage.py check`.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring the database to where this code needs it; again does nothing."""
        crypto.cipher()
        self._collect_static()
        try:
            self._migrate()
            changed = beat.rows_sync()
        except OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(f"The database cannot be reached: {reason}") from error
        if changed:
            self.stdout.write(f"Beat schedule: {changed} changed.")
        if settings.DEBUG:
            self._make_demo()

    def _collect_static(self) -> None:
        """Gather and name the static files when one is newer than the list of them.

        Only where they are served from that list, which is everywhere but in development.
        """
        root = Path(settings.STATIC_ROOT)
        root.mkdir(parents=True, exist_ok=True)
        name = getattr(staticfiles_storage, "manifest_name", None)
        if name is None:
            return
        manifest = root / name
        if manifest.exists() and manifest.stat().st_mtime > _newest_source():
            return
        call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
        self.stdout.write("Static files gathered.")

    def _migrate(self) -> None:
        if cloning.schema_exists(cloning.TEMPLATE) and migrating.is_current():
            return
        call_command("migrate_schemas", interactive=False, verbosity=0, skip_checks=True)
        self.stdout.write("Migrated.")

    def _make_demo(self) -> None:
        if not User.objects.filter(email=_SUPERADMIN).exists():
            superadmin_create(email=_SUPERADMIN, password=_PASSWORD, name="Root")
            self.stdout.write(f"Superadmin {_SUPERADMIN}.")
        if "seed_demo" in get_commands():
            call_command("seed_demo", stdout=self.stdout, skip_checks=True)


def _newest_source() -> float:
    """When the newest static file of ours or of a library was written, Unix time."""
    return max(
        (
            Path(storage.path(name)).stat().st_mtime
            for finder in get_finders()
            for name, storage in finder.list([])
        ),
        default=0.0,
    )
