"""App of the room `tasks`."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "yilu.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"
