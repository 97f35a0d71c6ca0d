"""Addresses of `supplies`."""

from django.urls import URLPattern, URLResolver, path

from yilu.supplies.views import areas, imports, moving, places

app_name = "supplies"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", areas.home, name="home"),
    path("areas/<str:code>/", areas.shown, name="area"),
    path("short/", areas.short, name="short"),
    path("short/ask/", areas.ask, name="ask"),
    path("sites/<int:pk>/", places.site, name="site"),
    path("depots/", places.list_of_depots, name="depots"),
    path("depots/new/", places.new_depot, name="new_depot"),
    path("depots/<int:pk>/", places.depot, name="depot"),
    path("depots/<int:pk>/close/", places.close_depot, name="close_depot"),
    path("depots/<int:pk>/send_planned/", moving.send, name="send"),
    path("receipts/", imports.receipts, name="receipts"),
    path("receipts/imports/", imports.PAGES.imports, name="imports"),
    path("receipts/imports/template.xlsx", imports.PAGES.template, name="import_template"),
    path("receipts/imports/<int:pk>/", imports.PAGES.one, name="import"),
    path("receipts/imports/<int:pk>/decide/", imports.PAGES.decide, name="decide_import"),
    path("receipts/imports/<int:pk>/marked.xlsx", imports.PAGES.marked, name="marked_import"),
    path("transfers/", moving.listed, name="transfers"),
    path("transfers/<int:pk>/", moving.one, name="transfer"),
    path("transfers/<int:pk>/receive/", moving.receive, name="receive"),
    path("transfers/<int:pk>/cancel/", moving.cancel, name="cancel"),
    path("<slug:kind>/<int:pk>/<slug:verb>/", places.act, name="act"),
]
