"""What a host allows robots to fetch, and how fast: its robots.txt, read once a run."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from articles.errors import WebError
from articles.web.addresses import Target
from articles.web.connecting import Answer
from articles.web.limits import FetchOptions

FetchText = Callable[[str], Answer]
"""Fetches an address, redirects followed, without asking for robots.txt."""

_MOST_CHARACTERS = 500_000
_OK = 200
_MISSING = range(400, 500)


@dataclass(slots=True)
class Robots:
    """The rules of the hosts asked so far.

    Attributes:
        options: Names us, and how long a pause may be.
        fetch: Fetches robots.txt.
    """

    options: FetchOptions
    fetch: FetchText
    _rules: dict[str, Any] = field(default_factory=dict)
    _closed: dict[str, tuple[str, str]] = field(default_factory=dict)

    def check(self, target: Target) -> None:
        """Refuse what the host does not allow.

        Raises:
            WebError: If it is not allowed, or robots.txt cannot be read.
        """
        rules = self._rules_of(target)
        if rules is not None and not rules.can_fetch(target.origin + target.path, self.options.user_agent):
            raise WebError("robots", f"the robots.txt of {target.authority} does not allow it")

    def pause_seconds(self, target: Target) -> float:
        """Return how long to wait between two requests to a host."""
        rules = self._rules.get(target.origin)
        delay = rules.crawl_delay(self.options.user_agent) if rules is not None else None
        asked = min(float(delay or 0.0), self.options.max_pause_seconds)
        return max(asked, self.options.pause_seconds)

    def _rules_of(self, target: Target) -> Any:
        if target.origin in self._closed:
            raise WebError(*self._closed[target.origin])
        if target.origin not in self._rules:
            try:
                self._rules[target.origin] = self._read(f"{target.origin}/robots.txt")
            except WebError as error:
                self._closed[target.origin] = (error.code, str(error))
                raise WebError(error.code, str(error)) from error
        return self._rules[target.origin]

    def _read(self, address: str) -> Any:
        """Return the rules of a host; None where it has none (RFC 9309: what is missing allows all)."""
        from protego import Protego  # noqa: PLC0415

        answer = self.fetch(address)
        if answer.status in _MISSING:
            return None
        if answer.status != _OK:
            message = f"{address} answers {answer.status}: nothing of this host is fetched"
            raise WebError("robots", message)
        return Protego.parse(answer.body.decode("utf-8", "replace")[:_MOST_CHARACTERS])
