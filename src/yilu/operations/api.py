"""Daily reports and figures as JSON, over the same queries and actions as the pages."""

from ninja import Router

from yilu.operations.endpoints import disinfection, figures, reference, reports

router = Router(tags=["operations"])
router.add_router("", reports.router)
router.add_router("", disinfection.router)
router.add_router("", figures.router)
router.add_router("", reference.router)
