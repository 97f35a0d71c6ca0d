"""The items a new installation knows, in the lines a site counts each day; an area may add its own."""

from dataclasses import dataclass

from yilu.core.text import Text
from yilu.operations.rules.supplies import SUPPLIES

MASKS = "masks"  # the line that protects: no mask, no post
LINES = SUPPLIES  # what the daily report counts: each item belongs to one of these lines


@dataclass(frozen=True, slots=True)
class KnownItem:
    """An item: its code, its line, name and unit, and how many pieces the trade usually packs together (1: singly)."""

    code: str
    line: str
    name: Text
    unit: Text
    pack: int
    pack_name: Text


PIECE, BOX = Text("只", "pieces"), Text("盒", "box")
# Pack sizes are the trade's usual ones, not a rule: whoever keeps the list changes them.
KNOWN = (
    KnownItem("mask_medical", MASKS, Text("一次性使用医用口罩", "Disposable medical mask"), PIECE, 50, BOX),
    KnownItem("mask_surgical", MASKS, Text("医用外科口罩", "Surgical mask"), PIECE, 50, BOX),
    KnownItem("mask_kn95", MASKS, Text("颗粒物防护口罩（KN95）", "Respirator (KN95)"), PIECE, 20, BOX),
    KnownItem("gloves", "gloves", Text("一次性手套", "Disposable gloves"), Text("双", "pairs"), 50, BOX),
    KnownItem("goggles", "suits", Text("护目镜", "Goggles"), Text("副", "pieces"), 1, BOX),
    KnownItem("suits", "suits", Text("防护服", "Protective suit"), Text("件", "pieces"), 1, BOX),
    KnownItem(
        "disinfectant", "disinfectant", Text("消毒液", "Disinfectant"), Text("升", "litres"), 20, Text("桶", "drum")
    ),
    KnownItem(
        "sanitiser", "sanitiser", Text("免洗洗手液", "Hand sanitiser"), Text("瓶", "bottles"), 24, Text("箱", "case")
    ),
    KnownItem("thermometer", "thermometers", Text("测温枪", "Infrared thermometer"), Text("支", "pieces"), 1, BOX),
)
