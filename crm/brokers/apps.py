from django.apps import AppConfig


class BrokersConfig(AppConfig):
    name = "crm.brokers"
    label = "brokers"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from crm.brokers import active, current, hosts, routing
        from crm.brokers.models import Broker, ChannelRoute, Domain
        from crm.core import tasks

        tasks.work_only_if(active.is_active)
        for signal in (post_save, post_delete):
            for model in (Broker, Domain):
                signal.connect(hosts.forget_hosts, sender=model, dispatch_uid=f"hosts.{model}")
            signal.connect(active.forget_active, sender=Broker, dispatch_uid="brokers.active")
            signal.connect(current.forget_all, sender=Broker, dispatch_uid="brokers.current")
            signal.connect(routing.forget_routes, sender=ChannelRoute, dispatch_uid="routes")
            signal.connect(routing.forget_routes, sender=Broker, dispatch_uid="routes.broker")
