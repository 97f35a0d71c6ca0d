"""The inspector's phone: the round is kept there, filled in without signal, and goes out by itself."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from yilu.core.gate import public, requires
from yilu.core.permissions import Permission
from yilu.core.text import label
from yilu.inspections.rules import Severity, choices
from yilu.network.views.asking import Request

SHELL = ("inspections/phone.css", "inspections/outbox.js", "inspections/phone.js")
SAID = {
    "stored": label("已存在手机里，有信号自动发出", "Kept on this phone; it goes out by itself"),
    "sent": label("已送达", "Received"),
    "refused": label("未受理", "Not taken"),
    "again": label("请改正后重交", "Correct it and send it again"),
    "waiting": label("{n} 份待发", "{n} waiting"),
    "signIn": label("登录已过期：请重新登录，记录仍在手机里", "Signed out: sign in again; the records stay here"),
    "none": label("没有安排给您的检查", "No visit is planned for you"),
    "noteWanted": label("不符合的，请写明情况", "Say what was seen of what is not met"),
    "signWanted": label("请现场人员签名或填写姓名", "Somebody on the spot signs or gives the name"),
    "photos": label("{n} 张照片", "{n} photos"),
    "kept": label("清单存于 {t}", "list kept at {t}"),
    "yes": label("符合", "Met"),
    "no": label("不符合", "Not met"),
    "note": label("情况", "What was seen"),
    "grave": label("程度", "How grave"),
    "days": label("几天内整改", "Days to rectify"),
    "photo": label("拍照", "Photo"),
    "suspend": label("建议停业", "Propose to suspend"),
}


@require_safe
@requires(Permission.INSPECTION_WRITE)
@ensure_csrf_cookie
def phone(request: Request) -> HttpResponse:
    """The page itself holds nobody's data: the round comes over the API and is kept by the phone."""
    context = {
        "said": {k: str(v) for k, v in SAID.items()} | {"severities": choices(Severity)},
        "user": request.actor.user_id,
        "pretended": settings.YILU_TODAY.isoformat() if settings.YILU_TODAY else "",
    }
    return render(request, "inspections/phone.html", context)


@require_safe
@public
def service_worker(request: HttpRequest) -> HttpResponse:
    """Keeps the page for when there is no signal."""
    page = reverse("inspections:phone")
    told = {"page": page, "shell": [static(name) for name in SHELL]}
    body = f"const TOLD = {json.dumps(told)};\nimportScripts({json.dumps(static('inspections/worker.js'))});\n"
    return HttpResponse(body, content_type="text/javascript", headers={"Cache-Control": "no-cache"})
