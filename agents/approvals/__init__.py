"""Asking a person first: a run stops before a call, and goes on when somebody has decided."""
