"""Addresses of `network`."""

from django.urls import URLPattern, URLResolver, path

from yilu.network.views import enterprises, imports, places, sites

app_name = "network"
urlpatterns: list[URLPattern | URLResolver] = [
    path("sites/", sites.sites, name="sites"),
    path("sites/<int:pk>/", sites.site, name="site"),
    path("sites/<int:pk>/edit/", sites.edit_site, name="edit_site"),
    path("sites/<int:pk>/suspend/", sites.suspend_site, name="suspend_site"),
    path("sites/<int:pk>/contact/", sites.open_contact, name="open_contact"),
    path("imports/", imports.PAGES.imports, name="imports"),
    path("imports/template.xlsx", imports.PAGES.template, name="import_template"),
    path("imports/<int:pk>/", imports.PAGES.one, name="import"),
    path("imports/<int:pk>/decide/", imports.PAGES.decide, name="decide_import"),
    path("imports/<int:pk>/marked.xlsx", imports.PAGES.marked, name="marked_import"),
    path("enterprises/", enterprises.enterprises, name="enterprises"),
    path("enterprises/new/", enterprises.add_enterprise, name="add_enterprise"),
    path("enterprises/<int:pk>/", enterprises.enterprise, name="enterprise"),
    path("enterprises/<int:pk>/edit/", enterprises.edit_enterprise, name="edit_enterprise"),
    path("parks/", places.parks, name="parks"),
    path("parks/new/", places.add_park, name="add_park"),
    path("parks/<int:pk>/", places.park, name="park"),
    path("offices/", places.offices, name="offices"),
    path("offices/new/", places.add_office, name="add_office"),
    path("offices/<int:pk>/", places.office, name="office"),
]
