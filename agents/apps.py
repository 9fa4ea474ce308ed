from django.apps import AppConfig


class AgentsConfig(AppConfig):
    name = "agents"

    def ready(self) -> None:
        from agents import receivers  # registers what the agent listens to
        from agents.tools import events, everything  # whoever asks the registry finds all of it
