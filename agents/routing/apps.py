from django.apps import AppConfig


class RoutingConfig(AppConfig):
    name = "agents.routing"

    def ready(self) -> None:
        # They register what the settings, the audit log and the notices know of models, and who
        # writes down what embeddings cost.
        from agents.routing import embeddings, events, notices, section
