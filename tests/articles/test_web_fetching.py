"""Pages are fetched politely and within limits, from servers on this machine."""

import gzip
import shutil
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from articles.errors import WebError
from articles.web.addresses import find_target, is_public, resolve_host
from articles.web.fetching import Clock, Fetcher
from articles.web.limits import FetchOptions, Validators
from tests.servers import Reply, Site, serving

PAGE = Reply(b"<p>Rebels left the town.</p>")


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    with serving(found.server):
        yield found


@dataclass
class Waits:
    """Time that passes only by waiting."""

    seconds: list[float] = field(default_factory=list)

    def clock(self) -> Clock:
        return Clock(now=lambda: sum(self.seconds), sleep=self.seconds.append)


def fetcher(waits: Waits | None = None, **limits: float) -> Fetcher:
    chosen = FetchOptions(user_agent="whoheld/1 (desk@example)", allows_private=True, **limits)  # type: ignore[arg-type]
    return Fetcher(chosen, clock=(waits or Waits()).clock())


def refusal(found: Fetcher, url: str) -> WebError:
    with pytest.raises(WebError) as caught:
        found.fetch(url)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_page_comes_with_its_kind_under_our_own_name(site: Site) -> None:
    url = site.put("/a?b=1", PAGE)
    page = fetcher().fetch(url)
    assert (page.body, page.content_type, page.charset, page.url) == (PAGE.body, "text/html", "utf-8", url)
    sent = site.asked[-1][1]
    assert sent["user-agent"] == "whoheld/1 (desk@example)"
    assert sent["host"] == f"127.0.0.1:{site.port}"


def test_this_machine_is_refused_unless_allowed(site: Site) -> None:
    url = site.put("/", PAGE)
    assert "--allow-private" in str(refusal(Fetcher(), url))
    assert site.asked == []


PRIVATE = """127.0.0.1 10.0.0.8 169.254.169.254 192.168.0.1 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 192.0.0.8
::1 fe80::1%eth0 fd00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
64:ff9b::7f00:1 2002:7f00:1:: ::127.0.0.1 news"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_other_spellings_of_this_machine_are_refused(host: str) -> None:
    error = refusal(Fetcher(), f"http://{host}/")
    assert error.code in ("refused-address", "unreachable")


def test_a_host_with_one_private_address_is_refused() -> None:
    mixed = Fetcher(resolve=lambda _host, _port: ["93.184.216.34", "127.0.0.1"])
    assert refusal(mixed, "http://news.example/").code == "refused-address"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://news.example/a",
        "gopher://news.example",
        "http://u:p@news.example/",
        "http:///a",
    ],
)
def test_other_schemes_and_passwords_are_refused(url: str) -> None:
    assert refusal(fetcher(), url).code == "refused-address"


class Names:
    """A resolver whose answers change from one question to the next."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, _host: str, _port: int) -> Sequence[str]:
        self.asked += 1
        return [self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]]


def test_a_name_that_changes_its_address_is_checked_each_time(site: Site) -> None:
    site.put("/robots.txt", Reply(status=404))
    names = Names("127.0.0.1", "10.0.0.1")
    rebinding = Fetcher(FetchOptions(pause_seconds=0), resolve=names)
    assert refusal(rebinding, f"http://news.example:{site.port}/").code == "refused-address"
    assert site.asked == []


def test_only_the_checked_address_is_connected_to(site: Site) -> None:
    site.put("/a", PAGE)
    names = Names("127.0.0.1")
    found = Fetcher(FetchOptions(allows_private=True, pause_seconds=0), resolve=names)
    assert found.fetch(f"http://news.example:{site.port}/a").body == PAGE.body
    assert site.asked[-1][1]["host"] == f"news.example:{site.port}"
    assert names.asked == len(site.asked)  # once for each request, never behind our back


def test_redirects_are_checked_one_by_one(site: Site) -> None:
    inside = site.put("/secret", PAGE)
    resolve = Names("127.0.0.1")
    outside = Site()

    def find(host: str, port: int) -> Sequence[str]:
        return resolve(host, port) if host == "news.example" else resolve_host(host, port)

    with serving(outside.server):
        outside.put("/a", Reply(status=302, headers={"Location": inside}))
        target = find_target(f"http://news.example:{outside.port}/a", resolve=find, allows_private=True)
        assert target.addresses == ("127.0.0.1",)
        # the first hop is taken for public; the second one leads to this machine
        found = Fetcher(FetchOptions(pause_seconds=0), resolve=find)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(
                "articles.web.addresses.is_public",
                lambda _address: not site.asked and len(outside.paths()) == 0,
            )
            error = refusal(found, f"http://news.example:{outside.port}/a")
    assert error.code == "refused-address"
    assert site.asked == []


def test_redirects_lead_to_the_page(site: Site) -> None:
    site.put("/a", Reply(status=301, headers={"Location": "b#part"}))
    site.put("/b", PAGE)
    page = fetcher().fetch(f"{site.address}/a")
    assert (page.url, page.body) == (f"{site.address}/b", PAGE.body)


def test_a_redirect_to_a_file_is_refused(site: Site) -> None:
    url = site.put("/a", Reply(status=302, headers={"Location": "file:///etc/passwd"}))
    assert refusal(fetcher(), url).code == "refused-address"


def test_endless_redirects_end(site: Site) -> None:
    url = site.put("/a", Reply(status=302, headers={"Location": "/a"}))
    assert refusal(fetcher(), url).code == "too-many-redirects"
    assert len(site.paths()) == 6


def test_a_body_over_the_limit_is_cut_off(site: Site) -> None:
    url = site.put("/a", Reply(blocks=[b"x" * 10_000] * 1000))
    assert refusal(fetcher(max_bytes=50_000), url).code == "too-large"


def test_a_body_that_is_said_to_be_too_large_is_not_read(site: Site) -> None:
    url = site.put("/a", Reply(headers={"Content-Length": "99000000"}, blocks=[b"x"] * 50, pause_seconds=0.1))
    begin = time.monotonic()
    assert refusal(fetcher(), url).code == "too-large"
    assert time.monotonic() - begin < 3


@pytest.mark.parametrize(("packing", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_packed_bodies_are_unpacked(site: Site, packing: str, pack: object) -> None:
    url = site.put("/a", Reply(pack(PAGE.body), headers={"Content-Encoding": packing}))  # type: ignore[operator]
    assert fetcher().fetch(url).body == PAGE.body


def test_a_bare_deflate_is_unpacked(site: Site) -> None:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = engine.compress(PAGE.body) + engine.flush()
    url = site.put("/a", Reply(packed, headers={"Content-Encoding": "deflate"}))
    assert fetcher().fetch(url).body == PAGE.body


def test_a_bomb_is_not_unpacked(site: Site) -> None:
    url = site.put("/a", Reply(gzip.compress(bytes(30_000_000)), headers={"Content-Encoding": "gzip"}))
    assert refusal(fetcher(max_bytes=1_000_000), url).code == "bomb"


@pytest.mark.parametrize(("body", "packing", "code"), [
    (b"\x1f\x8bnonsense", "gzip", "broken"),
    (gzip.compress(b"whole" * 100, mtime=0)[:-20], "gzip", "broken"),
    (b"x", "br", "unknown-packing"),
])  # fmt: skip
def test_what_cannot_be_unpacked_is_said(site: Site, body: bytes, packing: str, code: str) -> None:
    url = site.put("/a", Reply(body, headers={"Content-Encoding": packing}))
    assert refusal(fetcher(tries=1), url).code == code


def test_a_body_that_drips_is_cut_off(site: Site) -> None:
    site.put("/robots.txt", Reply(status=404))
    url = site.put("/a", Reply(blocks=[b"x"] * 100, pause_seconds=0.1))
    begin = time.monotonic()
    error = refusal(fetcher(whole_seconds=0.6, tries=1), url)
    assert error.code == "timeout"
    assert time.monotonic() - begin < 5


def test_a_silent_server_is_left(site: Site) -> None:
    site.put("/robots.txt", Reply(status=404))
    url = site.put("/a", Reply(headers={"Content-Length": "5"}, blocks=[b"x"], pause_seconds=2))
    error = refusal(fetcher(read_seconds=0.3, tries=1), url)
    assert (error.code, "silent" in str(error)) == ("timeout", True)


def test_a_body_that_breaks_off_is_asked_for_again(site: Site) -> None:
    url = site.put("/a", Reply(b"half", headers={"Content-Length": "100"}), PAGE)
    assert fetcher().fetch(url).body == PAGE.body


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(site: Site, status: int) -> None:
    url, waits = site.put("/a", Reply(status=status), Reply(status=status), PAGE), Waits()
    assert fetcher(waits).fetch(url).body == PAGE.body
    assert [seconds for seconds in waits.seconds if seconds >= 2] == [2.0, 4.0]


def test_a_server_is_given_the_time_it_asks_for(site: Site) -> None:
    url, waits = site.put("/a", Reply(status=429, headers={"Retry-After": "17"}), PAGE), Waits()
    assert fetcher(waits).fetch(url).body == PAGE.body
    assert 17.0 in waits.seconds


def test_a_moment_to_ask_again_is_understood(site: Site) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    url, waits = site.put("/a", Reply(status=503, headers={"Retry-After": later}), PAGE), Waits()
    assert fetcher(waits).fetch(url).body == PAGE.body
    assert 30 < max(waits.seconds) <= 40


@pytest.mark.parametrize("later", ["soon", "Thu, 02 Mar 2017 10:00:00 +9999999999", "9" * 400])
def test_a_moment_that_is_none_does_not_stop_the_run(site: Site, later: str) -> None:
    url = site.put("/a", Reply(status=503, headers={"Retry-After": later}), *[Reply(status=503)] * 3)
    assert refusal(fetcher(Waits()), url).code == "http-503"


def test_a_server_that_asks_for_too_long_is_left(site: Site) -> None:
    url, waits = site.put("/a", Reply(status=429, headers={"Retry-After": "4000"}), PAGE), Waits()
    error = refusal(fetcher(waits), url)
    assert (error.code, str(error)) == ("http-429", "the server answers 429 Too Many Requests")
    assert max(waits.seconds) < 60


def test_a_page_that_is_missing_is_asked_for_once(site: Site) -> None:
    assert refusal(fetcher(), f"{site.address}/a").code == "http-404"
    assert site.paths() == ["/a"]


def test_a_page_is_asked_for_only_if_it_changed(site: Site) -> None:
    marks = {"ETag": '"v1"', "Last-Modified": "Fri, 17 Nov 2017 08:00:00 GMT"}
    url = site.put("/a", Reply(PAGE.body, headers=marks), Reply(status=304))
    found = fetcher()
    first = found.fetch(url)
    assert first.validators == Validators('"v1"', "Fri, 17 Nov 2017 08:00:00 GMT")
    again = found.fetch(url, validators=first.validators)
    assert (again.is_unchanged, again.body, again.validators) == (True, b"", first.validators)
    assert site.asked[-1][1]["if-none-match"] == '"v1"'
    assert site.asked[-1][1]["if-modified-since"] == "Fri, 17 Nov 2017 08:00:00 GMT"


def test_what_robots_may_not_read_is_left(site: Site) -> None:
    site.put("/robots.txt", Reply(b"User-agent: *\nDisallow: /private/\nAllow: /private/open\n"))
    site.put("/private/a", PAGE)
    site.put("/private/open", PAGE)
    found = fetcher()
    assert refusal(found, f"{site.address}/private/a").code == "robots"
    assert found.fetch(f"{site.address}/private/open").body == PAGE.body
    assert [path for path, _ in site.asked] == ["/robots.txt", "/private/open"]


def test_a_redirect_to_what_robots_may_not_read_is_left(site: Site) -> None:
    site.put("/robots.txt", Reply(b"User-agent: whoheld\nDisallow: /private\n"))
    url = site.put("/a", Reply(status=302, headers={"Location": "/private"}))
    assert refusal(fetcher(), url).code == "robots"


def test_a_host_whose_rules_cannot_be_read_is_left(site: Site) -> None:
    site.put("/robots.txt", Reply(status=503))
    site.put("/a", PAGE)
    found = fetcher()
    for _ in range(2):
        assert refusal(found, f"{site.address}/a").code == "robots"
    assert site.paths() == []
    assert len(site.asked) == 3  # tried three times, then remembered


def test_requests_to_one_host_have_pauses_between_them(site: Site) -> None:
    site.put("/robots.txt", Reply(b"User-agent: *\nCrawl-delay: 7\n"))
    waits = Waits()
    found = fetcher(waits)
    for path in ("/a", "/b", "/c"):
        found.fetch(site.put(path, PAGE))
    assert waits.seconds == [7.0, 7.0, 7.0]


def test_a_pause_may_be_only_so_long(site: Site) -> None:
    site.put("/robots.txt", Reply(b"User-agent: *\nCrawl-delay: 86400\n"))
    waits = Waits()
    fetcher(waits).fetch(site.put("/a", PAGE))
    assert max(waits.seconds) == 30.0


def test_pictures_are_not_read(site: Site) -> None:
    url = site.put("/a", Reply(b"\x89PNG", kind="image/png"))
    assert refusal(fetcher(), url).code == "no-text"


def test_no_server_is_said_in_words() -> None:
    error = refusal(fetcher(tries=1), "http://127.0.0.1:9/")
    assert error.code == "unreachable"
    assert "127.0.0.1:9" in str(error)


def test_an_unknown_host_is_said_in_words() -> None:
    def nobody(_host: str, _port: int) -> Sequence[str]:
        raise OSError(-2, "Name or service not known")

    error = refusal(Fetcher(resolve=nobody), "http://news.example/")
    assert str(error) == "the host news.example is not known: Name or service not known"


@pytest.fixture
def certified(tmp_path: Path) -> Path:
    """Return a certificate of news.example that nobody vouches for, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl to make a certificate")
    path = tmp_path / "cert.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=news.example "
        "-addext subjectAltName=DNS:news.example"
    )
    subprocess.run(
        [*command.split(), "-keyout", path.with_suffix(".key"), "-out", path], check=True, capture_output=True
    )
    return path


@pytest.fixture
def secure(certified: Path) -> Iterator[Site]:
    found = Site()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certified, certified.with_suffix(".key"))
    found.server.socket = context.wrap_socket(found.server.socket, server_side=True)
    found.server.handle_error = lambda *_: None  # type: ignore[method-assign]
    with serving(found.server):
        yield found


def secure_fetcher() -> Fetcher:
    return Fetcher(FetchOptions(allows_private=True, pause_seconds=0, tries=1), resolve=Names("127.0.0.1"))


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Site) -> None:
    error = refusal(secure_fetcher(), f"https://news.example:{secure.port}/")
    assert error.code == "bad-certificate"
    assert "self-signed certificate" in str(error).replace("self signed", "self-signed")


def test_the_certificate_is_checked_for_the_name_asked_for(
    secure: Site, certified: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certified))
    secure.put("/a", PAGE)
    assert secure_fetcher().fetch(f"https://news.example:{secure.port}/a").body == PAGE.body
    assert refusal(secure_fetcher(), f"https://other.example:{secure.port}/a").code == "bad-certificate"
