"""Addresses of `directives`."""

from django.urls import URLPattern, URLResolver, path

from yilu.directives.views import confirming, issuing, lists, one

app_name = "directives"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.directives, name="directives"),
    path("new/", lists.take_in, name="take_in"),
    path("measures/<int:measure_id>/", one.measure, name="measure"),
    path("<int:pk>/", one.directive, name="directive"),
    path("<int:pk>/receipts/", one.receipts, name="receipts"),
    path("<int:pk>/tasks/", one.tasks, name="tasks"),
    path("<int:pk>/sign/", issuing.sign, name="sign"),
    path("<int:pk>/pass-down/", issuing.pass_down, name="pass_down"),
    path("<int:pk>/issue/", issuing.issue, name="issue"),
    path("<int:pk>/withdraw/", issuing.withdraw, name="withdraw"),
    path("<int:pk>/discard/", issuing.discard, name="discard"),
    path("<int:pk>/review/", confirming.review, name="review"),
    path("<int:pk>/review/chosen/", confirming.confirm_chosen, name="confirm_chosen"),
    path("<int:pk>/review/own/", confirming.add_own, name="add_own"),
    path("<int:pk>/review/measures/<int:measure_id>/<slug:act>/", confirming.act, name="measure_act"),
]
