"""App of the room `messages`; its label keeps clear of Django's own messages."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "yilu.messages"
    label = "yilu_messages"
    default_auto_field = "django.db.models.BigAutoField"
