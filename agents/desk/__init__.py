"""People of the broker talk with Sofía about their own work.

A question and its answer are rows; a worker writes the answer with the same loop and tools as
everywhere, within the rights of whoever asked, and open pages see it come about.
"""
