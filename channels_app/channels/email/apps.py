from django.apps import AppConfig


class EmailConfig(AppConfig):
    name = "channels_app.channels.email"
    label = "email_channel"

    def ready(self) -> None:
        # What an undeliverable address does, and when accounts are read again.
        from channels_app.channels.email import applying, directory
