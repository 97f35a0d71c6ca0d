"""Addresses of `messages`."""

from django.urls import URLPattern, URLResolver, path

from yilu.messages import views

app_name = "messages"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.mine, name="mine"),
    path("<int:pk>/", views.message, name="message"),
    path("read-all/", views.read_all, name="read_all"),
    path("channels/", views.channels, name="channels"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.delivery, name="delivery"),
]
