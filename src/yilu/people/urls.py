"""Addresses of `people`."""

from django.urls import URLPattern, URLResolver, path

from yilu.people.views import phone

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("phone/", phone.phone, name="phone"),
    path("phone/enrol/", phone.enrol, name="enrol"),
    path("phone/manifest.webmanifest", phone.manifest, name="manifest"),
    path("phone/worker.js", phone.service_worker, name="service_worker"),
]
