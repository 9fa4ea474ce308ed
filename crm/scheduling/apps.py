from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "crm.scheduling"
    label = "scheduling"

    def ready(self) -> None:
        from crm.scheduling import events  # noqa: F401 - registers its verbs
