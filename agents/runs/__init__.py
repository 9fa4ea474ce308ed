"""Runs: the bounded exchange between a model and tools, for leads and for brokers alike."""
