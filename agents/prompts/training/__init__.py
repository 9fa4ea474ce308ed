"""What past conversations teach: proposals that a person accepts or turns down.

collecting   questions, what people of the broker answered, and where they corrected Sofía
privacy      names, numbers and addresses of leads taken out of all of it
clustering   questions that ask the same, by their stems; no model, the same every time
drafting     an answer out of what people answered, a refined voice out of their corrections
advising     concrete suggestions found by rules
running      one run, step by step
deciding     accepting and rejecting
"""
