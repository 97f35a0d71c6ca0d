"""App of the room `audit`."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "yilu.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
