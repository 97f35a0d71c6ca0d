"""Addresses of `desk`."""

from django.urls import URLPattern, URLResolver, path

from yilu.desk.views import board, offline, outlines, search, suspension, ui

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", board.home, name="home"),
    path("board/<str:code>/", board.board, name="board"),
    path("board/<str:code>/trend/", board.trend, name="trend"),
    path("offline/", offline.offline, name="offline"),
    path("worker.js", offline.worker, name="service_worker"),
    path("ui/", ui.ui, name="ui"),
    path("board/<str:code>/outlines/", outlines.outlines, name="outlines"),
    path("board/<str:code>/outlines.json", outlines.shapes_of, name="shapes"),
    path("search/", search.search, name="search"),
    path("suspensions/<int:pk>/", suspension.suspension, name="suspension"),
]
