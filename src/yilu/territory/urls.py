"""Addresses of `territory`."""

from django.urls import URLPattern, URLResolver, path

from yilu.territory.views import areas, cases, emergencies, imports, tiers

app_name = "territory"
urlpatterns: list[URLPattern | URLResolver] = [
    path("areas/<str:code>/", areas.area, name="area"),
    path("tiers/", tiers.tiers, name="tiers"),
    path("tiers/disagreements/", tiers.disagreements, name="disagreements"),
    path("tiers/cluster/", tiers.cluster, name="cluster"),
    path("tiers/import/", imports.upload_tiers, name="upload_tiers"),
    path("tiers/import/<str:key>/", imports.preview_tiers, name="preview_tiers"),
    path("cases/", cases.cases, name="cases"),
    path("cases/import/", imports.upload_cases, name="upload_cases"),
    path("cases/import/<str:key>/", imports.preview_cases, name="preview_cases"),
    path("emergencies/", emergencies.emergencies, name="emergencies"),
    path("emergencies/declare/", emergencies.declare, name="declare"),
    path("emergencies/<int:emergency_id>/", emergencies.emergency, name="emergency"),
]
