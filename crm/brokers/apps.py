from django.apps import AppConfig


class BrokersConfig(AppConfig):
    name = "crm.brokers"
    label = "brokers"

