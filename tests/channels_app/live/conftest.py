"""What the tests of the live sockets ask for."""

from tests.channels_app.sockets import ana, boss, broker, luis

__all__ = ["ana", "boss", "broker", "luis"]
