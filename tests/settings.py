"""Settings of the tests: the product's own, with keys made here, plain static files and jobs run at once."""

import os
import tempfile

os.environ.setdefault("YILU_HOME", tempfile.mkdtemp(prefix="yilu-test-"))
os.environ.setdefault("YILU_HTTPS", "false")
os.environ.setdefault("YILU_REQUIRE_TOTP", "false")  # the tests of sign-in switch it on

from yilu.config.settings import *  # noqa: F403

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_AUTOREFRESH = True
# A pool would keep connections to a test database that is to be dropped.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)  # noqa: F405
