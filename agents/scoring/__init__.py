"""How a lead is scored: 100 points in seven parts, each with its reason in words.

    location      20   areas (20) or only a city (10); half of it where we have nothing
    property      20   type (8), bedrooms or size (9) and finer wishes (2), one more when in stock
    budget        25   a limit (10), and how far it reaches in what is for sale or to let (15)
    timeline      12   the sooner the more; words without a date give 6
    specificity    8   how many of the questions are answered
    contact        8   a phone that can be rung, an e-mail, a channel, a name
    preapproval    7   a buyer's bank; who rents or sells needs none and has all of them

From 60 points on a lead is qualified; a buyer gets there without a pre-approval. Somebody who
rents shows proof of income when applying and is not held back for it here.

More information never lowers a part. What is unknown gives nothing, what is known gives at least
a floor, and what the market adds is reckoned from that part's own fields alone: a wish for four
bedrooms cannot make a budget worth less. Whether everything together exists is told by the
matches and by the next step, not by the points.
"""
