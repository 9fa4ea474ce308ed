"""Advertising texts for a unit, or for a free brief: written, checked, kept.

A model writes them, or the offline provider; code holds them to the platform's lengths, to the
figures of the unit, and to fair housing, before anybody sees them.
"""
