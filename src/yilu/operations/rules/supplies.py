"""What of protection a site counts each day."""

from yilu.core.text import Text

SUPPLIES: dict[str, Text] = {
    "masks": Text("口罩（只）", "Masks"),
    "gloves": Text("手套（双）", "Gloves (pairs)"),
    "suits": Text("防护服、护目镜（件）", "Suits and goggles"),
    "disinfectant": Text("消毒液（升）", "Disinfectant (litres)"),
    "sanitiser": Text("洗手液（瓶）", "Hand sanitiser (bottles)"),
    "thermometers": Text("测温枪（支）", "Thermometers"),
}
