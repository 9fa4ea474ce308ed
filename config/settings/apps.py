"""Which apps live in the shared schema and which in every broker's."""

SHARED_APPS = [
    "django_tenants",
    "crm.brokers",
    "crm.accounts",
    "config.apps.ConfigConfig",
    "unfold",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin",
    "django.contrib.staticfiles",
    "django_celery_beat",
    "django_htmx",
    "template_partials",
    "rest_framework",
    "drf_spectacular",
    "channels",
]

TENANT_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    # Its log and kept answers are a broker's: without one in hand there is no such table.
    "crm.core",
    "crm.accounts",
    "crm.accounts.keys",
    "crm.leads",
    "crm.inventory",
    "crm.conversations",
    "crm.pipeline",
    "crm.scheduling",
    "knowledge",
    "knowledge.cache",
    "agents",
    "agents.adcopy",
    "agents.memory",
    "agents.desk",
    "agents.routing",
    "agents.prompts",
    "agents.approvals",
    "channels_app",
    "channels_app.outgoing",
    "channels_app.forms",
    "channels_app.channels.email",
]

INSTALLED_APPS = [*SHARED_APPS, *(app for app in TENANT_APPS if app not in SHARED_APPS)]
