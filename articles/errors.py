"""What can go wrong while reading texts."""


class ArticlesError(Exception):
    """Base of all errors of `articles`."""


class BadDataFileError(ArticlesError, ValueError):
    """An actor, rule or word-list file that breaks its schema; lists every fault with its place."""


class BadDateError(ArticlesError, ValueError):
    """Words that should be a calendar day and are not."""


class WebError(ArticlesError, OSError):
    """A page that was not fetched; says why in one line.

    Attributes:
        code: Short name of the kind, as issues have it: "robots", "too-large", "timeout".
        is_passing: Whether it may work when asked again.
    """

    def __init__(self, code: str, message: str, *, is_passing: bool = False) -> None:
        """Take what happened, in words."""
        super().__init__(message)
        self.code = code
        self.is_passing = is_passing
