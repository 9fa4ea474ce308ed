from django.apps import AppConfig


class MemoryConfig(AppConfig):
    name = "agents.memory"
