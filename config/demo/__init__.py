"""Two invented brokers to look at and to try: made once, only where ``DEBUG=1``.

Names of streets, buildings and areas are real so that maps and misspellings make sense; people,
phones and listings are made up by a seeded generator, so every machine gets the same.
"""
