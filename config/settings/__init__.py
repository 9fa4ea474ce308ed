"""All settings, by topic; every value that differs between machines comes from the environment."""

from config.settings.agent import *
from config.settings.api import *
from config.settings.apps import *
from config.settings.base import *
from config.settings.bench import *
from config.settings.channels import *
from config.settings.console import *
from config.settings.database import *
from config.settings.mail import *
from config.settings.media import *
from config.settings.observability import *
from config.settings.outgoing import *
from config.settings.security import *
from config.settings.tasks import *
from config.settings.web import *
