"""All settings, by topic; every value that differs between machines comes from the environment."""

from config.settings.agent import *  # noqa: F403
from config.settings.api import *  # noqa: F403
from config.settings.apps import *  # noqa: F403
from config.settings.base import *  # noqa: F403 - a settings module is the union of its topics
from config.settings.bench import *  # noqa: F403
from config.settings.channels import *  # noqa: F403
from config.settings.console import *  # noqa: F403
from config.settings.database import *  # noqa: F403
from config.settings.mail import *  # noqa: F403
from config.settings.media import *  # noqa: F403
from config.settings.observability import *  # noqa: F403
from config.settings.outgoing import *  # noqa: F403
from config.settings.security import *  # noqa: F403
from config.settings.tasks import *  # noqa: F403
from config.settings.web import *  # noqa: F403
