"""Addresses of `desk`."""

from django.urls import URLPattern, URLResolver, path

from yilu.desk.views import board, search

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", board.home, name="home"),
    path("search/", search.search, name="search"),
]
