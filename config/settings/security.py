"""Who may come in, with which cookies, and what is encrypted at rest."""

from config import env
from config.settings.base import DEBUG

# Any host may knock, brokers have domains of their own: the broker middleware answers 404 to one
# that is nobody's.
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "*")
TRUSTED_PROXY = env.flag("TRUSTED_PROXY", default=False)
if TRUSTED_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

AUTHENTICATION_BACKENDS = ["crm.accounts.backends.EmailBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:login"

SECURE_COOKIES = env.flag("SECURE_COOKIES", default=not DEBUG)
SESSION_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # our scripts take the token from the page
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 0 if DEBUG else 60 * 60 * 24 * 365)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", default=False)
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # asked from inside, without TLS

FIELD_ENCRYPTION_KEYS = env.fernet_keys(
    "FIELD_ENCRYPTION_KEY",
    debug=DEBUG,
    dev_default="c29maWEtZGV2ZWxvcG1lbnQta2V5LW9ubHktMzJieXQ=",
)

# Bytes a request may carry; the border refuses more with 413 before anything is read.
REQUEST_BODY_LIMIT = 5 * 1024 * 1024
WEBHOOK_BODY_LIMIT = 4 * 1024 * 1024
WHATSAPP_BODY_LIMIT = 3 * 1024 * 1024
UPLOAD_LIMIT = 25 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT + REQUEST_BODY_LIMIT
CHAT_MESSAGE_LIMIT = 4096

# Rates as (times, seconds).
RATE_LOGIN = (env.integer("RATE_LOGIN_PER_MINUTE", 5, minimum=1), 60)
RATE_API = (env.integer("RATE_API_PER_MINUTE", 600, minimum=1), 60)
RATE_WEBCHAT = (env.integer("RATE_WEBCHAT_PER_MINUTE", 20, minimum=1), 60)
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # e-mails are unique by a constraint on lower(email), which the check cannot see
    "security.W002",  # frames are ruled by the policy's frame-ancestors, which knows /chat/
    "security.W021",  # preloading a domain into browsers is its owner's decision
]
