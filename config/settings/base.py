"""Where we are, which language we speak, and whether this is a developer's machine."""

import os
from pathlib import Path

from dotenv import load_dotenv

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
# What the environment says wins over what the file says.
load_dotenv(os.environ.get("ENV_FILE", BASE_DIR / ".env"))
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
# Files that leads and brokers send, a folder for each broker.
MEDIA_ROOT = Path(env.text("MEDIA_DIR") or VAR_DIR / "media")

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY", debug=DEBUG, dev_default="dev-only-" + "0" * 48)

HOST = env.text("HOST", "127.0.0.1")
PORT = env.integer("PORT", 8000, minimum=1)
BASE_DOMAIN = env.text("BASE_DOMAIN", "localhost")

LANGUAGE_CODE = "en"
LANGUAGES = [("es", "Español"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
