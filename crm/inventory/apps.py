from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "crm.inventory"
    label = "inventory"

