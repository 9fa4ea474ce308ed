from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "crm.scheduling"
    label = "scheduling"

    def ready(self) -> None:
        from crm.core import live, slots
        from crm.scheduling import fragments

        live.register("today", fragments.columns)
        slots.register("lead.viewings", fragments.lead_viewings)
