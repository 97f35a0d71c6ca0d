"""All addresses of the product."""

from django.urls import URLPattern, URLResolver, include, path

from yilu.desk.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("yilu.desk.urls")),
    path("api/v1/", api.urls),
    path("accounts/", include("yilu.accounts.sign_in_urls")),
    path("accounts/", include("yilu.accounts.urls")),
    path("audit/", include("yilu.audit.urls")),
    path("territory/", include("yilu.territory.urls")),
    path("network/", include("yilu.network.urls")),
    path("norms/", include("yilu.norms.urls")),
    path("messages/", include("yilu.messages.urls")),
    path("directives/", include("yilu.directives.urls")),
    path("tasks/", include("yilu.tasks.urls")),
    path("people/", include("yilu.people.urls")),
    path("rosters/", include("yilu.rosters.urls")),
    path("supplies/", include("yilu.supplies.urls")),
    path("plans/", include("yilu.plans.urls")),
    path("filings/", include("yilu.filings.urls")),
    path("inspections/", include("yilu.inspections.urls")),
    path("coverage/", include("yilu.coverage.urls")),
    path("operations/", include("yilu.operations.urls")),
]

handler404 = "yilu.desk.views.errors.not_found"
