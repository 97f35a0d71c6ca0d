"""Reference page of filings: the states and moves as the table has them."""

from collections.abc import Callable

from yilu.filings.rules.citing import CITABLE
from yilu.filings.rules.states import STATES, TRANSITIONS, VERBS
from yilu.norms.rules.kinds import Effect, named


def filings_page() -> str:
    """A diagram of the transition table, the table itself, and what each decision may cite."""
    lines = ["# 复工报备的状态 · States of a filing", "", "```mermaid", "stateDiagram-v2", "    [*] --> draft"]
    lines += [f"    {a.value} --> {b.value}: {verb.value} ({who.value})" for a, verb, b, who in TRANSITIONS]
    lines += ["    closed --> [*]", "```", "", "| from | verb | to | by |", "|---|---|---|---|"]
    lines += [
        f"| {STATES[a].zh} `{a.value}` | {VERBS[verb].zh} `{verb.value}` | {STATES[b].zh} `{b.value}` | {who.value} |"
        for a, verb, b, who in TRANSITIONS
    ]
    lines += ["", "## 可引用的规定 · What may be cited", "", "| decision | effects |", "|---|---|"]
    lines += [
        f"| {VERBS[verb].zh} `{verb.value}` | {'、'.join(named(Effect, e).zh for e in Effect if e in effects)} |"
        for verb, effects in CITABLE.items()
    ]
    return "\n".join([*lines, ""])


GENERATORS: dict[str, Callable[[], str]] = {"filings.md": filings_page}
