from django.apps import AppConfig


class OutgoingConfig(AppConfig):
    name = "channels_app.outgoing"

    def ready(self) -> None:
        # They listen to committed events, and to workers that start.
        from channels_app.outgoing import receivers, recovery
