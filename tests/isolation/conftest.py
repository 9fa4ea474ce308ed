from tests.isolation.cast import charlies_boss, hers, theirs
from tests.platform import alices, bare, charlies_door, nothing_remembered
from tests.stage import channel, listings, model, number, window_off

__all__ = [
    "alices",
    "bare",
    "channel",
    "charlies_boss",
    "charlies_door",
    "hers",
    "listings",
    "model",
    "nothing_remembered",
    "number",
    "theirs",
    "window_off",
]
