"""The agent: which models answer, and how far one turn may go."""

from decimal import Decimal

from config import env

PROVIDERS = ("offline", "openai", "anthropic", "gemini", "groq")

LLM_PROVIDER = env.choice("LLM_PROVIDER", "offline", PROVIDERS)
LLM_FALLBACK_PROVIDERS = env.choices("LLM_FALLBACK_PROVIDER", "offline", PROVIDERS)

LLM = {
    name: {
        "api_key": env.text(f"{name.upper()}_API_KEY"),
        "base_url": env.text(f"{name.upper()}_BASE_URL"),
        "model": env.text(f"{name.upper()}_MODEL"),
    }
    for name in PROVIDERS
    if name != "offline"
}

# Who tells what a text means; the vendors with their key and address from above.
EMBEDDING_PROVIDER = env.choice("EMBEDDING_PROVIDER", "local", ("local", "openai", "gemini"))
EMBEDDING_MODEL = env.text("EMBEDDING_MODEL")

AGENT_MAX_TOOL_CALLS = env.integer("AGENT_MAX_TOOL_CALLS", 10, minimum=1)
AGENT_TURN_SECONDS = env.integer("AGENT_TURN_SECONDS", 60, minimum=5)
# All tokens of one turn's model calls together, and their price in US dollars.
AGENT_MAX_TOKENS = env.integer("AGENT_MAX_TOKENS", 200_000, minimum=1000)
AGENT_MAX_COST = Decimal(str(env.decimal("AGENT_MAX_COST", 0.5)))
# How long a model may take for one answer while another could still give it.
AGENT_MODEL_SECONDS = env.integer("AGENT_MODEL_SECONDS", 20, minimum=1)
# How long a streaming model may say nothing, before its first word and between two of them.
AGENT_FIRST_TOKEN_SECONDS = env.decimal("AGENT_FIRST_TOKEN_SECONDS", 10.0)
AGENT_STALL_SECONDS = env.decimal("AGENT_STALL_SECONDS", 5.0)
# How long all models together may say nothing to a lead's question before the embedded one answers.
# With the burst window of a second before it, the lead has an answer within five.
AGENT_SILENCE_SECONDS = env.decimal("AGENT_SILENCE_SECONDS", 3.0)
# How long a model may take to say what a message is for that the rules could not read.
AGENT_CLASSIFY_SECONDS = env.decimal("AGENT_CLASSIFY_SECONDS", 1.5)
# For how many days runs with their steps and the ledger of model calls are kept; 0: for ever.
AGENT_KEEP_DAYS = env.integer("AGENT_KEEP_DAYS", 400, minimum=0)

# A turn waits this long for the rest of a burst, and never longer than the second value after
# its first message (seconds); a broker may have a window of its own.
COALESCE_SECONDS = env.decimal("COALESCE_SECONDS", 1.0)
COALESCE_MAX_SECONDS = env.decimal("COALESCE_MAX_SECONDS", 8.0)
# A turn whose worker died is taken up again after its lease: the turn's limit and a margin.
TURN_LEASE_SECONDS = env.integer("TURN_LEASE_SECONDS", AGENT_TURN_SECONDS + 30, minimum=1)
TURN_MAX_ATTEMPTS = 5
# How long a person has to decide what Sofía asked them about (minutes).
APPROVAL_MINUTES = env.integer("APPROVAL_MINUTES", 60, minimum=1)
