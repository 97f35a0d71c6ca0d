"""Addresses of `coverage`."""

from django.urls import URLPattern, URLResolver, path

from yilu.coverage.views import gaps, matrix

app_name = "coverage"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", matrix.home, name="home"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("sites/<int:pk>/", matrix.site, name="site"),
]
