"""Why a walkthrough did not come to its end."""


class WalkthroughError(Exception):
    """Say in one line what did not happen, and what to do about it where that is known."""
