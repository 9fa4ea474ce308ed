"""The channels' platform credentials and addresses; a broker's own win over them."""

from config import env
from config.embedded.probe import reachable_host
from config.settings.base import BASE_DOMAIN, DEBUG, HOST, PORT

META_APP_SECRET = env.secret("META_APP_SECRET", debug=DEBUG, dev_default="demo-meta-secret")
META_VERIFY_TOKEN = env.secret("META_VERIFY_TOKEN", debug=DEBUG, dev_default="demo-verify")

# On a developer's machine a vendor whose address nobody set is stood in for by our own web
# process (channels_app/loopback), so that everything can be seen without an account.
LOOPBACK_GRAPH = DEBUG and not env.text("GRAPH_API_URL")
LOOPBACK_TELEGRAM = DEBUG and not env.text("TELEGRAM_API_URL")
LOOPBACK_TWILIO = DEBUG and not env.text("TWILIO_API_URL")
LOOPBACK_ORIGIN = f"http://{reachable_host(HOST)}:{PORT}"
# Where vendors reach the bare host: they are told it, and some sign it.
PUBLIC_URL = env.text("PUBLIC_URL").rstrip("/") or (
    LOOPBACK_ORIGIN if DEBUG else f"https://{BASE_DOMAIN}"
)

GRAPH_API_URL = env.text("GRAPH_API_URL") or (
    f"{LOOPBACK_ORIGIN}/loopback/graph" if LOOPBACK_GRAPH else "https://graph.facebook.com/v26.0"
)
# Hosts, with those below them, that hand out media for the Graph API; they get the token.
GRAPH_MEDIA_HOSTS = env.words("GRAPH_MEDIA_HOSTS", "fbsbx.com,fbcdn.net,facebook.com,whatsapp.net")
TELEGRAM_API_URL = env.text("TELEGRAM_API_URL") or (
    f"{LOOPBACK_ORIGIN}/loopback/telegram" if LOOPBACK_TELEGRAM else "https://api.telegram.org"
)

TWILIO_API_URL = env.text("TWILIO_API_URL") or (
    f"{LOOPBACK_ORIGIN}/loopback/twilio" if LOOPBACK_TWILIO else "https://api.twilio.com"
)
SENDGRID_API_URL = env.text("SENDGRID_API_URL", "https://api.sendgrid.com/v3/")
TIKTOK_API_URL = env.text("TIKTOK_API_URL", "https://business-api.tiktok.com/open_api/v1.3")
LINKEDIN_API_URL = env.text("LINKEDIN_API_URL", "https://api.linkedin.com/rest")

# One app for all brokers where the vendor knows only apps; a broker's own secret wins.
TIKTOK_CLIENT_SECRET = env.text("TIKTOK_CLIENT_SECRET")
LINKEDIN_CLIENT_SECRET = env.text("LINKEDIN_CLIENT_SECRET")
# TikTok repeats a call for three days and tells no tolerance. A repeat is the same row of the
# ledger, so this only bounds how long a call that was overheard could be of any use.
TIKTOK_SIGNATURE_SECONDS = env.integer("TIKTOK_SIGNATURE_SECONDS", 14 * 24 * 3600, minimum=60)
# Versions live about a year; a call with an ended one is answered 426.
LINKEDIN_API_VERSION = env.text("LINKEDIN_API_VERSION", "202610")
# With the app's id, tokens of pages are asked once a day when they end.
META_APP_ID = env.text("META_APP_ID")

CHANNEL_TIMEOUT_SECONDS = env.decimal("CHANNEL_TIMEOUT_SECONDS", 15.0)
# A send that fails for the channel's reasons is tried for a day; the number is only a brake.
DELIVERY_MAX_ATTEMPTS = 200
DELIVERY_GIVE_UP_SECONDS = 24 * 3600
# A message whose worker died on the way is settled after this; longer than the channel's timeout.
DELIVERY_LEASE_SECONDS = env.integer("DELIVERY_LEASE_SECONDS", 60, minimum=1)
# How long receipts may take to settle an attempt nobody knows the outcome of.
DELIVERY_SETTLE_SECONDS = env.integer("DELIVERY_SETTLE_SECONDS", 90, minimum=1)
