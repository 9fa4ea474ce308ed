"""Understanding of what a lead wrote, in Spanish and English, by rules alone.

Nothing here reads a database, a file or the network, and nothing depends on what was read before:
the same text in the same :class:`~agents.nlu.understanding.Context` always means the same, which is
why parts of a reading may be kept for its repetition. The entry point is
:func:`agents.nlu.understanding.understand`; money, places and dates can be asked for one by one.
"""
