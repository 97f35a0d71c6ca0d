"""The tile map: one square for each area below, laid out as they lie, drawn by the server as SVG."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString

from yilu.core.text import Text, chinese
from yilu.desk.board.measures import Measure
from yilu.desk.board.picture import Unit
from yilu.territory.queries import tile_layout

# ISO 3166-2:CN, for the English map, where a province's name does not fit on a tile.
LETTERS = {
    "11": "BJ", "12": "TJ", "13": "HE", "14": "SX", "15": "NM", "21": "LN", "22": "JL", "23": "HL", "31": "SH",
    "32": "JS", "33": "ZJ", "34": "AH", "35": "FJ", "36": "JX", "37": "SD", "41": "HA", "42": "HB", "43": "HN",
    "44": "GD", "45": "GX", "46": "HI", "50": "CQ", "51": "SC", "52": "GZ", "53": "YN", "54": "XZ", "61": "SN",
    "62": "GS", "63": "QH", "64": "NX", "65": "XJ", "71": "TW", "81": "HK", "82": "MO",
}  # fmt: skip
SIDE, GAP = 96, 4
LONGEST = {True: 4, False: 8}  # characters that fit on a tile, Chinese and English


@dataclass(frozen=True, slots=True)
class Tile:
    """One square: where it stands, what is written on it, which step colours it, where it leads."""

    code: str
    x: int
    y: int
    label: str
    sign: str
    style: str
    name: Text
    size: str  # of the label: "", "small" or "tiny"

    def svg(self, href: str) -> SafeString:
        """The square as it is drawn; a thousand template tags would take longer than the whole page may."""
        x, y, middle = self.x, self.y, self.x + SIDE // 2
        words, square = escape(f"{self.name} {self.sign}"), f'x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" rx="6"'
        over = f'<rect class="pattern" {square}/>' if self.style in ("unknown", "withheld") else ""
        return SafeString(
            f'<a class="tile {self.style}" href="{escape(href)}" aria-label="{words}"><title>{words}</title>'
            f"<rect {square}/>{over}"
            f'<text class="label {self.size}" x="{middle}" y="{y + 42}">{escape(self.label)}</text>'
            f'<text class="sign" x="{middle}" y="{y + 78}">{escape(self.sign)}</text></a>'
        )


@dataclass(frozen=True, slots=True)
class TileMap:
    """All squares and the size of the drawing."""

    tiles: list[Tile]
    width: int
    height: int
    columns: int
    ordered: list[Tile]  # by value, the largest first, unknown last: the list beside the map


@lru_cache(maxsize=1024)
def layout(codes: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """Where each area's square stands; worked out once for each set of areas."""
    return tile_layout(codes)


def tile_map(units: Iterable[Unit], measure: Measure) -> TileMap:
    """The squares of the units, coloured by the measure."""
    units = list(units)
    places = layout(tuple(u.code for u in units))
    tiles = []
    for unit in units:
        if unit.code not in places:
            continue
        column, row = places[unit.code]
        text = label(unit)
        tiles.append(
            Tile(
                code=unit.code, x=column * (SIDE + GAP), y=row * (SIDE + GAP), label=text, sign=measure.sign(unit),
                style=measure.step(unit).style, name=unit.name, size=_size(text),
            )
        )  # fmt: skip
    value_of = {u.code: None if measure.of_sector and u.withheld else measure.value(u) for u in units}
    ordered = sorted(tiles, key=lambda t: (value_of[t.code] is None, -(value_of[t.code] or 0)))
    columns = 1 + max((c for c, _ in places.values()), default=0)
    rows = 1 + max((r for _, r in places.values()), default=0)
    return TileMap(tiles, columns * (SIDE + GAP) - GAP, rows * (SIDE + GAP) - GAP, columns, ordered)


def label(unit: Unit) -> str:
    """The name as short as it must be."""
    if chinese():
        return unit.area.short_zh[: LONGEST[True]]
    if unit.area.level == 1 and unit.code[:2] in LETTERS:
        return LETTERS[unit.code[:2]]
    name = unit.area.name_en.split(" ")[0]
    return name if len(name) <= LONGEST[False] else name[: LONGEST[False] - 1] + "…"


def _size(text: str) -> str:
    wide = sum(2 if ord(c) > 0x2E80 else 1 for c in text)
    return "tiny" if wide > 6 else "small" if wide > 4 else ""
