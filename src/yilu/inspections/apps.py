"""App of the room `inspections`."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "yilu.inspections"
    label = "inspections"
    default_auto_field = "django.db.models.BigAutoField"
