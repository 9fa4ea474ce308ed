"""PostgreSQL's programs where its account can read them."""

from __future__ import annotations

import os

import pytest

from config.embedded.binaries import readable_copy

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="about running as root")


@pytest.fixture
def install(var):
    folder = var.parent / "venv" / "pgserver" / "pginstall18"
    libraries = var.parent / "venv" / "pgserver.libs"
    libraries.mkdir(parents=True)
    (libraries / "libpq.so").touch()
    for name in (
        "bin/postgres",
        "bin/initdb",
        "lib/postgresql/vector.so",
        "share/postgresql/postgres.bki",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
        path.chmod(0o755)
    for path in (folder.parent.parent, *folder.parent.parent.rglob("*")):
        path.chmod(0o755)
    return folder


def test_readable_programs_are_used_where_they_are(install, var):
    assert readable_copy(install, var) == install


def test_programs_in_a_closed_folder_are_copied_once(install, var):
    install.parent.chmod(0o700)

    copy = readable_copy(install, var)

    assert copy.is_relative_to(var)
    assert (copy.parent.with_name("pgserver.libs") / "libpq.so").exists()
    assert (copy / "bin" / "postgres").stat().st_mode & 0o777 == 0o755
    assert (copy / "lib" / "postgresql" / "vector.so").read_text() == "lib/postgresql/vector.so"
    (copy / "mark").touch()
    assert (readable_copy(install, var) / "mark").exists()


def test_programs_installed_under_a_strict_umask_are_copied(install, var):
    for path in install.rglob("*"):
        path.chmod(0o700)

    copy = readable_copy(install, var)

    assert (copy / "share" / "postgresql" / "postgres.bki").stat().st_mode & 0o777 == 0o644
