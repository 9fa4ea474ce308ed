"""API keys: how other software signs in, in a person's name and with less than their rights."""
