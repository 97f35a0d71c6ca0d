"""Addresses of `plans`."""

from django.urls import URLPattern, URLResolver, path

from yilu.plans.views import allocating, booking, runs

app_name = "plans"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", runs.runs, name="runs"),
    path("<int:pk>/", runs.run, name="run"),
    path("allocations/<int:depot>/<int:item>/", allocating.propose, name="propose_allocation"),
    path("bookings/", booking.propose, name="propose_bookings"),
    path("<int:pk>/days/", booking.adjust, name="adjust_bookings"),
    path("<int:pk>/shares/", allocating.adjust, name="adjust_allocation"),
    path("<int:pk>/<slug:verb>/", runs.act, name="act"),
    path("<int:pk>/files/<slug:document>/", runs.document, name="document"),
]
