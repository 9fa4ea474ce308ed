from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "crm.scheduling"
    label = "scheduling"

