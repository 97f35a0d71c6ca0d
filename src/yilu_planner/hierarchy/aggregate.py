"""Cells put together: the upper level's problem, made of sums, and of means where a sum has no meaning."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from yilu_planner.problem import Area, Array, Cell, ControlOrder, Problem, SupplyLink
from yilu_planner.problem.arrays import Spec
from yilu_planner.problem.parts import Delivery, Demand, Protection, Risk, Staff, Workplace
from yilu_planner.problem.problem import Index
from yilu_planner.refusal import refuse_field

Mask = NDArray[np.bool_]


def aggregate(problem: Problem, labels: Sequence[str], pieces: Sequence[str]) -> Problem:
    """The same problem with one cell a label; labels divide pieces, and a piece is made of whole areas or lies in one.

    What sums would hide is kept: posts count only where there is room, people without a post of their own cell do not
    work elsewhere, a site that needs no review counts as open.
    """
    names = list(dict.fromkeys(labels))
    part = np.array([names.index(label) for label in labels], dtype=np.int64)
    piece_of = dict(zip(labels, pieces, strict=True))
    areas, area_of, area_part = _areas(problem, pieces)
    sums = _Sums(problem, part, len(names))
    links = _links(problem, names, part)
    return replace(
        problem,
        cells=tuple(
            Cell(
                name,
                _title(problem, part == at),
                area_of[piece_of[name]],
                _one_region(problem, name, part == at),
                int(sums.sites[at]),
            )
            for at, name in enumerate(names)
        ),
        areas=areas,
        demand=sums.demand(),
        delivery=sums.delivery(),
        staff=sums.staff(area_part, len(areas)),
        workplace=sums.workplace(area_part, len(areas)),
        protection=sums.protection(),
        risk=Risk(exposure_weight=sums.mean(problem.risk.exposure_weight, problem.workplace.posts_people)),
        supply_links=tuple(links),
        orders=tuple(_orders(problem, names, part)),
        whole_sites=False,
    )


def room_people(problem: Problem) -> Array:
    """(cell,) people for whom there is a post and room, all sites open."""
    workplace = problem.workplace
    with np.errstate(divide="ignore"):
        room = workplace.shifts * workplace.floor_area_m2 / workplace.m2_per_person / workplace.inside_share
    return np.minimum(workplace.posts_people, np.where(workplace.inside_share > 0, room, np.inf))


def order_weights(problem: Problem, order: ControlOrder, part: Index, parts: int) -> tuple[Array, Mask]:
    """(part,) normal volume under an order, and whether every cell of the part is."""
    inside = np.zeros(len(problem.cells), dtype=np.bool_)
    inside[problem.cells_of(order)] = True
    weight = np.bincount(part, weights=inside * problem.demand.normal_delivered_parcels, minlength=parts)
    whole = np.bincount(part, weights=~inside, minlength=parts) == 0
    return weight.astype(np.float64), whole


class _Sums:
    def __init__(self, problem: Problem, part: Index, parts: int) -> None:
        self.problem, self.part, self.parts = problem, part, parts
        self.each_sites = np.array([cell.sites for cell in problem.cells], dtype=np.float64)
        self.sites = self.sum(self.each_sites)

    def sum(self, values: Array) -> Array:
        total = np.zeros((self.parts, *values.shape[1:]))
        np.add.at(total, self.part, values)
        return total

    def mean(self, values: Array, weight: Array) -> Array:
        weight = weight + 1e-9  # a part without weight takes the plain mean
        shaped = weight.reshape(-1, *[1] * (values.ndim - 1))
        mean = self.sum(values * shaped) / self.sum(np.broadcast_to(shaped, values.shape).copy())
        return np.asarray(np.minimum(mean, values.max()))  # a mean, whatever rounding says

    def demand(self) -> Demand:
        own = self.problem.demand
        summed = {
            name: np.minimum(self.sum(value), spec.high) for name, spec, value in own.described() if _of_cells(spec)
        }
        return replace(own, **summed)

    def delivery(self) -> Delivery:
        own, demand = self.problem.delivery, self.problem.demand
        return replace(
            own,
            minutes_per_delivery=self.mean(own.minutes_per_delivery, demand.normal_delivered_parcels),
            minutes_per_collection=self.mean(own.minutes_per_collection, demand.normal_collected_parcels),
            mode_capacity_parcels=self.sum(own.mode_capacity_parcels),
            door_access_share=self.mean(own.door_access_share, demand.normal_delivered_parcels),
        )

    def staff(self, area_part: Index, areas: int) -> Staff:
        own, workplace = self.problem.staff, self.problem.workplace
        known = own.present_people[:, None] + np.cumsum(own.clearing_people, axis=1) - own.unavailable_people
        posts = room_people(self.problem)[:, None] * workplace.unblocked_sites / self.each_sites[:, None]
        idle = np.maximum(known - posts, 0.0)
        by_area = {
            name: _by_area(getattr(own, name), area_part, areas)
            for name in ("arrivals_max_people", "isolation_places", "isolated_people")
        }
        return Staff(
            present_people=self.sum(own.present_people),
            clearing_people=self.sum(own.clearing_people),
            unavailable_people=self.sum(own.unavailable_people + idle),
            away_people=self.sum(own.away_people),
            recruits_max_people=self.sum(own.recruits_max_people),
            recruit_training_days=own.recruit_training_days,
            on_post_min_people=self.sum(own.on_post_min_people),
            working_minutes=self.mean(own.working_minutes, own.present_people + own.away_people.sum(axis=1)),
            **by_area,
        )

    def workplace(self, area_part: Index, areas: int) -> Workplace:
        own, problem = self.problem.workplace, self.problem
        reviewed = np.array([area.reviews_before_opening for area in problem.areas])
        free = ~reviewed[problem.cell_area]
        reviews = np.where(reviewed[:, None], own.reviews_per_day, 0.0)
        return Workplace(
            posts_people=self.sum(own.posts_people),
            floor_area_m2=self.sum(room_people(problem)),
            m2_per_person=np.ones(self.parts),
            inside_share=np.ones(self.parts),
            shifts=np.ones(self.parts),
            open_sites=self.sum(np.where(free, own.unblocked_sites.max(axis=1), own.open_sites)),
            unblocked_sites=self.sum(own.unblocked_sites),
            reviews_per_day=_by_area(reviews, area_part, areas),
        )

    def protection(self) -> Protection:
        own = self.problem.protection
        summed = {name: self.sum(value) for name, spec, value in own.described() if _of_cells(spec)}
        burn = self.mean(own.burn_per_staff_day, room_people(self.problem))
        return replace(own, **{**summed, "burn_per_staff_day": burn})


def _of_cells(spec: Spec) -> bool:
    return spec.axes[:1] == ("cell",)


def _by_area(values: Array, area_part: Index, areas: int) -> Array:
    total = np.zeros((areas, values.shape[1]))
    np.add.at(total, area_part[area_part >= 0], values[area_part >= 0])
    return total


def _areas(problem: Problem, pieces: Sequence[str]) -> tuple[tuple[Area, ...], dict[str, str], Index]:
    """The upper areas, each piece's, and (area,) where each goes: merged into its piece's, or kept where shared."""
    pieces_of: list[set[str]] = [set() for _ in problem.areas]
    for at, piece in zip(problem.cell_area, pieces, strict=True):
        pieces_of[at].add(piece)
    areas: list[Area] = []
    area_of: dict[str, str] = {}
    goes_to = np.full(len(problem.areas), -1, dtype=np.int64)
    for piece in dict.fromkeys(pieces):
        mine = [at for at, known in enumerate(pieces_of) if piece in known]
        shared = [at for at in mine if len(pieces_of[at]) > 1]
        if shared and len(mine) > 1:
            raise refuse_field(
                f"hierarchy[{piece}]", problem.areas[shared[0]].id,
                "分片应由完整的地区组成，或全在一个地区内", "a piece holds whole areas, or lies within one",
            )  # fmt: skip
        if goes_to[mine[0]] < 0:
            goes_to[mine] = len(areas)
            areas.append(_merged(problem, piece, [problem.areas[at] for at in mine]))
        area_of[piece] = areas[goes_to[mine[0]]].id
    return tuple(areas), area_of, goes_to


def _merged(problem: Problem, piece: str, members: list[Area]) -> Area:
    if len(members) == 1:
        return members[0]
    paths = {area.path for area in members}
    reviewed = any(area.reviews_before_opening for area in members)
    inside = np.isin(problem.cell_area, [problem.areas.index(area) for area in members])
    return Area(piece, _title(problem, inside), paths.pop() if len(paths) == 1 else "", reviewed)


def _one_region(problem: Problem, name: str, mine: Mask) -> str:
    regions = {cell.region for cell, own in zip(problem.cells, mine, strict=True) if own}
    if len(regions) > 1:
        raise refuse_field(
            f"hierarchy[{name}]", "、".join(sorted(regions)), "分片的单元应在同一区域", "a piece lies in one region"
        )
    return regions.pop()


def _title(problem: Problem, mine: Mask) -> str:
    """The region's or area's name where the cells make it up, else the first cell's and how many."""
    cells = [cell for cell, own in zip(problem.cells, mine, strict=True) if own]
    for kind, members in (("area", problem.areas), ("region", problem.regions)):
        ids = {getattr(cell, kind) for cell in cells}
        if len(ids) == 1 and len(cells) == sum(getattr(cell, kind) in ids for cell in problem.cells):
            return next(member.name for member in members if member.id in ids)
    return cells[0].name if len(cells) == 1 else f"{cells[0].name} +{len(cells) - 1}"


def _links(problem: Problem, names: list[str], part: Index) -> list[SupplyLink]:
    """One link for each supplier and label, as quick as its quickest."""
    quickest: dict[tuple[str, int], int] = {}
    for link, cell in zip(problem.supply_links, problem.link_ends[1], strict=True):
        key = (link.supplier, int(part[cell]))
        quickest[key] = min(link.lead_days, quickest.get(key, link.lead_days))
    return [SupplyLink(supplier, names[at], lead) for (supplier, at), lead in quickest.items()]


def _orders(problem: Problem, names: list[str], part: Index) -> list[ControlOrder]:
    """Orders that take in whole labels; what an order caps elsewhere is left to the pieces, by normal volume."""
    kept = []
    for order in problem.orders:
        weight, whole = order_weights(problem, order, part, len(names))
        cells = tuple(name for name, inside in zip(names, whole, strict=True) if inside)
        if cells:
            share = weight[whole].sum() / weight.sum() if order.kind != "opening_share" and weight.sum() > 0 else 1.0
            kept.append(replace(order, cells=cells, limit=order.limit * share))
    return kept
