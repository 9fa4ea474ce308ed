"""Files of messages: how big, how fast, and who listens to recordings."""

from config import env

# No file of a message is kept that is bigger; what people send has UPLOAD_LIMIT.
MEDIA_MAX_MB = env.integer("MEDIA_MAX_MB", 100, minimum=1)
# How long one file may take to come (seconds), and how many a worker fetches at once.
MEDIA_SECONDS = env.integer("MEDIA_SECONDS", 300, minimum=10)
MEDIA_AT_ONCE = env.integer("MEDIA_AT_ONCE", 8, minimum=1)

# Who turns recordings into text; its key and address are those of the model vendor.
TRANSCRIPTION_PROVIDER = env.choice("TRANSCRIPTION_PROVIDER", "off", ("off", "groq", "openai"))
TRANSCRIPTION_MODEL = env.text("TRANSCRIPTION_MODEL")
# How long an answer waits for it (seconds), counted from when the recording came.
TRANSCRIPTION_WAIT_SECONDS = env.integer("TRANSCRIPTION_WAIT_SECONDS", 20, minimum=0)
