"""Recordings as words: who listens, what is believed of it, and the turn that waits for it."""
