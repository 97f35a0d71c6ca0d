"""App of the room `norms`."""

from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "yilu.norms"
    label = "norms"
    default_auto_field = "django.db.models.BigAutoField"
