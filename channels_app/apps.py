from django.apps import AppConfig


class ChannelsAppConfig(AppConfig):
    name = "channels_app"

    def ready(self) -> None:
        from agents.guardrails.wording import limits_from
        from channels_app import (
            receivers,  # registers what the channels listen to
            tools,  # what the broker's people can ask of their connections
        )
        from channels_app.channels.registry import text_limit

        limits_from(text_limit)
