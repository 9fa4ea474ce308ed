from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "knowledge"

    def ready(self) -> None:
        from knowledge import section  # the settings list it
        from knowledge.embeddings import checks  # Django runs them
