"""App of the room `network`."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "yilu.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"
