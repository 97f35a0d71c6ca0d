"""App of the room `supplies`."""

from django.apps import AppConfig


class SuppliesConfig(AppConfig):
    name = "yilu.supplies"
    label = "supplies"
    default_auto_field = "django.db.models.BigAutoField"
