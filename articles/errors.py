"""What can go wrong while reading texts."""


class ArticlesError(Exception):
    """Base of all errors of `articles`."""


class BadDataFileError(ArticlesError, ValueError):
    """An actor, rule or word-list file that breaks its schema; lists every fault with its place."""


class BadDateError(ArticlesError, ValueError):
    """Words that should be a calendar day and are not."""
