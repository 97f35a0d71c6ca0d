"""App of the room `directives`."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "yilu.directives"
    label = "directives"
    default_auto_field = "django.db.models.BigAutoField"
