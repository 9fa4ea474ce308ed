"""How fast the system is, each speed beside a limit of the same machine in the same run.

``system`` is a whole throwaway Sofía of its own; ``load`` and ``model`` are the world outside it
(leads with Meta, and a model vendor), each in a process of its own so that what they cost is not
counted as ours; ``report`` says what came out.
"""
