from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "agents.desk"

    def ready(self) -> None:
        from agents.desk import receivers  # what open pages draw when an answer changes
