"""The settings of a broker's channels: pages for its admins."""
