"""The door for a WSGI server: pages, API, and the morning checks of phones."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yilu.config.settings")
pages = get_wsgi_application()

from yilu.people.intake.beside import beside  # noqa: E402  # needs the settings

application = beside(pages)

# What was loaded at the start stays; without this every collection during a request walks it all again.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
