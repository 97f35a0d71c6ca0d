"""Outbreaks at sites under a plan: many seeded runs, judged by their distribution."""

from yilu_planner.outbreak.chain import final_size_distribution, spread_plainly
from yilu_planner.outbreak.judgement import judge
from yilu_planner.outbreak.parameters import Epidemiology, Parameter, demonstration_parameters
from yilu_planner.outbreak.planned import demonstration_conditions, read_conditions, scenario_of
from yilu_planner.outbreak.scenario import Scenario, Site, demonstration, read_scenario
from yilu_planner.outbreak.simulation import Outcome, simulate

__all__ = [
    "Epidemiology",
    "Outcome",
    "Parameter",
    "Scenario",
    "Site",
    "demonstration",
    "demonstration_conditions",
    "demonstration_parameters",
    "final_size_distribution",
    "judge",
    "read_conditions",
    "read_scenario",
    "scenario_of",
    "simulate",
    "spread_plainly",
]
