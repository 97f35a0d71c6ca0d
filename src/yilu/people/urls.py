"""Addresses of `people`."""

from django.urls import URLPattern, URLResolver, path

from yilu.people.views import cards, duplicates, morning, phone, workers

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("phone/", phone.phone, name="phone"),
    path("phone/enrol/", phone.enrol, name="enrol"),
    path("phone/manifest.webmanifest", phone.manifest, name="manifest"),
    path("phone/worker.js", phone.service_worker, name="service_worker"),
    path("morning/", morning.mine, name="mine"),
    path("sites/<int:pk>/morning/", morning.morning, name="morning"),
    path("workers/", workers.workers, name="workers"),
    path("workers/new/", workers.add, name="add"),
    path("workers/<int:pk>/", workers.worker, name="worker"),
    path("workers/<int:pk>/edit/", workers.change, name="change"),
    path("workers/<int:pk>/transfer/", workers.transfer, name="transfer"),
    path("workers/<int:pk>/leave/", workers.leave, name="leave"),
    path("workers/<int:pk>/check/", morning.record, name="record"),
    path("workers/<int:pk>/open/", workers.open_record, name="open_record"),
    path("differing/<int:pk>/settle/", morning.settle, name="settle"),
    path("cards/", cards.cards, name="cards"),
    path("passes/<int:pk>/revoke/", cards.revoke, name="revoke"),
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/look/", duplicates.look, name="look"),
    path("duplicates/<int:pk>/", duplicates.duplicate, name="duplicate"),
]
