"""The worker's phone: a page that installs itself, works without signal, and knows its owner by the pass alone.

The pages are the same for everybody; whatever is somebody's comes as JSON to the phone that holds his or her pass.
"""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from yilu.accounts.addresses import address_of
from yilu.core import clock
from yilu.core.actor import PUBLIC, Actor
from yilu.core.gate import public
from yilu.core.reasons import Denied
from yilu.core.text import Text
from yilu.people import actions
from yilu.people.passes import COOKIE
from yilu.people.rules.answers import SYMPTOMS

NAME = Text("驿路晨检", "Yilu check")
SHELL = ("people/phone.css", "people/queue.js", "people/phone.js", "desk/icon.svg")
DEVICES = (
    ("MicroMessenger", "WeChat"),
    ("DingTalk", "DingTalk"),
    ("iPhone", "iPhone"),
    ("Android", "Android"),
)

# What the page's script says.
SAID = {
    "received": Text("已收到，一切正常", "Received: all is well"),
    "mayWork": Text("今天可以上岗", "You may work today"),
    "goOn": Text("到岗先在门口测温，全程戴口罩。", "Have your temperature taken at the gate first; keep your mask on."),
    "at": Text("今日 {time} 已报。", "Reported today at {time}."),
    "stored": Text("已存在手机里", "Kept on this phone"),
    "later": Text(
        "有信号时自动发出，不必重填。", "It goes out by itself when there is signal; nothing to fill in again."
    ),
    "notEnrolled": Text(
        "本机的填报凭证已失效，请向网点负责人另领填报卡；填过的不会丢。",
        "This phone's pass is no longer good: ask your site manager for a card. What you filled in is kept.",
    ),
    "refused": Text("没有受理", "Not taken"),
    "differs": Text(
        "与今天已有的记录不一致，请等网点负责人核实", "Differs from today's earlier check: your manager will look"
    ),
    "notOnPost": Text("今天不得上岗", "Do not go on post today"),
    "whatNext": Text(
        "请勿进入场所，立即告知网点负责人；不适请戴口罩就近到发热门诊。",
        "Do not enter; tell your site manager now. If unwell, put on a mask and go to the nearest fever clinic.",
    ),
    "case": Text("健康异常个案第 {n} 号，已立案", "Health case no. {n} is open"),
    "due": Text("{at} 前", "by {at}"),
    "noClock": Text("没有规定时限", "no time is set"),
    "done": Text("已办 {at}", "done {at}"),
    "isolated": Text(
        "隔离观察自 {day} 起（{place}，{authority}）。凭卫生健康部门的解除文件才能返岗。",
        "In isolation since {day} ({place}, {authority}). Back to work only on the health authority's clearance.",
    ),
    "waiting": Text("{n} 份待发", "{n} waiting to be sent"),
}


@require_safe
@public
def phone(request: HttpRequest) -> HttpResponse:
    """The morning check."""
    today = settings.YILU_TODAY
    context = {
        "symptoms": [(code.name, text) for code, text in SYMPTOMS.items()],
        # A demonstration stands on a day of the past: its phones pretend the same day.
        "pretended": today.isoformat() if today else "",
        "said": {name: str(text) for name, text in SAID.items()},
    }
    return render(request, "people/phone.html", context)


@public
def enrol(request: HttpRequest) -> HttpResponse:
    """Enrol this phone with a card: scanned (the code comes behind #, which no server's log sees) or typed."""
    refused: tuple[object, ...] = ()
    if request.method == "POST":
        by = Actor(user_id=None, name=PUBLIC.name, origin=address_of(request))
        try:
            device_pass, token = actions.enrol_phone(
                code=request.POST.get("code", "")[:40], device=_device(request), by=by, now=clock.now()
            )
        except Denied as denied:
            refused = denied.reasons
        else:
            response = redirect("people:phone")
            response.set_cookie(
                COOKIE, token, max_age=device_pass.expires_at - device_pass.issued_at, httponly=True, samesite="Strict",
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
            return response
    return render(request, "people/enrol.html", {"refused": refused}, status=422 if refused else 200)


def _device(request: HttpRequest) -> str:
    agent = request.headers.get("User-Agent", "")
    return " ".join(name for mark, name in DEVICES if mark in agent)


@require_safe
@public
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put the page among its apps."""
    start = reverse("people:phone")
    return JsonResponse(
        {
            "name": str(NAME),
            "short_name": str(NAME),
            "start_url": start,
            "scope": start,
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#0b2f57",
            "icons": [{"src": static("desk/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )


@require_safe
@public
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker: what is kept for when there is no signal, then the script that keeps it."""
    told = {
        "shell": [reverse("people:phone"), *(static(name) for name in SHELL)],
        "page": reverse("people:phone"),
        "queue": static("people/queue.js"),
    }
    body = f"const TOLD = {json.dumps(told)};\nimportScripts(TOLD.queue, {json.dumps(static('people/worker.js'))});\n"
    return HttpResponse(body, content_type="text/javascript", headers={"Cache-Control": "no-cache"})
