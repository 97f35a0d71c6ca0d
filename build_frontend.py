"""Build hook: brings the front-end files into the package before a wheel is made."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontendHook(BuildHookInterface):
    """Fetches the vendored front-end files by npm unless they are there already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Nothing to bring for an editable install: `make setup` does it."""
