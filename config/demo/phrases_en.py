"""What people and Sofía say in the English demo, by what it does in the conversation."""

from __future__ import annotations

from typing import Final

PHRASES: Final[dict[str, tuple[str, ...]]] = {
    "buy_home": (
        "Hi, I'm looking to buy {home} in {area}",
        "Hello, do you have {home} for sale in {area}?",
        "Good morning, we want to buy {home}, ideally {area}",
        "hey, saw your listing. looking for {home} to buy around {area}",
    ),
    "rent_home": (
        "Hi, I need {home} to rent in {area}",
        "Hello, relocating for work, looking for {home} in {area}",
        "hi there, any {home} for rent in {area}?",
        "Good evening, we'd like to rent {home} near {area}",
    ),
    "vague": (
        "Hi, what do you have in {area}?",
        "Hello, I'd like some information please",
        "hi, found you online. can you help me find a place in {area}?",
    ),
    "greet": (
        "Hi {name}, I'm Sofía, the virtual assistant of {broker}. Noted: {home} in {area}. What is"
        " your budget?",
        "Hello {name}, this is Sofía, virtual assistant at {broker}. We have several options in"
        " {area}. How far would you like to go?",
        "Hi {name}, Sofía here, virtual assistant of {broker}. Happy to help you find {home}. What"
        " budget do you have in mind?",
    ),
    "greet_vague": (
        "Hi {name}, I'm Sofía, the virtual assistant of {broker}. Are you looking to buy or to"
        " rent?",
        "Hello {name}, Sofía here, virtual assistant at {broker}. Is it to buy or to rent, and in"
        " which area?",
    ),
    "half_answer": ("rent I think, still figuring it out", "buying, but only just started looking",
                    "it's for my parents, they move here next year"),
    "ask_more": (
        "Great. How many bedrooms do you need, and what is your budget?",
        "Understood, one step at a time. Roughly what budget do you have?",
    ),
    "budget": ("up to {budget}", "max {budget}", "we could stretch to {budget}",
               "{budget} at most"),
    "ask_time": ("Noted. When would you like to move?", "Thanks. Do you have a date in mind?"),
    "ask_bank": ("Will it be cash, or do you have a mortgage pre-approval?",
                 "Has a bank pre-approved you yet?"),
    "bank_yes": ("yes, pre-approved", "yes, we got it last week"),
    "bank_no": ("not yet, talking to the bank", "no, still to apply"),
    "show": ("These fit best:\n{units}\nWould you like to see one of them?",
             "Have a look:\n{units}\nWhich one do you like most?"),
    "like": ("I like {ref}", "the first one looks good, can we view it?", "can we see {ref}?",
             "{ref} please, when could we visit?"),
    "undecided": ("thanks, will show my wife and get back to you", "nice, let me think about it",
                  "do you have more pictures of {ref}?"),
    "no_hurry": ("Of course. Whenever you like we arrange a viewing, no strings attached.",
                 "Sure, take your time. I can keep a slot for {ref} if you want."),
    "slots": ("For {ref} I have {slots}. Which one suits you?",
              "I can show you {ref} on {slots}. Which do you prefer?"),
    "pick": ("{slot} works", "{slot} please", "let's do {slot}"),
    "booked": ("Done, your viewing of {ref} is on {slot} at {address}. {agent} will meet you.",
               "Booked: {slot}, {address}. {agent} will be in the lobby."),
    "thanks": ("Thanks!", "great, see you there", "thank you Sofía", "perfect"),
    "after": ("Hi {name}, this is {agent}. What did you think of the place?",
              "{name}, thanks for coming. How did you like it? This is {agent}."),
    "offer": ("We loved it. We'd like to make an offer", "really liked it, what is the next step?"),
    "offer_reply": ("Great news. I'll prepare the papers at {price} and send them today.",
                    "Perfect. I'll speak to the owner and confirm this afternoon."),
    "won": ("The owner accepted. We sign on Thursday at 11. Congratulations, {name}.",
            "All approved, {name}. I'll send you the contract tomorrow."),
    "won_reply": ("So happy, thank you for everything", "brilliant! thanks {agent}"),
    "lost": ("We found something else in the end, thanks anyway",
             "Putting it on hold for now, prices went up too much",
             "not what we were after, thanks"),
    "lost_reply": ("Thanks for telling us, {name}. We're here if you look again.",
                   "Understood, {name}. All the best, and write any time."),
    "person_please": ("can I talk to a real person please",
                      "could someone call me? my visa situation is a bit special"),
    "handover": ("Of course, {name}. I've told the team, and someone writes to you here shortly.",
                 "Sure. I'll bring in a colleague, who continues with you in this chat."),
    "person_hello": ("Hi {name}, this is {agent}. I'll take it from here: which bank are you with?",
                     "Hello {name}, {agent} here. I saw what you need, shall I call at 6 pm?"),
    "person_answer": ("yes, that works", "perfect, talk then"),
    "summary": ("Wants to talk to a person. Looks for {home} in {area}.",),
    "note": ("Prefers calls after 6 pm.", "Comes to the viewing with their partner.",
             "Has a small dog, check the building's rules.", "Sells in London first."),
    "task": ("Call {name} to confirm the viewing", "Send floor plan and photos to {name}",
             "Ask {name} for the bank's pre-approval", "Ask the owner about a discount"),
    "and": ("or",),
}  # fmt: skip

#: What a lead asks besides, by what they want, and the answer out of the broker's documents.
QUESTIONS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "rent": (
        ("how many cheques?",
         "One to twelve, as agreed with the landlord. A single cheque often saves about 5 %."),
        ("are pets ok?",
         "Most communities allow cats and small dogs, and the landlord decides. Tell me about"
         " yours and we confirm before the viewing."),
        ("what is the deposit?",
         "5 % of the yearly rent unfurnished, 10 % furnished, returned within 30 days."),
    ),
    "buy": (
        ("what are the extra costs?",
         "About 7 %: the DLD fee of 4 %, the trustee fee of AED 4,200, our 2 % plus VAT and the"
         " title deed."),
        ("would this get me a golden visa?",
         "From AED 2 million of property value you can apply for the ten-year golden visa."),
        ("how much down payment?",
         "At least 20 % for residents. Non-residents usually put down 40 to 50 %."),
    ),
}  # fmt: skip

#: Words for a time, and the days from today it begins and ends; None where nobody could tell.
TIMES: Final[tuple[tuple[str, int | None, int | None], ...]] = (
    ("as soon as possible", 0, 20),
    ("end of this month", 5, 28),
    ("in about two months", 50, 70),
    ("in spring, when my lease ends", 95, 125),
    ("next year some time, no rush", 150, 330),
    ("once my visa is stamped", None, None),
)
HOMES: Final = {
    "apartment": ("apartment", "a {beds}-bedroom {kind}", "a 1-bedroom {kind}"),
    "house": ("villa", "a {beds}-bedroom {kind}", "a 1-bedroom {kind}"),
}
