"""A small HTTP client: signs in like a person, then asks for pages over kept connections and times each answer."""

import http.client
import re
import threading
import time
import urllib.parse
from dataclasses import dataclass
from email.message import Message


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of each answer, in the order they came, and the size of one (bytes as sent)."""

    milliseconds: list[float]
    size: int
    asked: int  # answers in all, those not timed included

    def quantile(self, q: float) -> float:
        """The `q` quantile, nearest rank."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, round(q * (len(ordered) - 1)))]


class Session:
    """One browser: a connection and its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, Message, bytes]:
        """Status, headers and body of one answer."""
        headers = {"Accept-Encoding": "gzip, br", "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request("POST" if form is not None else "GET", path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers, content

    def sign_in(self, username: str, password: str) -> None:
        """Follow the way to the sign-in page and sign in there."""
        _, headers, _ = self.ask("/")
        path = str(headers["Location"])
        _, _, page = self.ask(path)
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if token is None:
            raise SystemExit(f"no sign-in form at {path}")
        form = {"csrfmiddlewaretoken": token[1].decode(), "login": username, "password": password}
        status, headers, _ = self.ask(path.split("?")[0], form)
        if status != 302 or "sessionid" not in self.cookies:
            raise SystemExit(f"{username} could not sign in ({status})")


def load(port: int, session: Session, path: str, *, requests: int, clients: int, warm: int = 10) -> Timing:
    """Time `requests` answers of one page by `clients` browsers at once, after `warm` that are not counted."""
    path = urllib.parse.quote(path, safe="/?=&%+-_.")
    size = 0
    for _ in range(warm):
        status, _, content = session.ask(path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}: {content[:200].decode(errors='replace')}")
        size = len(content)
    taken: list[float] = []

    def browse(number: int) -> None:
        mine = Session(port)
        mine.cookies = dict(session.cookies)
        mine.ask(path)  # connects
        for _ in range(number):
            began = time.perf_counter()
            status, _, _ = mine.ask(path)
            milliseconds = (time.perf_counter() - began) * 1000
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")
            taken.append(milliseconds)

    threads = [threading.Thread(target=browse, args=(requests // clients,)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(taken) < requests // clients * clients:
        raise SystemExit(f"{path}: only {len(taken)} of {requests} answers came")
    return Timing(taken, size, len(taken) + warm + clients)
