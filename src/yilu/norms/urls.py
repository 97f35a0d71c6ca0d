"""Addresses of the room `norms`."""

from django.urls import URLPattern, URLResolver, path

from yilu.norms.views import ledger, lists, ordering

app_name = "norms"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.norms, name="norms"),
    path("checklist.xlsx", lists.checklist, name="checklist"),
    path("checklist/take/", ordering.take_checklist, name="take_checklist"),
    path("requirements/<str:code>/", lists.requirement, name="requirement"),
    path("requirements/<str:code>/refine/", ordering.refine, name="refine"),
    path("provisions/<int:provision_id>/end/", ordering.end, name="end"),
    path("compare/", lists.compare, name="compare"),
    path("settings/", ordering.settings, name="settings"),
    path("settings/<str:key>/", ordering.setting, name="setting"),
    path("sites/<int:pk>/", ledger.site, name="site"),
    path("sites/<int:pk>/entries/", ledger.lines, name="entries"),
]
