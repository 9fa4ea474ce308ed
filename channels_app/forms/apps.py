from django.apps import AppConfig


class FormsConfig(AppConfig):
    name = "channels_app.forms"

    def ready(self) -> None:
        # Registers what can happen here, and listens to accounts that are connected or resumed.
        from channels_app.forms import events, watching
