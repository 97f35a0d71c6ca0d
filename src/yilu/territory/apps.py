"""App of the room `territory`."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "yilu.territory"
    label = "territory"
    default_auto_field = "django.db.models.BigAutoField"
