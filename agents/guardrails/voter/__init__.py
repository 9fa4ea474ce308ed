"""A second voter beside the rules: whether a sentence tells of something done, or promised, outside
the chat.

The rules (:mod:`agents.guardrails.pasts`, ``acts``, ``plans``) know verbs and who is spoken of; new
ways to say "the owner has agreed" are found every day. Here a linear model over letters and words,
trained on sentences of both kinds, hears those. It is asked only of a sentence against which no
rule found anything, and what cited text says is never held against its teller.
"""
