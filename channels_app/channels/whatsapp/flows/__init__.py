"""WhatsApp Flows: a form inside the conversation, fed by our encrypted data endpoint.

``crypto`` opens and closes what travels, ``keys`` keeps each number's private key, ``tokens`` name
the conversation a form was sent in, ``intake`` is our form, ``definition`` its description for
Meta, ``endpoint`` the view, ``filling`` writes a filled form into the lead's profile.
"""
