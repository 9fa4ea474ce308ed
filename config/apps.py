"""The wiring as a Django app, so that its commands are found and its checks run."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"
    verbose_name = "Sofía"

    def ready(self) -> None:
        from config import celery  # tasks sent from the web go to our app
        from config.errors import use_our_pages_with_debug_too

        use_our_pages_with_debug_too()
