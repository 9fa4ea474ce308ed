"""One PostgreSQL with a schema per broker, one Redis; the embedded ones unless told otherwise."""

from config import env
from config.embedded import places
from config.settings.base import VAR_DIR

DATABASE_URL = env.text("DATABASE_URL") or places.postgres_url(VAR_DIR)
REDIS_URL = env.text("REDIS_URL") or places.redis_url(VAR_DIR)

# PostgreSQL allows 100 connections. Web and worker hold at most this many each, beat and
# commands a few: 2 x 40 + the rest stays under it.
DATABASE_POOL_SIZE = env.integer("DATABASE_POOL_SIZE", 40, minimum=2)

_FROM_URL = env.database(DATABASE_URL)
DATABASES = {
    "default": {
        **_FROM_URL,
        "ENGINE": "config.database",
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            **_FROM_URL["OPTIONS"],
            # PostgreSQL parses and plans what comes again once a connection, not once a call:
            # half of its CPU for a turn.
            "server_side_binding": True,
            "prepare_threshold": 5,
            # A database that went away is asked for again at the next need, not by the pool's own
            # ever longer pauses, which outlast the outage; and nobody waits long meanwhile.
            "pool": {
                "min_size": 1,
                "max_size": DATABASE_POOL_SIZE,
                "timeout": 10,
                "reconnect_timeout": 3,
            },
        },
    }
}
DATABASE_ROUTERS = [
    "crm.brokers.routers.BrokersOnlyRouter",
    "django_tenants.routers.TenantSyncRouter",
]

TENANT_MODEL = "brokers.Broker"
TENANT_DOMAIN_MODEL = "brokers.Domain"
TENANT_BASE_SCHEMA = "template"
TENANT_CREATION_FAKES_MIGRATIONS = True
# Spares up-to-date schemas, and migrates the template that new brokers are copied from.
GET_EXECUTOR_FUNCTION = "crm.brokers.migrating.get_executor"
TENANT_LIMIT_SET_CALLS = True
PUBLIC_SCHEMA_NAME = "public"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    }
}
