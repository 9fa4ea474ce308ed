"""``make demo``: a lead's whole conversation with a running Sofía, through the real webhook.

``lead`` is what the lead says to what she reads, ``line`` the telephone line (Meta's side of the
webhook and of the sends), ``verdict`` what must be true of the lead afterwards, by the API.
"""
