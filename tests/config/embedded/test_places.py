"""Where the embedded services keep their files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from config.embedded import places


def test_sockets_lie_under_var_where_that_is_short_enough(var):
    assert places.run_dir(var) == var.resolve() / "run"
    assert places.postgres_url(var).endswith(f"?host={var.resolve()}/run")


def test_deep_folder_keeps_its_sockets_in_the_temporary_one(var):
    deep = var / ("d" * 90)

    assert places.run_dir(deep).parent == Path(tempfile.gettempdir())
    assert places.run_dir(deep) == places.run_dir(deep)
    assert places.run_dir(deep) != places.run_dir(deep / "x")


@pytest.mark.skipif(os.geteuid() != 0, reason="about running as root")
def test_folder_closed_to_others_moves_sockets_and_data_for_root(var):
    assert places.postgres_home(var) == var.resolve()

    var.parent.chmod(0o700)

    assert places.run_dir(var).parent == Path(tempfile.gettempdir())
    assert places.postgres_home(var).parent == Path("/var/lib")
