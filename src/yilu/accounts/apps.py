"""App of the room `accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "yilu.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
