"""What may go wrong before the system serves."""


class StartError(Exception):
    """Say in one line, for the person at the terminal, why it cannot start and what to do."""
