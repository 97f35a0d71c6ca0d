"""Some runs of one scenario side by side: the state, and one method for each part of a day."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from yilu_planner.outbreak.layout import Layout
from yilu_planner.outbreak.parameters import Epidemiology

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class Tally:
    """What is counted, by run."""

    infected: Ints
    imported: Ints
    detected: Ints
    closures: Ints
    closed_site_days: Ints
    stock_outs: Ints
    lost_by_day: Floats
    area_closures: Ints
    infected_by_day: Ints
    closed_by_day: Ints
    on_post_by_day: Floats


class Chunk:
    """State of `runs` × groups in flat arrays (run-major); infected people are kept by day of infection."""

    def __init__(self, layout: Layout, known: Epidemiology, runs: int, days: int, rng: np.random.Generator) -> None:
        self.layout, self.known, self.runs, self.rng = layout, known, runs, rng
        units, places = runs * layout.groups, runs * layout.sites
        self.course = known.days("latent_days") + known.days("infectious_days")
        self.run_of_unit = np.repeat(np.arange(runs), layout.groups)
        self.place_of_unit = self.run_of_unit * layout.sites + np.tile(layout.site_of, runs)
        self.size = np.tile(layout.size, runs)
        self.susceptible = self.size.astype(np.int32)
        self.symptomatic = np.zeros((self.course, units), dtype=np.uint16)
        self.silent = np.zeros((self.course, units), dtype=np.uint16)
        self.carriers = np.zeros(units, dtype=np.int32)
        self.found = np.zeros(units, dtype=np.int32)
        self.isolated_until = np.zeros(units, dtype=np.int32)
        self.closed_until = np.zeros(places, dtype=np.int32)
        self.masks = np.tile(layout.masks, runs)
        self.late = np.zeros(places)
        self.counts_masks = bool(np.isfinite(layout.masks).any()) and known.masks_per_person_day.value > 0

        def zeros(*more: int) -> Ints:
            return np.zeros((runs, *more), dtype=np.int64)

        self.tally = Tally(
            zeros(), zeros(), zeros(), zeros(), zeros(), zeros(), zeros(days, len(layout.classes)).astype(np.float64),
            zeros(len(layout.areas)), zeros(days), zeros(days), zeros(days).astype(np.float64),
        )  # fmt: skip

    def live(self, day: int) -> None:
        """One day of every run, in the order of `simulate`."""
        self._age(day)
        self._check_in_the_morning(day)
        posts = self._man_the_posts(day)
        self._infect_from_outside(day)
        self._infect_at_work(day, posts)

    def _row(self, day: int) -> int:
        return day % self.course

    def _age(self, day: int) -> None:
        row = self._row(day)
        if day >= self.course:
            self.carriers -= self.symptomatic[row]
            self.carriers -= self.silent[row]
        self.symptomatic[row] = 0
        self.silent[row] = 0

    def _check_in_the_morning(self, day: int) -> None:
        onset = self.known.days("onset_days")
        sensitivity = self.known.morning_check_sensitivity.value
        units = np.flatnonzero(self.carriers)
        if not len(units) or onset >= self.course or sensitivity == 0:
            return
        found = np.zeros(len(units), dtype=np.int64)
        for age in range(onset, self.course):
            row = self._row(day - age)
            sick = self.symptomatic[row, units]
            some = np.flatnonzero(sick)
            caught = self.rng.binomial(sick[some], sensitivity)
            self.symptomatic[row, units[some]] -= caught.astype(np.uint16)
            found[some] += caught
        some = np.flatnonzero(found)
        units, found = units[some], found[some]
        self.carriers[units] -= found.astype(np.int32)
        self.found[units] += found.astype(np.int32)
        np.add.at(self.tally.detected, self.run_of_unit[units], found)
        working = (self.isolated_until[units] <= day) & (self.closed_until[self.place_of_unit[units]] <= day)
        self.isolated_until[units[working]] = day + self.known.days("isolation_days")
        places = np.unique(self.place_of_unit[units[working]])
        if closure := self.known.days("closure_days"):
            self.closed_until[places] = day + closure
            runs, sites = np.divmod(places, self.layout.sites)
            np.add.at(self.tally.closures, runs, 1)
            np.add.at(self.tally.area_closures, (runs, self.layout.area_of[sites]), 1)

    def _man_the_posts(self, day: int) -> Floats:
        """Share of each unit's people that is on post today; books staff, volume, closures and masks."""
        layout, runs = self.layout, self.runs
        closed = self.closed_until > day
        away = (self.isolated_until > day) | closed[self.place_of_unit]
        on_post = np.minimum(np.tile(layout.planned[day], runs), self.size - self.found)
        on_post[away] = 0
        by_place = np.add.reduceat(on_post.reshape(runs, -1), layout.first_group, axis=1).astype(np.float64)
        share: Floats = on_post / np.maximum(self.size, 1)
        if self.counts_masks:
            protected = self._protect(day, by_place)
            share *= (protected / np.maximum(by_place, 1.0)).ravel()[self.place_of_unit]
            by_place = protected
        planned = layout.site_planned[day]
        missing = np.where(planned > 0, 1.0 - by_place / np.maximum(planned, 1), 0.0)
        self.tally.lost_by_day[:, day] = missing @ layout.volume[day]
        self.tally.on_post_by_day[:, day] = by_place.sum(axis=1)
        closed_sites = closed.reshape(runs, -1).sum(axis=1)
        self.tally.closed_by_day[:, day] = closed_sites
        self.tally.closed_site_days += closed_sites
        return share

    def _protect(self, day: int, on_post: Floats) -> Floats:
        """People on post whom the masks cover; the stock after today's use is kept."""
        burn = self.known.masks_per_person_day.value
        arriving = np.tile(self.layout.arrivals[day], self.runs)
        if late_share := self.known.late_delivery_share.value:
            late = np.where(self.rng.random(len(arriving)) < late_share, arriving, 0.0)
            arriving, self.late = arriving - late + self.late, late
        self.masks += arriving
        covered = np.floor(self.masks / burn + 1e-9).reshape(on_post.shape)
        protected: Floats = np.minimum(on_post, covered)
        self.masks = np.maximum(self.masks - protected.ravel() * burn, 0.0)
        self.tally.stock_outs += (protected < on_post).sum(axis=1)
        return protected

    def _infect_from_outside(self, day: int) -> None:
        layout = self.layout
        reach = layout.import_weight[day]
        arrivals = self.rng.poisson(reach[-1] * self.runs)
        group = np.searchsorted(reach, self.rng.random(arrivals) * reach[-1], side="right")
        unit = self.rng.integers(0, self.runs, arrivals) * layout.groups + group
        # a person struck twice is infected once: strike people, not counts
        person = (self.rng.random(arrivals) * self.size[unit]).astype(np.int64)
        struck = np.unique(unit * (int(layout.size.max()) + 1) + person)
        unit, person = np.divmod(struck, int(layout.size.max()) + 1)
        hit = unit[(person < self.susceptible[unit]) & (self.isolated_until[unit] <= day)]
        unit, count = np.unique(hit, return_counts=True)
        self._infect(day, unit, count, imported=True)
        groups, people, prevalence = layout.returns[day]
        if len(groups):
            ill = self.rng.binomial(people, prevalence, (self.runs, len(groups)))
            run, entry = np.nonzero(ill)
            unit, slot = np.unique(run * layout.groups + groups[entry], return_inverse=True)
            count = np.bincount(slot, ill[run, entry], minlength=len(unit)).astype(np.int64)
            count = np.minimum(count, self.susceptible[unit])
            self._infect(day, unit, count, imported=True)

    def _infect_at_work(self, day: int, share: Floats) -> None:
        latent = self.known.days("latent_days")
        units = np.flatnonzero(self.carriers)
        units = units[share[units] > 0]
        infectious = np.zeros(len(units), dtype=np.int64)
        for age in range(latent, min(self.course, day + 1)):
            row = self._row(day - age)
            infectious += self.symptomatic[row, units]
            infectious += self.silent[row, units]
        source = infectious > 0
        units, pressure = units[source], infectious[source] * share[units[source]]
        if not len(units):
            return
        place, slot = np.unique(self.place_of_unit[units], return_inverse=True)
        on_site = np.bincount(slot, pressure, minlength=len(place))
        run, site = np.divmod(place, self.layout.sites)
        cross = self.known.cross_shift_share.value
        if cross > 0:
            edges = np.append(self.layout.first_group, self.layout.groups)
            shifts = edges[site + 1] - edges[site]
            slot = np.repeat(np.arange(len(place)), shifts)
            nth = np.arange(len(slot)) - np.repeat(np.cumsum(shifts) - shifts, shifts)
            exposed = run[slot] * self.layout.groups + edges[site[slot]] + nth
            own = np.zeros(len(exposed))
            own[np.searchsorted(exposed, units)] = pressure
        else:
            exposed, own = units, pressure
        felt = own + cross * (on_site[slot] - own)
        rate = self.layout.contact[day, site[slot]]
        chance = share[exposed] * -np.expm1(-rate * felt)
        new = self.rng.binomial(self.susceptible[exposed], np.clip(chance, 0.0, 1.0))
        self._infect(day, exposed[new > 0], new[new > 0], imported=False)

    def _infect(self, day: int, units: Ints, count: Ints, *, imported: bool) -> None:
        row = self._row(day)
        ill = self.rng.binomial(count, self.known.symptomatic_share.value)
        self.symptomatic[row, units] += ill.astype(np.uint16)
        self.silent[row, units] += (count - ill).astype(np.uint16)
        self.susceptible[units] -= count.astype(np.int32)
        self.carriers[units] += count.astype(np.int32)
        runs = self.run_of_unit[units]
        np.add.at(self.tally.infected, runs, count)
        np.add.at(self.tally.infected_by_day, (runs, np.full(len(runs), day)), count)
        if imported:
            np.add.at(self.tally.imported, runs, count)
