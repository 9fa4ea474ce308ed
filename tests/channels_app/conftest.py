from tests.brokers import alice, alice_for_real, charlie, schemas
from tests.stage import channel, listings, model, number, person, window_off

__all__ = [
    "alice",
    "alice_for_real",
    "channel",
    "charlie",
    "listings",
    "model",
    "number",
    "person",
    "schemas",
    "window_off",
]
