"""Short Chinese names and English names of divisions."""

import re

from yilu.territory.gazetteer.facts import established_names, readings

# As they stand in names of autonomous areas: the full forms first, then those without 族 (新疆, 广西 …).
NATIONALITIES = (
    "柯尔克孜族", "哈萨克族", "达斡尔族", "鄂温克族", "鄂伦春族", "维吾尔族", "塔吉克族", "仡佬族",
    "布依族", "哈尼族", "傈僳族", "拉祜族", "东乡族", "纳西族", "景颇族", "土家族", "蒙古族", "布朗族",
    "撒拉族", "毛南族", "仫佬族", "锡伯族", "普米族", "保安族", "裕固族", "独龙族", "朝鲜族", "回族",
    "藏族", "苗族", "彝族", "壮族", "满族", "侗族", "瑶族", "白族", "傣族", "黎族", "佤族", "畲族",
    "水族", "土族", "羌族", "怒族", "各族",
    "柯尔克孜", "哈萨克", "维吾尔", "塔吉克", "达斡尔", "锡伯", "蒙古",
)  # fmt: skip
_NATIONALITY = "|".join(NATIONALITIES)
_AUTONOMOUS = re.compile(rf"^(.+?)((?:{_NATIONALITY})+)(自治区|自治州|自治县|自治旗|联合旗|区)$")
_LEVEL = re.compile(r"(特别行政区|壮族自治区|自治区|自治州|自治县|自治旗|地区|特区|省|市|区|县|盟|旗)$")
_BANNER = re.compile(r"^(.+?)([左右]翼)?([左右前后中]旗)$")
# Their first character is a word of its own (east, west, new, old).
_LEADING = ("东乌珠穆沁", "西乌珠穆沁", "新巴尔虎", "陈巴尔虎")
_VOWELS = ("a", "e", "o")
# Short names in use that no rule gives.
_NAMES = {"内蒙古自治区": "内蒙古", "神农架林区": "神农架", "达尔罕茂明安联合旗": "达茂"}


def _autonomous(name: str) -> tuple[str, str] | None:
    """The name proper and its nationalities, if the area is an autonomous one or a district of a nationality."""
    match = _AUTONOMOUS.match(name)
    return (match[1], match[2]) if match else None


def short_name(name: str) -> str:
    """长沙市 -> 长沙; 玉屏侗族自治县 -> 玉屏; one character keeps its level: 赵县, 城区."""
    if name in _NAMES:
        return _NAMES[name]
    parts = _autonomous(name)
    if parts:
        return parts[0]
    if _BANNER.match(name):  # 科尔沁左翼中旗: without the level word it would not be a name
        return name
    short = _LEVEL.sub("", name)
    return name if len(short) < 2 else short


def _syllables(text: str) -> list[str]:
    """One syllable a character, readings of place names first."""
    from pypinyin import lazy_pinyin  # half a second to load, and needed only while the tree is loaded

    known, common = readings(), lazy_pinyin(text)
    out: list[str] = []
    while len(out) < len(text):
        i = len(out)
        size = next((n for n in range(min(6, len(text) - i), 0, -1) if text[i : i + n] in known), 0)
        out += known[text[i : i + size]] if size else [common[i]]
    return out


def _word(syllables: list[str]) -> str:
    """Pinyin as one word: Xi'an."""
    word = ""
    for syllable in syllables:
        word += ("'" if word and syllable.startswith(_VOWELS) else "") + syllable.replace("v", "u")
    return word.capitalize()


def _words(name: str, *, county: bool) -> list[str]:
    """The Chinese words whose pinyin makes the English name, in order, without the level."""
    parts = _autonomous(name)
    if parts:
        return [parts[0], *(re.findall(_NATIONALITY, parts[1]) if county else [])]
    banner = _BANNER.match(name)
    proper = banner[1] if banner else _LEVEL.sub("", name)
    wing = [w for w in (banner[2], banner[3]) if w] if banner else []
    leading = 1 if proper.startswith(_LEADING) else 0
    return [w for w in (proper[:leading], proper[leading:]) if w] + wing


def english_name(code: str, name: str) -> str:
    """The established English name of the area, else its pinyin without the level: Hohhot, Changsha, Yuping Dongzu."""
    if code in established_names():
        return established_names()[code]
    # Read in the whole name: a character may be read by what follows it (单县, 蔚县).
    syllables, words, at = _syllables(name), [], 0
    for word in _words(name, county=not code.endswith("00")):
        words.append(_word(syllables[at : at + len(word)]))
        at += len(word)
    return " ".join(words)
