from tests.stage import channel, listings, model, number, person, window_off

__all__ = [
    "channel",
    "listings",
    "model",
    "number",
    "person",
    "window_off",
]
