"""Country dumps come whole, resumed where they broke off, from a server on this machine."""

import io
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geo import fetch
from geo.errors import FetchError
from geo.fetch import fetch_dump
from tests.servers import serving


def _archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("SY.txt", "line\n" * 5000)
    return buffer.getvalue()


class Dumps:
    """A server of dumps whose faults can be set."""

    def __init__(self) -> None:
        self.body = _archive()
        self.statuses: list[int] = []
        self.cut_at: int | None = None
        self.ranges: list[str] = []
        self.agents: set[str] = set()
        handler = self._handler()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        dumps = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                if self._fails():
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(len(dumps.body)))
                self.end_headers()

            def do_GET(self) -> None:
                asked = self.headers.get("Range", "")
                dumps.ranges.append(asked)
                first = int(asked.removeprefix("bytes=").rstrip("-") or 0)
                self.send_response(206 if asked else 200)
                self.send_header("Content-Length", str(len(dumps.body) - first))
                self.end_headers()
                stop = len(dumps.body) if dumps.cut_at is None else dumps.cut_at
                self.wfile.write(dumps.body[first:stop])

            def _fails(self) -> bool:
                dumps.agents.add(self.headers.get("User-Agent", ""))
                if self.path != "/SY.zip":
                    self.send_error(404)
                    return True
                if dumps.statuses:
                    self.send_error(dumps.statuses.pop(0))
                    return True
                return False

            def log_message(self, *_parts: object) -> None:
                """Keep the tests quiet."""

        return Handler


@pytest.fixture
def dumps(monkeypatch: pytest.MonkeyPatch) -> Iterator[Dumps]:
    monkeypatch.setattr(fetch, "_RETRY", fetch._RETRY.new(backoff_factor=0.001))
    found = Dumps()
    with serving(found.server):
        yield found


def test_a_dump_comes_whole(dumps: Dumps, tmp_path: Path) -> None:
    shares: list[float] = []
    path = fetch_dump("SY", tmp_path, address=dumps.address, progress=shares.append)
    assert path.read_bytes() == dumps.body
    assert shares[-1] == 1.0
    assert all(agent.startswith("whoheld/") for agent in dumps.agents)


def test_a_dump_that_is_there_is_not_asked_for_again(dumps: Dumps, tmp_path: Path) -> None:
    for _ in range(2):
        fetch_dump("SY", tmp_path, address=dumps.address)
    assert len(dumps.ranges) == 1


def test_a_download_that_broke_off_goes_on_from_there(dumps: Dumps, tmp_path: Path) -> None:
    dumps.cut_at = 10_000
    with pytest.raises(FetchError):
        fetch_dump("SY", tmp_path, address=dumps.address)
    dumps.cut_at = None
    assert fetch_dump("SY", tmp_path, address=dumps.address).read_bytes() == dumps.body
    assert dumps.ranges[-1] == "bytes=8192-"


def test_a_busy_server_is_asked_again(dumps: Dumps, tmp_path: Path) -> None:
    dumps.statuses = [429, 500, 503]
    assert fetch_dump("SY", tmp_path, address=dumps.address).is_file()


def test_a_server_that_stays_broken_is_reported(dumps: Dumps, tmp_path: Path) -> None:
    dumps.statuses = [500] * 50
    with pytest.raises(FetchError, match="cannot be downloaded: too many 500 error responses"):
        fetch_dump("SY", tmp_path, address=dumps.address)


def test_a_country_the_server_lacks_is_reported(dumps: Dumps, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="no such file; is the country code right"):
        fetch_dump("XX", tmp_path, address=dumps.address)


def test_what_is_no_archive_is_refused_and_removed(dumps: Dumps, tmp_path: Path) -> None:
    dumps.body = b"<html>sorry</html>"
    with pytest.raises(FetchError, match="no zip archive"):
        fetch_dump("SY", tmp_path, address=dumps.address)
    assert list(tmp_path.iterdir()) == []


def test_no_server_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "_RETRY", fetch._RETRY.new(total=0))
    with pytest.raises(FetchError, match="cannot be downloaded") as caught:
        fetch_dump("SY", tmp_path, address="http://127.0.0.1:9")
    assert "\n" not in str(caught.value)


def test_a_code_that_is_none_is_refused_before_any_request(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="two-letter codes"):
        fetch_dump("../x", tmp_path)
