"""Promise 2: one door for writing. Read from the source, so that a new app is held to it without doing anything."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "yilu"

# The queryset and instance words that write.
WRITES = {
    *("create", "bulk_create", "bulk_update", "update", "delete", "update_or_create", "get_or_create", "save"),
    *("asave", "acreate", "aupdate", "adelete", "executemany"),
}
# Receivers whose `update`, `delete`, `save` … are not the database's.
PLAIN = {"digest", "md", "hasher", "session", "cache", "cookies", "GET", "data", "params", "headers", "book", "form"}


def modules(*names: str) -> Iterator[Path]:
    """All modules of the product whose path has one of `names` (all of them without names)."""
    for path in sorted(SRC.rglob("*.py")):
        if not names or any(part in names or path.name in names for part in path.relative_to(SRC).parts):
            yield path


def is_door(path: Path) -> bool:
    """Is writing this module's office: a verb of a room, or the audit's own record and seals?"""
    parts = path.relative_to(SRC).parts
    return "actions" in parts or path.name in ("actions.py", "recording.py", "sealing.py") or "migrations" in parts


def receiver(call: ast.Call) -> str:
    """The words before the last dot of a call: `Site.objects.filter` of `Site.objects.filter(x).update()`."""
    node = call.func.value if isinstance(call.func, ast.Attribute) else call.func
    words: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            words.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Name):
            words.append(node.id)
            return ".".join(reversed(words))
        else:
            return ".".join(reversed(words))


def written_outside(path: Path) -> list[str]:
    """Calls in a module that write to the database though the module is no door."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
            continue
        words = receiver(node).split(".")
        queryset = "objects" in words or "_default_manager" in words
        instance = node.func.attr in ("save", "asave") and words[-1] not in PLAIN
        if queryset or instance:
            found.append(f"{path.relative_to(SRC)}:{node.lineno} {'.'.join(words)}.{node.func.attr}()")
    return found


def test_nothing_outside_actions_writes_to_the_database() -> None:
    found = [line for path in modules() if not is_door(path) for line in written_outside(path)]
    assert not found, "\n".join(found)


def test_the_search_for_writes_would_find_one(tmp_path: Path) -> None:
    probe = SRC / "core" / "clock.py"
    assert written_outside(probe) == []
    assert is_door(SRC / "network" / "actions.py")
    bad = ast.parse("Site.objects.filter(pk=1).update(x=1)").body[0]
    assert isinstance(bad, ast.Expr)
    assert isinstance(bad.value, ast.Call)
    assert "objects" in receiver(bad.value).split(".")


def exported(folder: Path) -> set[str]:
    """What an actions folder offers: the names in `__all__`."""
    for node in ast.parse((folder / "__init__.py").read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return set(ast.literal_eval(node.value))
    raise AssertionError(f"{folder}/__init__.py does not say in __all__ which verbs it offers")


def public_actions() -> list[tuple[Path, ast.FunctionDef]]:
    """Every verb of every room: the functions of `actions.py`, or those an `actions` folder offers."""
    found = []
    for path in modules():
        inside = "actions" in path.relative_to(SRC).parts
        if not (path.name == "actions.py" or inside) or path.name == "__init__.py":
            continue
        offered = exported(path.parent) if inside else None
        functions = [f for f in ast.parse(path.read_text()).body if isinstance(f, ast.FunctionDef)]
        found += [(path, f) for f in functions if not f.name.startswith("_") and (offered is None or f.name in offered)]
    return found


def test_nobody_reaches_past_what_an_actions_folder_offers() -> None:
    wrong = []
    for path in modules():
        imports = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.ImportFrom) and n.module]
        for node in imports:
            room, found, rest = str(node.module).partition(".actions.")
            if found and rest and not path.is_relative_to(SRC / Path(*room.split(".")[1:]) / "actions"):
                wrong.append(f"{path.relative_to(SRC)}:{node.lineno} imports {node.module}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("path", "action"), public_actions(), ids=lambda v: v.name if isinstance(v, ast.FunctionDef) else v.parent.name
)
def test_every_action_says_who_and_when_and_is_recorded(path: Path, action: ast.FunctionDef) -> None:
    """Keyword-only, `by` and `now` among them; its body runs inside `acting`, or hands on to an action that does."""
    arguments = {a.arg for a in action.args.kwonlyargs}
    assert {"by", "now"} <= arguments, f"{path.name}:{action.lineno} {action.name} lacks keyword-only `by` and `now`"
    assert len(action.args.args) <= 1, f"{action.name}: at most one positional argument"
    calls = {n.func.id for n in ast.walk(action) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    handed_on = {
        n.func.attr if isinstance(n.func, ast.Attribute) else getattr(n.func, "id", "")
        for n in ast.walk(action)
        if isinstance(n, ast.Call) and {"by", "now"} <= {k.arg for k in n.keywords}
    }
    assert "acting" in calls or handed_on, f"{path.name}:{action.lineno} {action.name} is not recorded by `acting`"


def test_actions_and_rules_know_no_request() -> None:
    wrong = []
    for path in modules("actions.py", "actions", "rules.py", "queries.py", "queries"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{a.name}" for a in node.names]
            if path.name == "rules.py" and any(n.startswith("django.db") for n in names):
                wrong.append(f"{path}: rules ask no database")
            if path.parts[-2] != "accounts" and any(n.endswith((".HttpRequest", ".render")) for n in names):
                wrong.append(f"{path.relative_to(SRC)} knows requests: {names}")
    assert not wrong, "\n".join(wrong)


def test_only_the_outermost_callers_ask_the_clock() -> None:
    """`today` and `now` are arguments: rules, queries and actions never call the clock."""
    wrong = []
    for path in modules("actions.py", "actions", "rules.py", "queries.py", "queries", "access.py", "disclosure.py"):
        calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
        asked = [n for n in calls if isinstance(n.func, ast.Attribute) and n.func.attr in ("now", "today")]
        wrong += [f"{path.relative_to(SRC)}:{n.lineno}" for n in asked]
    assert not wrong, "\n".join(wrong)
