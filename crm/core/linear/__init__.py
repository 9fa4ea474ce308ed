"""Small linear models of text: logistic regressions over hashed runs of letters and words.

A text becomes buckets (``features``), a training set becomes weights (``training``), weights live
in a file (``weights``), wordings left out of the training tell how they fare (``measuring``), and
``model`` answers by a file. What is asked of a text, by which wordings it is taught, and from how
sure on it is believed is for those who use it to say: :mod:`crm.leads.voter` and
``agents.guardrails.voter``.
"""
