"""Two documents side by side: what each says of every requirement that either words."""

from dataclasses import dataclass

from yilu.norms.models import Norm, Provision, Requirement

COMPARED = ("text_zh", "effect", "kinds", "tiers", "posts", "proofs", "every_hours", "times_a_day", "days_ahead")


@dataclass(frozen=True, slots=True)
class Beside:
    """One requirement in two documents; None: that one is silent on it."""

    requirement: Requirement
    left: Provision | None
    right: Provision | None

    @property
    def differs(self) -> tuple[str, ...]:
        """The fields in which both speak and differ; all of them where only one speaks."""
        if self.left is None or self.right is None:
            return COMPARED
        return tuple(name for name in COMPARED if getattr(self.left, name) != getattr(self.right, name))


def beside(left: Norm, right: Norm) -> list[Beside]:
    """Every requirement of either document, in the order of requirements."""
    told: dict[int, dict[int, Provision]] = {left.pk: {}, right.pk: {}}
    requirements: dict[int, Requirement] = {}
    rows = Provision.objects.filter(norm__in=(left, right)).select_related("requirement", "norm")
    for provision in rows.order_by("requirement__order", "valid_from"):
        requirements[provision.requirement_id] = provision.requirement
        told[provision.norm_id][provision.requirement_id] = provision
    return [Beside(r, told[left.pk].get(pk), told[right.pk].get(pk)) for pk, r in requirements.items()]
