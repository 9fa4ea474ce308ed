"""Celery: the queue that wakes, the beat that sweeps."""

from datetime import timedelta

from config import env
from config.settings.database import REDIS_URL

# Celery writes a socket's scheme, and the database in its query, in its own way.
CELERY_BROKER_URL = (
    REDIS_URL.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
    if REDIS_URL.startswith("unix://")
    else REDIS_URL
)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "channels_app.inbound.*": {"queue": "inbound"},
    "agents.turns.*": {"queue": "turns"},
    "agents.desk.*": {"queue": "turns"},
    "channels_app.delivery.*": {"queue": "delivery"},
    "channels_app.outgoing.*": {"queue": "outgoing"},
    "channels_app.media.*": {"queue": "media"},
    "agents.hearing.*": {"queue": "media"},
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 4
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A wake that finds no Redis gives up fast: the sweeper will see the row.
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    "max_retries": 0,
    "visibility_timeout": 600,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
# How often beat looks for what nobody was woken for (seconds).
SWEEP_SECONDS = env.integer("SWEEP_SECONDS", 5, minimum=1)
CELERY_BEAT_MAX_LOOP_INTERVAL = min(2, SWEEP_SECONDS)
CELERY_BEAT_SCHEDULE = {
    "pulse": {
        "task": "config.pulse",
        "schedule": timedelta(seconds=10),
        "options": {"expires": 30},
    },
    "sweep-inbound": {
        "task": "channels_app.inbound.sweep",
        "schedule": timedelta(seconds=SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    "sweep-turns": {
        "task": "agents.turns.sweep",
        "schedule": timedelta(seconds=SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    "sweep-desk": {
        "task": "agents.desk.sweep",
        "schedule": timedelta(seconds=SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    "sweep-deliveries": {
        "task": "channels_app.delivery.sweep",
        "schedule": timedelta(seconds=SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    "sweep-media": {
        "task": "channels_app.media.sweep",
        "schedule": timedelta(seconds=SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    "sweep-hearing": {
        "task": "agents.hearing.sweep",
        "schedule": timedelta(seconds=SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    "sweep-prompts": {
        "task": "agents.prompts.sweep",
        "schedule": timedelta(seconds=max(15, SWEEP_SECONDS)),
        "options": {"expires": max(15, SWEEP_SECONDS)},
    },
    "sweep-scoring": {
        "task": "agents.scoring.sweep",
        "schedule": timedelta(seconds=max(10, SWEEP_SECONDS)),
        "options": {"expires": max(10, SWEEP_SECONDS)},
    },
    "sweep-memory": {
        "task": "agents.memory.sweep",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60},
    },
    "sweep-approvals": {
        "task": "agents.approvals.sweep",
        "schedule": timedelta(seconds=max(15, SWEEP_SECONDS)),
        "options": {"expires": max(15, SWEEP_SECONDS)},
    },
    "prune-runs": {
        "task": "agents.runs.sweep",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3600},
    },
    "sync-templates": {
        "task": "channels_app.templates.sync_all",
        "schedule": timedelta(days=1),
        "options": {"expires": 3600},
    },
    "sweep-forms": {
        "task": "channels_app.forms.sweep",
        "schedule": timedelta(seconds=SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
    # Asks for leads whose notice never came, each account every six hours, and watches tokens.
    "watch-forms": {
        "task": "channels_app.forms.watch.sweep",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60},
    },
    "call-people": {
        "task": "crm.conversations.escalate",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60},
    },
    "sweep-notices": {
        "task": "crm.accounts.sweep_notices",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 60},
    },
    "sweep-outgoing": {
        "task": "channels_app.outgoing.sweep",
        "schedule": timedelta(seconds=SWEEP_SECONDS),
        "options": {"expires": SWEEP_SECONDS},
    },
}

# Off where a test runs what is due by itself.
WAKE_WORKERS = env.flag("WAKE_WORKERS", default=True)

WORKER_THREADS = env.integer("WORKER_THREADS", 64, minimum=1)
WORKER_NAME = env.text("WORKER_NAME")
