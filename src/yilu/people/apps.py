"""App of the room `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "yilu.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
