"""The network as JSON; mounted under /api/v1/network/."""

from ninja import Router

from yilu.network.api.imports import router as imports
from yilu.network.api.places import router as places
from yilu.network.api.sites import router as sites

router = Router(tags=["network"])
router.add_router("/sites", sites)
router.add_router("/imports", imports)
router.add_router("", places)
