"""A scenario as arrays: one row a day, one column a site, or one column a group (a site's shift)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from yilu_planner.outbreak.scenario import Scenario

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layout:
    """Days × sites and days × groups; `contact` is the rate between two people on post of one shift, per day."""

    site_of: Ints
    first_group: Ints
    size: Ints
    planned: Ints
    site_planned: Ints
    on_post_share: Floats
    contact: Floats
    import_weight: Floats
    masks: Floats
    arrivals: Floats
    classes: tuple[str, ...]
    volume: Floats
    areas: tuple[str, ...]
    area_of: Ints
    returns: tuple[tuple[Ints, Ints, Floats], ...]
    """By day: the groups people come back to, how many, and the share infected."""

    @property
    def sites(self) -> int:
        """How many sites there are."""
        return len(self.area_of)

    @property
    def groups(self) -> int:
        """How many shifts of sites there are."""
        return len(self.site_of)


def lay_out(scenario: Scenario) -> Layout:
    """Split each site's people over its shifts as evenly as whole people allow."""
    sites, days, known = scenario.sites, scenario.days, scenario.parameters
    shifts = np.array([site.shifts for site in sites])
    staff = np.array([site.staff for site in sites], dtype=np.int64).T
    site_of = np.repeat(np.arange(len(sites)), shifts)
    first_group = np.cumsum(shifts) - shifts
    rank = np.arange(len(site_of)) - first_group[site_of]
    per_shift, left = staff // shifts, staff % shifts
    planned = per_shift[:, site_of] + (rank < left[:, site_of])
    size = planned.max(axis=0)

    area_per_person = np.array([site.floor_area_m2 for site in sites]) / np.maximum(1, -(-staff // shifts))
    masked = 1.0 - known.mask_effect.value * known.mask_wearing.value
    contact = known.contact_rate.value * masked * known.reference_area.value / area_per_person
    hazard = np.array([site.import_hazard for site in sites]).T

    classes = tuple(sorted({name for site in sites for name in site.volume}))
    nothing = (0.0,) * days
    volume = np.array([[site.volume.get(name, nothing) for name in classes] for site in sites], dtype=np.float64)
    areas = tuple(sorted({site.area for site in sites}))
    area_code = {name: code for code, name in enumerate(areas)}
    returns: list[list[tuple[int, int, float]]] = [[] for _ in range(days)]
    for number, site in enumerate(sites):
        for back in site.returns:
            group = int(first_group[number]) + back.day % site.shifts
            returns[back.day].append((group, back.people, back.prevalence))
    return Layout(
        site_of=site_of,
        first_group=first_group,
        size=size,
        planned=planned,
        site_planned=staff,
        on_post_share=planned / np.maximum(size, 1),
        contact=contact,
        import_weight=np.cumsum(size * hazard[:, site_of], axis=1),
        masks=np.array([np.inf if site.masks is None else site.masks for site in sites], dtype=np.float64),
        arrivals=np.array([site.mask_arrivals or (0,) * days for site in sites], dtype=np.float64).T,
        classes=classes,
        volume=volume.reshape(len(sites), len(classes), days).transpose(2, 0, 1).copy(),
        areas=areas,
        area_of=np.array([area_code[site.area] for site in sites]),
        returns=tuple(_columns(day) for day in returns),
    )


def _columns(rows: list[tuple[int, int, float]]) -> tuple[Ints, Ints, Floats]:
    group, people, prevalence = ([row[k] for row in rows] for k in range(3))
    return (
        np.array(group, dtype=np.int64),
        np.array(people, dtype=np.int64),
        np.array(prevalence, dtype=np.float64),
    )
