"""A day's rounds for one outlet: who goes where, when, and which way each parcel is handed over."""

from yilu_planner.routing.check import broken_limits
from yilu_planner.routing.problem import Courier, Parcel, Place, RoundsProblem, Way, demonstration, rounds_from
from yilu_planner.routing.solve import Round, Rounds, Stop, plan_rounds
from yilu_planner.routing.vrplib import Routes, read_vrplib, solve_vrplib

__all__ = [
    "Courier",
    "Parcel",
    "Place",
    "Round",
    "Rounds",
    "RoundsProblem",
    "Routes",
    "Stop",
    "Way",
    "broken_limits",
    "demonstration",
    "plan_rounds",
    "read_vrplib",
    "rounds_from",
    "solve_vrplib",
]
