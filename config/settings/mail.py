"""E-mail: the channel's limits, and mail to the people who run a broker."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import env
from config.settings.base import BASE_DOMAIN, DEBUG

# --- the channel ---
POSTMARK_API_URL = env.text("POSTMARK_API_URL", "https://api.postmarkapp.com/")
# Providers sign no inbound mail: a word in the address is all that tells a call from a stranger's.
EMAIL_INBOUND_KEY = env.text("EMAIL_INBOUND_KEY")
SENDGRID_SIGNATURE_SECONDS = env.integer("SENDGRID_SIGNATURE_SECONDS", 14 * 24 * 3600, minimum=60)
EMAIL_ANSWERS_PER_HOUR = env.integer("EMAIL_ANSWERS_PER_HOUR", 12, minimum=1)
# A whole mail with its attachments, as large as SendGrid hands one on.
MAIL_BODY_LIMIT = 30 * 1024 * 1024

# --- Django's own mail ---
_URL = urlsplit(env.text("EMAIL_URL") or ("console://" if DEBUG else ""))
_PROVIDERS = {"sendgrid": "SENDGRID_API_KEY", "postmark": "POSTMARK_SERVER_TOKEN"}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM") or f"Sofía <sofia@{BASE_DOMAIN}>"
EMAIL_TIMEOUT = 15

if not _URL.scheme:
    # Nobody said by which way: what is to be told stands on people's pages alone.
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
elif _URL.scheme == "console":
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
elif _URL.scheme in {"smtp", "smtps"}:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _URL.hostname or "localhost"
    EMAIL_USE_SSL = _URL.scheme == "smtps"
    EMAIL_PORT = _URL.port or (465 if EMAIL_USE_SSL else 587)
    # Encrypted unless the address says ?tls=0, as a relay on the same machine may need.
    EMAIL_USE_TLS = not EMAIL_USE_SSL and parse_qs(_URL.query).get("tls", ["1"])[-1] != "0"
    EMAIL_HOST_USER = unquote(_URL.username or "")
    EMAIL_HOST_PASSWORD = unquote(_URL.password or "")
elif _URL.scheme in _PROVIDERS:
    EMAIL_BACKEND = f"anymail.backends.{_URL.scheme}.EmailBackend"
    ANYMAIL = {
        _PROVIDERS[_URL.scheme]: unquote(_URL.username or ""),
        "REQUESTS_TIMEOUT": EMAIL_TIMEOUT,
    }
else:
    raise ImproperlyConfigured(
        "EMAIL_URL must begin with smtp://, smtps://, sendgrid://, postmark:// or console://."
    )
