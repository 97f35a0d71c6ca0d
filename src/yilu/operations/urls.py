"""Addresses of `operations`."""

from django.urls import URLPattern, URLResolver, path

from yilu.operations import views

app_name = "operations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("reports/", views.reports, name="reports"),
    path("mine/", views.mine, name="mine"),
    path("workbook/", views.workbook, name="workbook"),
    path("workbook/template/", views.workbook_template, name="workbook_template"),
    path("corrections/", views.corrections, name="corrections"),
    path("sites/<int:pk>/<str:day>/", views.site_day, name="day"),
    path("sites/<int:pk>/<str:day>/versions/", views.versions, name="versions"),
    path("sites/<int:pk>/disinfections/log/", views.disinfections, name="disinfections"),
    path("disinfections/", views.disinfected, name="disinfected"),
    path("photos/<int:pk>/", views.photo, name="photo"),
    path("classes/", views.classes, name="classes"),
    path("mappings/", views.mappings, name="mappings"),
    path("fields/", views.fields, name="fields"),
    path("rosters/", views.rosters, name="rosters"),
    path("outside/", views.outside, name="outside"),
]
