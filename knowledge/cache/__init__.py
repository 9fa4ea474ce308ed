"""Answers to questions anybody may ask, kept so that no model is asked for them again."""
