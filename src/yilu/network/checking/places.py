"""Finding the county that a cell means: a code or a name path, on a day, with suggestions where it finds none."""

import datetime as dt
import difflib
from collections import defaultdict
from functools import lru_cache

import numpy as np

from yilu.core.jurisdiction import NATION
from yilu.core.reasons import Invalid, reason
from yilu.network.searching import folded
from yilu.territory.models import Area, AreaChange

# Counties differ a hundredfold in size: near means within this many times the way to the next county's centre.
NEAR_TIMES, NEAR_AT_LEAST_KM = 2.5, 40.0
SUGGESTIONS = 300  # distinct bad names a file gets suggestions for
NOISE = str.maketrans("", "", " /\\-—·>＞、,，;；|")


def _key(text: str) -> str:
    return folded(text).translate(NOISE).replace("市辖区", "").replace("省直辖县", "")


class Places:
    """The tree of one day, indexed for look-up."""

    def __init__(self, *, today: dt.date) -> None:
        self.areas = {a.code: a for a in Area.objects.all()}
        self.today = today
        with_children = {a.parent_id for a in self.areas.values() if a.level == Area.Level.COUNTY and self._exists(a)}
        # A prefecture without counties (东莞, 中山, 儋州, 嘉峪关) is its own county.
        self.counties = {
            a.code
            for a in self.areas.values()
            if a.level == Area.Level.COUNTY or (a.level == Area.Level.PREFECTURE and a.code not in with_children)
        }
        self.by_name: defaultdict[str, set[str]] = defaultdict(set)
        self.paths: dict[str, str] = {}  # normalised full path -> code, for suggestions
        for code in self.counties:
            for key in self._names(self.areas[code]):
                self.by_name[key].add(code)
            if self._exists(self.areas[code]):
                self.paths[_key(self.path(code))] = code
        self.by_pair: defaultdict[str, list[str]] = defaultdict(list)
        for key in self.paths:
            for pair in {key[i : i + 2] for i in range(len(key) - 1)}:
                self.by_pair[pair].append(key)
        self._found: dict[str, str | Invalid] = {}
        self._suggested = 0
        located = [
            self.areas[c] for c in self.counties if self.areas[c].longitude is not None and self._exists(self.areas[c])
        ]
        self._codes = [a.code for a in located]
        self._xy = np.radians(np.array([(a.longitude, a.latitude) for a in located], dtype=float).reshape(-1, 2))
        self.reach_km = lru_cache(maxsize=None)(self._reach_km)

    def _exists(self, area: Area) -> bool:
        return (area.valid_from is None or area.valid_from <= self.today) and (
            area.valid_until is None or area.valid_until > self.today
        )

    def _chain(self, code: str) -> list[Area]:
        """The area and what contains it, below the nation, itself first."""
        chain: list[Area] = []
        at = self.areas.get(code)
        while at is not None and at.code != NATION and len(chain) < 5:
            chain.append(at)
            at = self.areas.get(at.parent_id or "")
        return chain

    def path(self, code: str) -> str:
        """The full Chinese name: 湖南省长沙市芙蓉区."""
        return "".join(a.name_zh for a in reversed(self._chain(code)))

    def _names(self, area: Area) -> set[str]:
        own, *above = self._chain(area.code)
        keys = {_key(own.name_zh), _key(own.short_zh)} if len(own.short_zh) > 1 else {_key(own.name_zh)}
        for upper in above:
            # What is written above the county may leave levels out, but not their order.
            heads = {_key(upper.name_zh), _key(upper.short_zh)}
            keys |= {h + k for h in heads for k in keys}
        # Municipalities are written twice (北京市北京市东城区), as are counties of no prefecture (济源市济源市).
        if len(above) == 1:
            head, name = _key(above[0].name_zh), _key(own.name_zh)
            keys |= {head + head + name, head + name + name}
        return keys

    def county(self, cell: str) -> str:
        """The county code a cell means. Raises `Invalid` saying what is wrong and what may be meant."""
        found = self._found.get(cell)
        if found is None:
            try:
                found = self._county(cell)
            except Invalid as error:
                found = error
            if len(self._found) < 50_000:
                self._found[cell] = found
        if isinstance(found, Invalid):
            raise found
        return found

    def _county(self, cell: str) -> str:
        key = _key(cell)
        if key.isdigit():
            return self._by_code(key, cell)
        codes = {c for c in self.by_name.get(key, ()) if self._exists(self.areas[c])}
        if len(codes) == 1:
            return codes.pop()
        if codes:
            raise Invalid(
                reason(
                    "network.county.ambiguous",
                    "“{cell}”有 {n} 处同名：{paths}；请写全称或代码。",
                    "“{cell}” names {n} places: {paths}; write the full name or the code.",
                    cell=cell,
                    n=len(codes),
                    paths="、".join(self.path(c) for c in sorted(codes)[:4]),
                )
            )
        if gone := self.by_name.get(key):
            raise self._gone(sorted(gone)[0])
        raise Invalid(
            reason(
                "network.county.unknown_name",
                "没有“{cell}”这个区县。{hint_zh}",
                "There is no county “{cell}”. {hint_en}",
                cell=cell[:40],
                **self._hints(key),
            )
        )

    def _by_code(self, key: str, cell: str) -> str:
        code = key[:6] if len(key) in (9, 12) else key
        area = self.areas.get(code)
        if area is None:
            changed = AreaChange.objects.filter(old_code=code).order_by("-day").first() if len(code) == 6 else None
            if changed is not None:
                raise self._gone(code, changed)
            near = sorted(c for c in self.counties if c[:4] == code[:4])[:3]
            raise Invalid(
                reason(
                    "network.county.unknown_code",
                    "没有区划代码 {cell}。{hint_zh}",
                    "There is no division code {cell}. {hint_en}",
                    cell=cell[:20],
                    **self._said(near),
                )
            )
        if code not in self.counties:
            raise Invalid(
                reason(
                    "network.county.not_a_county",
                    "{cell} 是{name}，须填到区县一级。",
                    "{cell} is {name_en}; give the county.",
                    cell=cell,
                    name=area.name_zh,
                    name_en=area.name_en,
                )
            )
        if not self._exists(area):
            raise self._gone(code)
        return code

    def _gone(self, code: str, change: AreaChange | None = None) -> Invalid:
        area = self.areas.get(code)
        change = change or AreaChange.objects.filter(old_code=code).order_by("-day").first()
        name = area.name_zh if area else (change.old_name_zh if change else code)
        if area is not None and area.valid_from is not None and area.valid_from > self.today:
            return Invalid(
                reason(
                    "network.county.not_yet",
                    "{name}（{area}）自 {day} 起才设立。",
                    "{name} ({area}) exists only from {day}.",
                    name=name,
                    area=code,
                    day=area.valid_from.isoformat(),
                )
            )
        day = area.valid_until if area and area.valid_until else change.day if change else None
        successor = f"{change.new_name_zh}（{change.new_code}）" if change and change.new_code else ""
        return Invalid(
            reason(
                "network.county.gone",
                "{name}（{area}）已于 {day} 撤销或变更代码{now_zh}。",
                "{name} ({area}) ceased or changed its code on {day}{now_en}.",
                name=name,
                area=code,
                day=day.isoformat() if day else "—",
                now_zh=f"，现为{successor}" if successor else "",
                now_en=f"; now {successor}" if successor else "",
            )
        )

    def _hints(self, key: str) -> dict[str, str]:
        self._suggested += 1
        if self._suggested > SUGGESTIONS:
            return self._said([])
        shared: defaultdict[str, int] = defaultdict(int)
        for pair in {key[i : i + 2] for i in range(len(key) - 1)}:
            for candidate in self.by_pair.get(pair, ()):
                shared[candidate] += 1
        best = sorted(shared, key=lambda c: -shared[c])[:60]
        close = difflib.get_close_matches(key, best, n=3, cutoff=0.5)
        return self._said([self.paths[c] for c in close])

    def _said(self, codes: list[str]) -> dict[str, str]:
        if not codes:
            return {
                "hint_zh": "请填六位代码或全称，如 湖南省长沙市芙蓉区。",
                "hint_en": "Give the six-digit code or the full name.",
            }
        names = "、".join(f"{self.path(c)}（{c}）" for c in codes)
        return {"hint_zh": f"是否指：{names}？", "hint_en": f"Perhaps: {names}?"}

    def _reach_km(self, code: str) -> float:
        """How far from its centre a site of the county may plausibly lie, km."""
        to_all = self._km_to_all(code)
        others = to_all[to_all > 0.5]
        return max(NEAR_AT_LEAST_KM, NEAR_TIMES * float(others.min())) if others.size else float("inf")

    def _km_to_all(self, code: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        area = self.areas[code]
        x, y = np.radians(area.longitude or 0.0), np.radians(area.latitude or 0.0)
        h = (
            np.sin((self._xy[:, 1] - y) / 2) ** 2
            + np.cos(y) * np.cos(self._xy[:, 1]) * np.sin((self._xy[:, 0] - x) / 2) ** 2
        )
        distances: np.ndarray[tuple[int], np.dtype[np.float64]] = 2 * 6371.0 * np.arcsin(np.sqrt(h))
        return distances
