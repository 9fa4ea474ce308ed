from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "crm.conversations"
    label = "conversations"

    def ready(self) -> None:
        from crm.conversations import fragments, receivers  # registers
        from crm.core import live, slots

        live.register("inbox", fragments.inbox_row)
        live.register("thread", fragments.thread)
        live.register("nav", fragments.nav)
        slots.register("lead.thread", fragments.lead_thread)
