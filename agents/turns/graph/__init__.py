"""The graph of a lead's turn: explicit, small, each step a function that can be replaced."""
