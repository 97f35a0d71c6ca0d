"""App of the room `plans`."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "yilu.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
