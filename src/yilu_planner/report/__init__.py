"""One self-contained page about a result: charts with a table beneath each, Chinese and English, readable offline."""

from yilu_planner.report.library import find_echarts
from yilu_planner.report.page import LANGUAGES, page
from yilu_planner.report.sections import sections_of

__all__ = ["LANGUAGES", "find_echarts", "page", "sections_of"]
