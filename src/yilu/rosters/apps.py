"""App of the shifts."""

from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "yilu.rosters"
    label = "rosters"
    default_auto_field = "django.db.models.BigAutoField"
