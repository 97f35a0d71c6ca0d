"""Addresses of `filings`."""

from django.urls import URLPattern, URLResolver, path

from yilu.filings.views import deciding, delays, lists, one, papers

app_name = "filings"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.filings, name="filings"),
    path("new/", lists.start, name="start"),
    path("reviews/", lists.reviews, name="reviews"),
    path("open/", lists.open_list, name="open"),
    path("<int:pk>/", one.filing, name="filing"),
    path("<int:pk>/receipt/", one.receipt, name="receipt"),
    path("<int:pk>/evidence/", one.evidence, name="evidence"),
    path("<int:pk>/act/<str:verb>/", one.act, name="act"),
    path("dossiers/<int:pk>/", papers.dossier, name="dossier"),
    path("dossiers/<int:pk>/attach/", papers.attach, name="attach"),
    path("dossiers/<int:pk>/file/", papers.file_all, name="file_all"),
    path("attachments/<int:pk>/", papers.attachment, name="attachment"),
    path("attachments/<int:pk>/remove/", papers.remove, name="remove"),
    path("sites/<int:pk>/decide/<str:verb>/", deciding.decide, name="decide"),
    path("decisions/", lists.decisions, name="decisions"),
    path("decisions/<int:pk>/", deciding.decision, name="decision"),
    path("decisions/<int:pk>/contest/", deciding.contest, name="contest"),
    path("decisions/<int:pk>/verdict/", deciding.verdict, name="verdict"),
    path("decisions/<int:pk>/confirm/", deciding.confirm, name="confirm"),
    path("citations/<int:pk>/answer/", deciding.answer, name="answer"),
    path("delays/", delays.delays, name="delays"),
    path("delays/new/", delays.register, name="register_delay"),
    path("delays/<int:pk>/", delays.delay, name="delay"),
]
