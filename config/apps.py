"""The wiring as a Django app, so that its commands are found and its checks run."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"
    verbose_name = "Sofía"
