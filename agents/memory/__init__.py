"""Sofía's memory of a thread that has grown long, and of what a person said elsewhere."""
