"""App of the room `filings`."""

from django.apps import AppConfig


class FilingsConfig(AppConfig):
    name = "yilu.filings"
    label = "filings"
    default_auto_field = "django.db.models.BigAutoField"
