"""Fetch pages politely: redirects checked one by one, robots.txt kept, pauses, retries, only what is new."""

import email.utils
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urljoin

from articles.errors import WebError
from articles.web.addresses import Resolve, Target, find_target, resolve_host
from articles.web.canonical import canonical_url
from articles.web.connecting import Answer, ask
from articles.web.limits import NO_VALIDATORS, FetchOptions, Validators
from articles.web.robots import Robots

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that was fetched, or that is as it was.

    Attributes:
        url: Where it was found in the end, redirects followed.
        content_type: In lower case, without parameters; "" = not said.
        charset: Encoding that the server names, or "".
        validators: To be sent back when asking again.
        is_unchanged: The server still has the version of the validators sent; the body is empty.
    """

    url: str
    body: bytes
    content_type: str
    charset: str
    validators: Validators
    is_unchanged: bool = False


@dataclass(slots=True)
class Clock:
    """Time, and waiting."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Fetcher:
    """Fetches pages, one request at a time to a host.

    Attributes:
        options: Limits and pauses.
        resolve: Looks hosts up.
        clock: Tells the time and waits.
    """

    options: FetchOptions = field(default_factory=FetchOptions)
    resolve: Resolve = resolve_host
    clock: Clock = field(default_factory=Clock)
    _robots: Robots = field(init=False)
    _asked_at: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin without knowing any host."""
        self._robots = Robots(self.options, lambda url: self._follow(url, {}, is_robots=True)[1])

    def fetch(self, url: str, *, validators: Validators = NO_VALIDATORS) -> Fetched:
        """Fetch a page, unless it is still as it was.

        Args:
            url: Of the page.
            validators: Of the version that is known.

        Raises:
            WebError: If it cannot be fetched, or may not.
        """
        found, answer = self._follow(url, validators.headers(), is_robots=False)
        known = Validators(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
        if answer.status == HTTPStatus.NOT_MODIFIED and validators != NO_VALIDATORS:
            kept = Validators(known.etag or validators.etag, known.last_modified or validators.last_modified)
            return Fetched(found, b"", answer.content_type, answer.charset, kept, is_unchanged=True)
        if answer.status != HTTPStatus.OK:
            raise WebError(f"http-{answer.status}", f"the server answers {_status_words(answer.status)}")
        return Fetched(found, answer.body, answer.content_type, answer.charset, known)

    def _follow(self, url: str, headers: Mapping[str, str], *, is_robots: bool) -> tuple[str, Answer]:
        """Return where an address leads, and what is answered there."""
        for _ in range(self.options.max_redirects + 1):
            answer = self._ask_again(url, headers, is_robots=is_robots)
            onward = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not onward:
                return url, answer
            url = canonical_url(urljoin(url, onward)) or urljoin(url, onward)
        raise WebError("too-many-redirects", f"redirected more than {self.options.max_redirects} times")

    def _ask_again(self, url: str, headers: Mapping[str, str], *, is_robots: bool) -> Answer:
        """Ask, and ask again what fails in passing, as long as the server asks for no longer wait."""
        for attempt in range(1, self.options.tries + 1):
            is_last = attempt == self.options.tries
            backoff = self.options.backoff_seconds * 2 ** (attempt - 1)
            try:
                answer = self._ask_once(url, headers, is_robots=is_robots)
            except WebError as error:
                if is_last or not error.is_passing:
                    raise
                self.clock.sleep(backoff)
                continue
            wait = _retry_after(answer) if answer.status in _PASSING else None
            too_long = wait is not None and wait > self.options.max_wait_seconds
            if answer.status not in _PASSING or is_last or too_long:
                return answer
            self.clock.sleep(max(backoff, wait or 0.0))
        raise AssertionError("an address is asked at least once")

    def _ask_once(self, url: str, headers: Mapping[str, str], *, is_robots: bool) -> Answer:
        """Look the host up, check it and its rules, wait for its turn, and ask."""
        target = find_target(url, resolve=self.resolve, allows_private=self.options.allows_private)
        if not is_robots:
            self._robots.check(target)
        self._wait(target)
        try:
            return ask(target, headers, self.options)
        finally:
            self._asked_at[target.origin] = self.clock.now()

    def _wait(self, target: Target) -> None:
        asked_at = self._asked_at.get(target.origin)
        if asked_at is None:
            return
        left = asked_at + self._robots.pause_seconds(target) - self.clock.now()
        if left > 0:
            self.clock.sleep(left)


def _retry_after(answer: Answer) -> float | None:
    """Return the seconds that a server asks to wait; None where it does not say."""
    words = answer.headers.get("retry-after", "").strip()
    if words.isdecimal():
        return float(words)
    try:
        moment = email.utils.parsedate_to_datetime(words)
    except (ValueError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())


def _status_words(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
