"""Addresses of `accounts`."""

from django.urls import URLPattern, URLResolver, path

from yilu.accounts.views import appointments, me, roles

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("appointments/", appointments.appointments, name="appointments"),
    path("appointments/<int:pk>/", appointments.appointment, name="appointment"),
    path("appointments/<int:pk>/revoke/", appointments.revoke, name="revoke"),
    path("appointments/<int:pk>/new-password/", appointments.new_password, name="new_password"),
    path("appointments/<int:pk>/drop-second-factor/", appointments.drop_second_factor, name="drop_second_factor"),
    path("appoint/", appointments.choose_role, name="choose_role"),
    path("appoint/<slug:role>/", appointments.appoint_to, name="appoint"),
    path("roles/", roles.roles, name="roles"),
    path("me/", me.me, name="me"),
    path("me/act-as/<int:pk>/", me.act_as, name="act_as"),
    path("me/sessions/<int:pk>/end/", me.sign_out_elsewhere, name="end_session"),
    path("me/language/", me.language, name="language"),
    path("me/tokens/new/", me.new_token, name="new_token"),
    path("me/tokens/<int:pk>/revoke/", me.drop_token, name="drop_token"),
]
