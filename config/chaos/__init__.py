"""The proof that messaging loses nothing, says nothing twice and never talks over a person.

``manage.py chaos`` starts a throwaway system and a world around it: leads who write over four
channels, vendors that fail in every way vendors fail, people who step in, and somebody who pulls
plugs. Afterwards the books of the world are held against the database.
"""
