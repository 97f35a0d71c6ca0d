"""Addresses of `inspections`."""

from django.urls import URLPattern, URLResolver, path

from yilu.inspections.views import lists, one, phone

app_name = "inspections"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.inspections, name="inspections"),
    path("round/", lists.propose, name="propose"),
    path("items/", lists.items, name="items"),
    path("findings/", lists.findings, name="findings"),
    path("findings/<int:pk>/", one.finding, name="finding"),
    path("photos/<int:pk>/", one.photo, name="photo"),
    path("phone/", phone.phone, name="phone"),
    path("phone/worker.js", phone.service_worker, name="service_worker"),
    path("sites/<int:pk>/plan/", lists.plan, name="plan"),
    path("<int:pk>/", one.inspection, name="inspection"),
    path("<int:pk>/sheet/", one.sheet, name="sheet"),
    path("<int:pk>/drop/", one.drop, name="drop"),
    path("<int:pk>/signature/", one.signature, name="signature"),
]
