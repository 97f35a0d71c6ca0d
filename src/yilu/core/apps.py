"""App of the shared kernel."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "yilu.core"
    label = "core"
