"""The page's own code and styles, and Leaflet's, read from their packages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

LOADER = ("blob", "boot")
LAND = (
    "plane", "trianglegrid", "mesh", "filling", "wearing", "pieces", "tints", "shoremask", "frontline",
    "dirtyboxes", "baseareas", "land", "landsize", "landinfo", "outline",
)  # fmt: skip
SCRIPTS = (
    "text", "words", "days", "columns", "data", "state", "control", "evidence", "paint",
    "canvaslayer", "basemap", "regions", *LAND, "marker", "looks", "sprites", "stamps", "towns", "labels",
    "filters",
    "phrases", "swipe", "pointer", "timeline", "legend", "drawer", "report", "says", "town", "search",
    "placeslist", "changes", "chart", "gaps", "about", "filterpanel", "share", "sharepanel", "fragment",
    "theme", "keys", "start",
)  # fmt: skip
STYLES = ("tokens", "layout", "legend", "dock", "drawer", "swipe", "phone", "print")

_IMAGE = re.compile(r"url\(\s*['\"]?images/[^)]*\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_STYLE_BLANKS = re.compile(r"\s*([{};])\s*")
_CLOSING = re.compile(r"</(script|style)", re.IGNORECASE)
_LICENCE = re.compile(r"\A\s*(/\* @preserve.*?\*/)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PageParts:
    """Texts that go into the page as they are; none can end the element it stands in.

    Attributes:
        loader: What unpacks packed scripts and data, below Leaflet's copyright header.
        scripts: Leaflet, then the page's own code.
        styles: Leaflet's, then the page's own.
        body: Skeleton of the page.
    """

    loader: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    body: str


def load_page_parts() -> PageParts:
    """Return Leaflet and the page's own files, in order.

    Returns:
        Leaflet first, with its copyright header, without its pictures (the page uses none) and source map.

    Raises:
        ValueError: If Leaflet bears no copyright header, which the page has to show.
    """
    leaflet = resources.files("xstatic.pkg.leaflet") / "data"
    page = resources.files("output") / "page"
    code = _SOURCE_MAP.sub("", (leaflet / "leaflet.js").read_text("utf-8"))
    style = _IMAGE.sub("none", (leaflet / "leaflet.css").read_text("utf-8"))
    own_style = _join(page, STYLES, "css")
    return PageParts(
        loader=_inert(f"{_find_licence(code)}\n{_shorten(_join(page, LOADER, 'js'))}"),
        scripts=(_inert(code), _inert(_shorten(_join(page, SCRIPTS, "js")))),
        styles=(_inert(_shorten_style(style)), _inert(_shorten_style(own_style))),
        body=_INDENT.sub("", (page / "page.html").read_text("utf-8")),
    )


def _join(folder: Traversable, names: Iterable[str], suffix: str) -> str:
    return "\n".join((folder / f"{name}.{suffix}").read_text("utf-8") for name in names)


def _find_licence(code: str) -> str:
    """Return the copyright header of a file, which is kept readable where the file itself is packed."""
    header = _LICENCE.match(code)
    if header is None:
        raise ValueError("expected leaflet.js to begin with its copyright header")
    return header[1]


def _shorten(text: str) -> str:
    """Return our own code without comments on lines of their own and without indents, a fifth shorter."""
    return _INDENT.sub("", _COMMENT.sub("", text))


def _shorten_style(text: str) -> str:
    """Return styles without comments and the blanks around braces and semicolons."""
    return _STYLE_BLANKS.sub(r"\1", _COMMENT.sub("", text))


def _inert(text: str) -> str:
    """Return code that cannot end its own element, with the line ends an HTML parser would give it."""
    return _CLOSING.sub(r"<\\/\1", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
