"""What every test may ask for."""

import pytest

pytest_plugins = ["tests.brokers", "tests.api.cast"]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Refuse the mark that ends a test by emptying the public schema: brokers live there.

    A test with real commits asks for ``alice_for_real``.
    """
    for mark in item.iter_markers("django_db"):
        if mark.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid}: ask for alice_for_real instead")
