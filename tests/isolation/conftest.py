from tests.isolation.cast import charlies_boss, hers, theirs
from tests.platform import alices, bare, charlies_door, nothing_remembered

__all__ = [
    "alices",
    "bare",
    "charlies_boss",
    "charlies_door",
    "hers",
    "nothing_remembered",
    "theirs",
]
