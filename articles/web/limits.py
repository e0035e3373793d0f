"""How pages are fetched: limits, pauses and the name we give."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How to fetch.

    Attributes:
        user_agent: Name under which servers are asked.
        allows_private: Whether addresses of this machine and of private networks may be asked.
        max_pages: Most pages fetched for one source: a feed, a sitemap, a list.
        max_bytes: Largest body, as it comes and as it is unpacked.
        max_redirects: Most redirects from one address.
        connect_seconds: Longest wait for a connection.
        read_seconds: Longest silence of a server.
        whole_seconds: Longest time for one answer, however it drips.
        pause_seconds: Between two requests to one host.
        max_pause_seconds: Longest pause that robots.txt may ask for.
        tries: How often an address is asked at most.
        backoff_seconds: Before the second try; twice as long before each further one.
        max_wait_seconds: Longest wait that a server may ask for; where it asks for more, the page is left.
    """

    user_agent: str = "whoheld"
    allows_private: bool = False
    max_pages: int = 200
    max_bytes: int = 20_000_000
    max_redirects: int = 5
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    whole_seconds: float = 120.0
    pause_seconds: float = 1.0
    max_pause_seconds: float = 30.0
    tries: int = 3
    backoff_seconds: float = 2.0
    max_wait_seconds: float = 60.0

    def __post_init__(self) -> None:
        """Refuse limits that let nothing through."""
        if min(self.max_pages, self.max_bytes, self.tries) < 1 or self.max_redirects < 0:
            raise ValueError("max_pages, max_bytes and tries are at least 1, max_redirects at least 0")


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the version of a page it gave, to be sent back when asking again.

    Attributes:
        etag: As sent, or "".
        last_modified: As sent, or "".
    """

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for the page only if it is another version."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


NO_VALIDATORS = Validators()
