"""What a text means, as a vector: texts of like meaning lie close together.

Ask :func:`knowledge.embeddings.registry.embed`; which provider answers is a setting.
"""
