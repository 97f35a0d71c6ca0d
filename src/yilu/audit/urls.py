"""Addresses of `audit`."""

from django.urls import URLPattern, URLResolver, path

from yilu.audit import views

app_name = "audit"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.record, name="acts"),
    path("<int:pk>/", views.act, name="act"),
    path("chain/", views.chain, name="chain"),
    path("chain/check/", views.check, name="check"),
]
