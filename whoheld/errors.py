"""What can go wrong in the front door."""


class WhoheldError(Exception):
    """Base of all errors of `whoheld`."""


class NothingReadError(WhoheldError, ValueError):
    """Not one article or coded claim could be read from the given sources."""


class BadOptionError(WhoheldError, ValueError):
    """An option's value that cannot be used: what was expected, what came, a right example."""


class BadReaderError(WhoheldError, ValueError):
    """A reader of the user's own returned something that is no claim of the article it read."""


class HiddenPackageError(WhoheldError, ImportError):
    """Another installed package hides one of whoheld's own."""


class BadStartMapError(WhoheldError, ValueError):
    """A starting map that cannot be used; lists every fault with the number of its feature."""


class ProjectError(WhoheldError, OSError):
    """A project file that cannot be read or written; base of what can go wrong with one."""


class NotAProjectError(ProjectError, ValueError):
    """A file that is no project file."""


class SpoiltProjectError(ProjectError, ValueError):
    """A project file that is damaged."""


class NewerProjectError(ProjectError, ValueError):
    """A project file of a later whoheld."""


class BusyProjectError(ProjectError, TimeoutError):
    """A project file that another process writes to for too long."""


class BadDecisionError(WhoheldError, ValueError):
    """A decision that cannot be taken: what it is about is not there, or it contradicts another one."""
