"""Workers, their devices, their checks, what follows when something is wrong, and for how long any of it is kept."""

from yilu.people.models.cases import CaseFinding, CaseStep, HealthCase, SuspensionProposal
from yilu.people.models.checks import DifferingCheck, Measurement, MorningCheck, PlacesStayed, Source
from yilu.people.models.coverage import CoverageCell, Escalation
from yilu.people.models.groups import FormerGroup
from yilu.people.models.isolation import FollowUp, Isolation
from yilu.people.models.keeping import Purge, RecordOpening
from yilu.people.models.meeting import Contact, Place, Stay
from yilu.people.models.passes import DevicePass, EnrolmentCard
from yilu.people.models.returns import ArrivalDay, ArrivalOrder, Return, StaffSum
from yilu.people.models.workers import DuplicatePair, Placement, Worker

__all__ = [
    "ArrivalDay",
    "ArrivalOrder",
    "CaseFinding",
    "CaseStep",
    "Contact",
    "CoverageCell",
    "DevicePass",
    "DifferingCheck",
    "DuplicatePair",
    "EnrolmentCard",
    "Escalation",
    "FollowUp",
    "FormerGroup",
    "HealthCase",
    "Isolation",
    "Measurement",
    "MorningCheck",
    "Place",
    "Placement",
    "PlacesStayed",
    "Purge",
    "RecordOpening",
    "Return",
    "Source",
    "StaffSum",
    "Stay",
    "SuspensionProposal",
    "Worker",
]
