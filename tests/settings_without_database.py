"""Settings for linters that look at models only: no database is asked, none need run."""

from config.settings import *  # noqa: F403 - the real settings, but for what follows

DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
