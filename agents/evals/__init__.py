"""How good Sofía is, on conversations and texts with known answers.

A data set is a file of a known name (``registry``), read row by row (``rows``) and measured by a
module of its own; what is measured are ``figures``, which ``report`` prints beside their baseline
and beside the run before. The agent that is measured is the real one: ``stage`` plays leads
against it in throwaway brokers. ``python -m agents.evals`` works on the database and the provider
its settings name; ``manage.py evals`` makes both for it and takes them away again.
"""
