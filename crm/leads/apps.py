from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "crm.leads"
    label = "leads"

    def ready(self) -> None:
        from crm.core import live
        from crm.leads import fragments

        live.register("lead", fragments.lead_card)
