"""The reference of states, set phrases and themes, written from the code (`yilu reference`)."""

from yilu.directives.parsing.glossary import TERMS
from yilu.directives.rules import FOLLOWS
from yilu.directives.words import AUDIENCES, THEMES


def directives_md() -> str:
    """What the reading of a notice knows: set phrases, themes, addressees."""
    phrases = "\n".join(
        f"| {t.term} | {t.zh} | {t.en} | {'yes' if t.is_whole else 'in part'} | {t.source} |" for t in TERMS.values()
    )
    states = "\n".join(f"    {state} --> {after}" for state, follows in FOLLOWS.items() for after in follows)
    themes = "\n".join(f"| `{code}` | {name.zh} | {name.en} |" for code, name in THEMES.items())
    audiences = "\n".join(f"| `{code}` | {name.zh} | {name.en} |" for code, name in AUDIENCES.items())
    return (
        "# Directives: what the reading of a notice knows\n\n"
        "## States\n```mermaid\nstateDiagram-v2\n    [*] --> draft\n"
        f"{states}\n```\n"
        "Nothing is issued before every measure is confirmed or set aside by a person; issuing another in its place "
        "supersedes it.\n\n"
        "## Set phrases\nRestated, with where they were read. A phrase in inverted commas beginning with a number that "
        "is not listed is told as unknown.\n\n"
        f"| phrase | stands for | in English | known whole | source |\n|---|---|---|---|---|\n{phrases}\n\n"
        "## Themes\nProposed from a measure's words; a person confirms.\n\n"
        f"| code | theme | in English |\n|---|---|---|\n{themes}\n\n"
        "## Addressees\n"
        f"| code | addressee | in English |\n|---|---|---|\n{audiences}\n"
    )


GENERATORS = {"directives.md": directives_md}
