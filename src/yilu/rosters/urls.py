"""Addresses of `rosters`."""

from django.urls import URLPattern, URLResolver, path

from yilu.rosters import views

app_name = "rosters"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.shifts, name="shifts"),
    path("sites/<int:pk>/", views.site, name="site"),
    path("sites/<int:pk>/split/", views.split, name="split"),
    path("shifts/<int:pk>/", views.shift, name="shift"),
    path("shifts/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("shifts/<int:pk>/drop/", views.drop, name="drop"),
    path("assignments/<int:pk>/off/", views.take_off, name="take_off"),
]
