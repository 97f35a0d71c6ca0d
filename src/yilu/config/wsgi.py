"""The door for a WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yilu.config.settings")
application = get_wsgi_application()

# What was loaded at the start stays; without this every collection during a request walks it all again.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
