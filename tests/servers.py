"""Servers on this machine that stand in for those of the world."""

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[None]:
    """Let a server answer in a thread of its own, and close it afterwards."""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(slots=True)
class Reply:
    """What a site answers to one request.

    Attributes:
        blocks: Sent one after the other, each after a pause.
        pause_seconds: Before each block.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    blocks: Iterable[bytes] = ()
    pause_seconds: float = 0.0


class Site:
    """A web site on this machine: its pages are replies by path, used up in turn, the last one for ever."""

    def __init__(self) -> None:
        self.pages: dict[str, list[Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.port = self.server.server_port
        self.address = f"http://127.0.0.1:{self.port}"

    def put(self, path: str, *replies: Reply) -> str:
        """Set what a path answers, and return its address."""
        self.pages[path] = list(replies)
        return f"{self.address}{path}"

    def paths(self) -> list[str]:
        """Return the paths asked for, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                replies = site.pages.get(self.path) or [Reply(b"no such page", 404)]
                reply = replies.pop(0) if len(replies) > 1 else replies[0]
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.kind)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(OSError):  # the other side may have gone
                    self.wfile.write(reply.body)
                    for block in reply.blocks:
                        time.sleep(reply.pause_seconds)
                        self.wfile.write(block)
                        self.wfile.flush()

            def log_message(self, *_parts: object) -> None:
                """Keep the tests quiet."""

        return Handler
