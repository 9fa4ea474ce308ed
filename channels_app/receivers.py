"""What the channels listen to on the floors below them."""
