"""The API of territory: areas, tiers, cases, emergencies, over the pages' own queries and actions."""

from ninja import Router

from yilu.territory.api.areas import router as areas
from yilu.territory.api.cases import router as cases
from yilu.territory.api.emergencies import router as emergencies
from yilu.territory.api.tiers import router as tiers

router = Router(tags=["territory"])
router.add_router("/areas", areas)
router.add_router("/tiers", tiers)
router.add_router("/cases", cases)
router.add_router("/emergencies", emergencies)

__all__ = ["router"]
