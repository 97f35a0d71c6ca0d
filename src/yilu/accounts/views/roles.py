"""The page of roles: read from the classes themselves."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yilu.accounts.permission_texts import text_of
from yilu.accounts.roles import ROLES
from yilu.core.gate import signed_in


@signed_in
def roles(request: HttpRequest) -> HttpResponse:
    """Every role, what it does and what it may do."""
    rows = [(r, [text_of(p) for p in sorted(r.permissions)]) for r in ROLES.values()]
    return render(request, "accounts/roles.html", {"roles": rows})
