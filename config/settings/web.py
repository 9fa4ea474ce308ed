"""Requests: middleware, templates, static files, sockets."""

from urllib.parse import parse_qs, urlsplit

from config.settings.base import BASE_DIR, DEBUG
from config.settings.database import REDIS_URL

ROOT_URLCONF = "config.urls.broker"
PUBLIC_SCHEMA_URLCONF = "config.urls.bare"
ASGI_APPLICATION = "config.asgi.application"

MIDDLEWARE = [
    "crm.core.middleware.CorrelationMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.SecurityHeadersMiddleware",
    # Before the broker: an error page at an unknown host has its styles too.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "crm.brokers.middleware.BrokerMiddleware",
    "config.middleware.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # After the person is known: it is first of all theirs.
    "crm.accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.DomainErrorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "crm.accounts.context.workspace",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "crm.core.templatetags.words",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
# A developer sees a changed file at once.
WHITENOISE_AUTOREFRESH = DEBUG

# What is published on a Redis is heard in all its databases: the name tells them apart.
_redis = urlsplit(REDIS_URL)
_database = parse_qs(_redis.query).get("db", [_redis.path.lstrip("/")])[0]
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {
            "hosts": [REDIS_URL],
            "prefix": f"sofia{_database if _database.isdigit() else 0}",
        },
    }
}
