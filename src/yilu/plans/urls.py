"""Addresses of `plans`."""

from django.urls import URLPattern, URLResolver, path

from yilu.plans import views

app_name = "plans"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.runs, name="runs"),
    path("<int:pk>/", views.run, name="run"),
    path("<int:pk>/<slug:verb>/", views.act, name="act"),
    path("<int:pk>/files/<slug:document>/", views.document, name="document"),
]
