"""A channel's server on this machine: a real one, over HTTP, that answers as it is told and keeps what it took."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Gateway:
    """What it took, and how it answers: a status with a body, `hang` seconds first, or `cut` the line unanswered."""

    url: str = ""
    status: int = 200
    body: str = '{"errcode": 0, "code": 0}'
    hang: float = 0.0
    cut: bool = False
    check: Any = None  # path, body -> the answer's body
    taken: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)


@contextmanager
def gateway() -> Iterator[Gateway]:
    """A server that runs while this is open."""
    told = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            told.taken.append((self.path, body, dict(self.headers)))
            if told.cut:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            time.sleep(told.hang)
            answer = (told.check(self.path, body) if told.check else told.body).encode()
            with suppress(BrokenPipeError):  # whoever asked went away
                self.send_response(told.status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
