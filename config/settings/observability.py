"""Logs as JSON with personal data masked; Sentry when it has an address."""

from config import env
from config.settings.base import DEBUG

LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
SENTRY_DSN = env.text("SENTRY_DSN")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask": {"()": "crm.core.logs.MaskFilter"}},
    "formatters": {"json": {"()": "crm.core.logs.JsonFormatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["mask"],
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Without Django's own console handler, which would print every line a second time.
        "django": {"handlers": [], "level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "httpx2": {"level": "WARNING"},
        "celery": {"level": "WARNING"},
        "psycopg.pool": {"level": "ERROR"},
    },
}

if SENTRY_DSN:
    import sentry_sdk

    from crm.core.logs import scrub_event

    sentry_sdk.init(
        dsn=SENTRY_DSN,
        send_default_pii=False,
        before_send=scrub_event,
        environment="development" if DEBUG else "production",
    )
