"""Forecasting every county at once: time for 3,400 series x 400 days, and errors by rolling origin.

python benchmarks/planner_forecast.py [--peers] [--accuracy-series 300]

The series are synthetic (benchmarks/synthetic_volumes.py says how). --peers runs statsforecast's MSTL and
AutoETS, and Prophet with China's holidays, on the same series and origins where they can be imported, fewer series for
the slow ones, and says so. statsforecast is in requirements/bench.txt; Prophet (255 MB with its Stan) is not, for only
this comparison would use it: install it beside, in the same throw-away environment.
"""

import argparse
import importlib
import logging
import time
from datetime import date, timedelta
from typing import Any

import numpy as np
from synthetic_volumes import volumes

from yilu_planner.forecast import History, back_test, forecast

HORIZON = 28


def history(process: str, series: int, start: date, days: int) -> History:
    keys = tuple((f"area{k}", f"class{k % 8}") for k in range(series))
    return History(start, keys, np.full(series, -1), volumes(process, series=series, start=start, days=days, seed=5))


def speed(series: int, days: int) -> None:
    past = history("calm", series, date(2018, 12, 1), days)
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        forecast(past, HORIZON)
        times.append(time.perf_counter() - begun)
    print(f"yilu: {series:,} series x {days} days, {HORIZON} ahead with intervals: {min(times):.1f} s (best of 3)")


CASES = (
    ("calm, festival ahead", "calm", date(2018, 12, 1), 430, 3, 5),
    ("calm, ordinary days", "calm", date(2018, 6, 1), 540, 6, 12),
    ("moving, festival ahead", "moving", date(2018, 12, 1), 430, 3, 5),
    ("moving, ordinary days", "moving", date(2018, 6, 1), 540, 6, 12),
)


def accuracy(series: int, peers: bool) -> None:
    for title, process, start, days, origins, step in CASES:
        past = history(process, series, start, days)
        tested = back_test(past, HORIZON, origins=origins, step=step)
        ratio = tested.error / tested.naive_error
        print(
            f"{title:<24} error {tested.error.mean():.3f}  seasonal-naive {tested.naive_error.mean():.3f}  ratio by "
            f"day ahead {ratio.min():.2f}-{ratio.max():.2f}  90 % interval held {tested.held.mean():.1%}"
        )
        if peers:
            _peers(past, origins, step)


def _peers(past: History, origins: int, step: int) -> None:
    for name, few, tell in (("MSTL", 300, _mstl), ("AutoETS", 60, _ets), ("Prophet, CN holidays", 20, _prophet)):
        volume = past.volume[:few]
        off = size = ours_off = 0.0
        begun = time.process_time()
        try:
            for k in range(origins):
                day = past.days - HORIZON - step * k
                truth = volume[:, day : day + HORIZON]
                off += np.abs(tell(volume[:, :day], past.start) - truth).sum()
                size += truth.sum()
        except ImportError as missing:
            print(f"  {name}: {missing.name} is not installed")
            continue
        taken = time.process_time() - begun
        for k in range(origins):
            day = past.days - HORIZON - step * k
            part = History(past.start, past.keys[:few], past.parent[:few], volume[:, :day])
            ours_off += np.abs(forecast(part, HORIZON).volume - volume[:, day : day + HORIZON]).sum()
        print(
            f"  {name:<22} error {off / size:.3f}  (ours on these {len(volume)} series {ours_off / size:.3f})  "
            f"{taken / len(volume) / origins * 3400:,.0f} s CPU per 3,400 series",
            flush=True,
        )


def _mstl(volume: Any, start: date) -> Any:
    models = importlib.import_module("statsforecast.models")
    return _statsforecast(models.MSTL(season_length=7), volume, start)


def _ets(volume: Any, start: date) -> Any:
    models = importlib.import_module("statsforecast.models")
    return _statsforecast(models.AutoETS(season_length=7), volume, start)


def _prophet(volume: Any, start: date) -> Any:
    prophet, pandas = importlib.import_module("prophet"), importlib.import_module("pandas")
    logging.getLogger("cmdstanpy").disabled = True
    told = []
    for series in volume:
        model = prophet.Prophet(
            weekly_seasonality=True,
            yearly_seasonality=False,  # little more than one year is known
            daily_seasonality=False,
            seasonality_mode="multiplicative",
            holidays_mode="multiplicative",
            interval_width=0.9,
        )
        model.add_country_holidays("CN")
        days = pandas.to_datetime([start + timedelta(days=k) for k in range(len(series))])
        model.fit(pandas.DataFrame({"ds": days, "y": series}))
        told.append(model.predict(model.make_future_dataframe(HORIZON)).yhat.to_numpy()[-HORIZON:])
    return np.array(told)


def _statsforecast(model: Any, volume: Any, start: date) -> Any:
    pandas, package = importlib.import_module("pandas"), importlib.import_module("statsforecast")
    n, days = volume.shape
    frame = pandas.DataFrame(
        {
            "unique_id": np.repeat(np.arange(n), days),
            "ds": np.tile(pandas.to_datetime([start + timedelta(days=k) for k in range(days)]), n),
            "y": volume.ravel(),
        }
    )
    told = package.StatsForecast(models=[model], freq="D", n_jobs=1).forecast(df=frame, h=HORIZON, level=[90])
    return told.sort_values(["unique_id", "ds"])[repr(model)].to_numpy().reshape(n, HORIZON)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--accuracy-series", type=int, default=300)
    args = parser.parse_args()
    speed(3400, 400)
    accuracy(args.accuracy_series, args.peers)


if __name__ == "__main__":
    main()
