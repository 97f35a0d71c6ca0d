"""Volume by area, class and day with intervals; counties add up to provinces."""

from yilu_planner.forecast.backtest import BackTest, back_test
from yilu_planner.forecast.history import History, history_of, read_history, tree_by_code
from yilu_planner.forecast.model import Forecast, forecast
from yilu_planner.forecast.seasons import lunar_new_year

__all__ = [
    "BackTest",
    "Forecast",
    "History",
    "back_test",
    "forecast",
    "history_of",
    "lunar_new_year",
    "read_history",
    "tree_by_code",
]
