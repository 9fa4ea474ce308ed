from django.apps import AppConfig


class OutgoingConfig(AppConfig):
    name = "channels_app.outgoing"

    def ready(self) -> None:
        from channels_app.outgoing import receivers  # noqa: F401 - listens to committed events
