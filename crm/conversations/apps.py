from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "crm.conversations"
    label = "conversations"
