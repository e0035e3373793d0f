"""What can go wrong while writing results."""


class OutputError(Exception):
    """Base of all errors of `output`."""


class UnknownFormatError(OutputError, ValueError):
    """A file name whose suffix no writer serves; names the ones that exist."""


class UnwritableError(OutputError, OSError):
    """A target that cannot be written; what stood there is untouched."""


class BadStyleError(OutputError, ValueError):
    """A palette file that breaks its schema."""


class BadTagsError(OutputError, ValueError):
    """A file of hashtags that breaks its schema."""


class UnknownLanguageError(OutputError, ValueError):
    """A language there are no page words for, or whose words do not fit the English ones."""


class MissingExtraError(OutputError, ImportError):
    """A format needs a package that is installed with one of whoheld's extras; names it."""


class EmptyPictureError(OutputError, ValueError):
    """A span of days in which there is nothing to animate."""
