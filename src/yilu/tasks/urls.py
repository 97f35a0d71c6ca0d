"""Addresses of `tasks`."""

from django.urls import URLPattern, URLResolver, path

from yilu.tasks.views import lists, one

app_name = "tasks"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.tasks, name="tasks"),
    path("new/", lists.new_task, name="new_task"),
    path("people/", lists.people, name="people"),
    path("people/<int:pk>/", lists.person, name="person"),
    path("<int:pk>/", one.task, name="task"),
    path("<int:pk>/<slug:verb>/", one.act, name="act"),
    path("<int:pk>/evidence/<int:number>/", one.evidence_file, name="evidence_file"),
]
