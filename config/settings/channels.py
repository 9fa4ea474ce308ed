"""The channels' platform credentials and addresses; a broker's own win over them."""

from config import env
from config.settings.base import DEBUG

META_APP_SECRET = env.secret("META_APP_SECRET", debug=DEBUG, dev_default="demo-meta-secret")
META_VERIFY_TOKEN = env.secret("META_VERIFY_TOKEN", debug=DEBUG, dev_default="demo-verify")

GRAPH_API_URL = env.text("GRAPH_API_URL", "https://graph.facebook.com/v26.0")
TELEGRAM_API_URL = env.text("TELEGRAM_API_URL", "https://api.telegram.org")

CHANNEL_TIMEOUT_SECONDS = env.decimal("CHANNEL_TIMEOUT_SECONDS", 15.0)
DELIVERY_MAX_ATTEMPTS = 8
DELIVERY_LEASE_SECONDS = 60
