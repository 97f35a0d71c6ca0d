"""App of the room `coverage`."""

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "yilu.coverage"
    label = "coverage"
    default_auto_field = "django.db.models.BigAutoField"
