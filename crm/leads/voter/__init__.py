"""A second voter beside the rules: whether a message calls for silence or for a person, by learned
weights.

The rules (``crm.leads.optout``, ``agents.nlu``) know phrases, and say why. People find new ones
every day; here a linear model over runs of letters and words, trained on some thousand messages
written for it, hears those. It is asked only where the rules heard nothing, and its answer is how
sure it is.
"""
