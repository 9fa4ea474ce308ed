from tests.platform import alices, bare, charlies_door, nothing_remembered

__all__ = ["alices", "bare", "charlies_door", "nothing_remembered"]
