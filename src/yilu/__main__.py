"""The command `yilu`: every management command under one name."""

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yilu.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["yilu", *sys.argv[1:]])


if __name__ == "__main__":
    main()
