#!/usr/bin/env python3
"""Django's command line; the commands of README begin here."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A missing secret or a bad value: its message says which, a traceback would bury it.
        sys.exit(f"Configuration: {error}")
    except OperationalError as error:
        sys.exit(f"Database: {str(error).strip() or error!r}")
