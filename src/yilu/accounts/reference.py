"""Reference pages of accounts: the roles as the classes have them."""

from collections.abc import Callable

from yilu.accounts.permission_texts import text_of
from yilu.accounts.roles import ROLES
from yilu.core.permissions import Permission


def roles_page() -> str:
    """Every role, what it does, what it may do; then every permission and who holds it."""
    lines = ["# 角色与权限 · Roles", ""]
    for role in ROLES.values():
        factor = "须二次验证 · second factor required" if role.needs_second_factor else "二次验证可选 · optional"
        lines += [
            f"## {role.name.zh} · {role.name.en} (`{role.code}`)",
            "",
            f"{role.description.zh}  ",
            f"{role.description.en}  ",
            f"{factor}",
            "",
            *(f"- `{p}` {text_of(p).zh} · {text_of(p).en}" for p in sorted(role.permissions)),
            "",
        ]
    lines += ["## 权限 · Permissions", "", "| permission | 权限 | roles |", "|---|---|---|"]
    for permission in Permission:
        holders = ", ".join(r.code for r in ROLES.values() if permission in r.permissions) or "—"
        lines.append(f"| `{permission}` | {text_of(permission).zh} · {text_of(permission).en} | {holders} |")
    return "\n".join([*lines, ""])


GENERATORS: dict[str, Callable[[], str]] = {"roles.md": roles_page}
