"""A directive and everything the levels below made of it."""

from yilu.directives.models import Directive


def tree_of(directive: Directive) -> list[int]:
    """Its own key and those passed down from it, level by level; drafts are not out yet."""
    found = [directive.pk]
    level = found
    while level:
        below = Directive.objects.filter(above__in=level).exclude(state=Directive.State.DRAFT)
        level = list(below.values_list("pk", flat=True))
        found = found + level
    return found
