"""Where the charting library lies: with the installed front-end files, or where the user says."""

import importlib.util
from pathlib import Path

from yilu_planner.refusal import Reason, Refused

INSTALLED = Path("desk", "static", "vendor", "echarts.min.js")  # inside the package the wheel installs beside this one


def find_echarts(given: Path | None = None) -> str:
    """The library's text; refused with what to do where there is none (nothing is fetched from anywhere)."""
    spec = importlib.util.find_spec("yilu") if given is None else None  # located, never imported
    places = (
        [given] if given else [Path(folder) / INSTALLED for folder in (spec and spec.submodule_search_locations) or ()]
    )
    for place in places:
        if place.is_file():
            return place.read_text(encoding="utf-8")
    raise Refused(
        Reason(
            "report:echarts",
            "找不到图表库 echarts.min.js：请先取得前端文件（make setup，或安装发布包），或用 --echarts 指明文件。",
            "The charting library echarts.min.js is missing: bring the front-end files (make setup, or install the "
            "released package), or name the file with --echarts.",
        )
    )
