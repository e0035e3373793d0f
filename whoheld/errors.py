"""What can go wrong in the front door."""


class WhoheldError(Exception):
    """Base of all errors of `whoheld`."""


class NothingReadError(WhoheldError, ValueError):
    """Not one article or coded claim could be read from the given sources."""


class BadOptionError(WhoheldError, ValueError):
    """An option's value that cannot be used: what was expected, what came, a right example."""


class HiddenPackageError(WhoheldError, ImportError):
    """Another installed package hides one of whoheld's own."""
