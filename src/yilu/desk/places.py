"""Where an embedded installation keeps things."""

from pathlib import Path

from django.conf import settings


def database_file() -> Path:
    """The SQLite file."""
    return Path(str(settings.DATABASES["default"]["NAME"]))


def files_folder() -> Path:
    """Uploads and workbooks."""
    return Path(settings.YILU_HOME) / "files"
