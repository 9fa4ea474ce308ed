from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "agents.approvals"
    label = "approvals"

    def ready(self) -> None:
        from agents.approvals import (
            events,  # registers its verbs
            receivers,  # what waits ends when somebody takes the conversation
            section,  # the settings list it
        )
