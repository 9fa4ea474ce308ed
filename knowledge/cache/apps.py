from django.apps import AppConfig


class CacheConfig(AppConfig):
    name = "knowledge.cache"
    label = "answer_cache"

    def ready(self) -> None:
        from knowledge.cache import section  # the settings list it
