from django.apps import AppConfig


class InventoryConfig(AppConfig):
    name = "crm.inventory"
    label = "inventory"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from crm.inventory import (
            events,  # registers its verbs
            money,
            places,
        )
        from crm.inventory.models import ExchangeRate, Unit

        for signal in (post_save, post_delete):
            signal.connect(places.forget_places, sender=Unit, dispatch_uid="inventory.places")
            signal.connect(money.forget_rates, sender=ExchangeRate, dispatch_uid="inventory.rates")
