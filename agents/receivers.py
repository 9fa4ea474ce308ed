"""What the agent listens to on the floors below it."""
