"""The door for an ASGI server: the intake of morning checks (`yilu intake`)."""

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yilu.config.settings")
django.setup()

from yilu.people.intake.app import application as application  # noqa: E402  # needs the settings

gc.collect()
gc.freeze()
