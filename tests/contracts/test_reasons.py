"""Promise 1: a refusal carries its reason — in both languages, under a code that says whose rule it is."""

import ast
import re
from pathlib import Path

import pytest

from yilu.core.reasons import Denied

SRC = Path(__file__).resolve().parents[2] / "src" / "yilu"
ROOMS = {p.name for p in SRC.iterdir() if p.is_dir()}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def told() -> list[tuple[str, list[ast.expr]]]:
    """Every `reason("code", "中文", "English", …)` in the product, and where."""
    found = []
    for path in sorted(SRC.rglob("*.py")):
        calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
        reasons = [n for n in calls if isinstance(n.func, ast.Name) and n.func.id == "reason"]
        found += [(f"{path.relative_to(SRC)}:{n.lineno}", n.args) for n in reasons]
    return found


def literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def told_values(sentence: str) -> set[str]:
    """The values a sentence tells; `what_zh` and `what_en` are one thing in two languages."""
    return {name.removesuffix("_zh").removesuffix("_en") for name in re.findall(r"{(\w+)", sentence)}


def test_there_are_reasons_at_all() -> None:
    assert len(told()) > 10


@pytest.mark.parametrize(("where", "arguments"), told(), ids=[w for w, _ in told()])
def test_it_has_a_code_and_both_languages(where: str, arguments: list[ast.expr]) -> None:
    if len(arguments) < 3:
        return  # handed on by keyword or built from data: the tests of that room hold it
    code, zh, en = (literal(a) for a in arguments[:3])
    if code is not None:
        assert re.fullmatch(r"[a-z]+\.[a-z0-9_.]+", code), f"{where}: {code}"
        assert code.split(".")[0] in ROOMS, f"{where}: {code} names no room"
    if zh is not None and en is not None:
        assert CHINESE.search(zh), f"{where}: no Chinese"
        assert not CHINESE.search(en.replace("…", "")), f"{where}: Chinese in the English sentence"
        assert told_values(zh) == told_values(en), f"{where}: the two tell different things"


def test_a_refusal_without_a_reason_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="carries its reason"):
        Denied()
