"""What every test may ask for."""

pytest_plugins = ["tests.brokers", "tests.api.cast"]
