"""Addresses of `people`."""

from django.urls import URLPattern, URLResolver, path

from yilu.people.views import cards, case_acts, cases, duplicates, imports, isolations, morning, phone, tracing, workers

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
    path("workers/import/", imports.imports, name="imports"),
    path("workers/template.xlsx", imports.workbook, name="import_template"),
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
    path("cases/", cases.cases, name="cases"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/report/", cases.case_report, name="case_report"),
    path("cases/<int:pk>/trace/", tracing.trace_case, name="trace"),
    path("cases/<int:pk>/stay/", case_acts.stay, name="stay"),
    path("cases/<int:pk>/confirm/", case_acts.confirm, name="confirm_case"),
    path("cases/<int:pk>/close/", case_acts.close, name="close_case"),
    path("cases/<int:pk>/isolate/", case_acts.isolate, name="isolate"),
    path("cases/<int:pk>/propose/", case_acts.propose, name="propose"),
    path("steps/<int:pk>/done/", case_acts.step, name="step"),
    path("contacts/", tracing.contacts, name="contacts"),
    path("isolations/", isolations.isolations, name="isolations"),
    path("isolations/<int:pk>/", isolations.isolation, name="isolation"),
    path("isolations/<int:pk>/release/", isolations.release, name="release"),
    path("workers/<int:pk>/case/", case_acts.report, name="report_case"),
    path("workers/<int:pk>/isolate/", isolations.isolate_worker, name="isolate_worker"),
]
