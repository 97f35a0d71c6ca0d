"""App of the room `operations`."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "yilu.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"
