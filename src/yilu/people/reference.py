"""Reference page of returns: the states and moves as the table has them."""

from collections.abc import Callable

from yilu.people.rules.returns import ENDED, STATES, TRANSITIONS, VERBS, State


def returns_page() -> str:
    """A diagram of the transition table, and the table itself."""
    lines = ["# 返岗的状态 · States of a return", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {State.PLANNED}"]
    lines += [f"    {a} --> {b}: {verb}" for (a, verb), b in TRANSITIONS.items()]
    lines += [f"    {ended} --> [*]" for ended in State if ended in ENDED]
    lines += ["```", "", "| from | verb | to |", "|---|---|---|"]
    lines += [
        f"| {STATES[a].zh} `{a}` | {VERBS[verb].zh} `{verb}` | {STATES[b].zh} `{b}` |"
        for (a, verb), b in TRANSITIONS.items()
    ]
    return "\n".join([*lines, ""])


GENERATORS: dict[str, Callable[[], str]] = {"returns.md": returns_page}
