"""The page's own code and styles, and Leaflet's, read from their packages."""

import re
from dataclasses import dataclass
from importlib import resources

LAND = (
    "plane", "trianglegrid", "mesh", "filling", "wearing", "pieces", "tints", "shoremask", "frontline",
    "dirtyboxes", "baseareas", "land", "landsize", "landinfo", "outline",
)  # fmt: skip
SCRIPTS = (
    "text", "blob", "words", "days", "columns", "data", "state", "control", "evidence", "paint",
    "canvaslayer", "basemap", "regions", *LAND, "marker", "looks", "stamps", "towns", "labels", "filters",
    "phrases", "pointer", "timeline", "legend", "drawer", "report", "town", "search", "placeslist", "changes",
    "chart", "gaps", "about", "filterpanel", "share", "sharepanel", "fragment", "theme", "keys", "start",
)  # fmt: skip
STYLES = ("tokens", "layout", "legend", "dock", "drawer", "phone", "print")

_IMAGE = re.compile(r"url\(\s*['\"]?images/[^)]*\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_STYLE_BLANKS = re.compile(r"\s*([{};])\s*")
_CLOSING = re.compile(r"</(script|style)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageParts:
    """Texts that go into the page as they are; none can end the element it stands in."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    body: str


def load_page_parts() -> PageParts:
    """Return Leaflet and the page's own files, in order.

    Returns:
        Leaflet first, with its copyright header, without its pictures (the page uses none) and source map.
    """
    leaflet = resources.files("xstatic.pkg.leaflet") / "data"
    page = resources.files("output") / "page"
    code = _SOURCE_MAP.sub("", (leaflet / "leaflet.js").read_text("utf-8"))
    style = _IMAGE.sub("none", (leaflet / "leaflet.css").read_text("utf-8"))
    own_code = "\n".join((page / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    own_style = "\n".join((page / f"{name}.css").read_text("utf-8") for name in STYLES)
    return PageParts(
        scripts=(_inert(code), _inert(_shorten(own_code))),
        styles=(_inert(_shorten_style(style)), _inert(_shorten_style(own_style))),
        body=_INDENT.sub("", (page / "page.html").read_text("utf-8")),
    )


def _shorten(text: str) -> str:
    """Return our own code without comments on lines of their own and without indents, a fifth shorter."""
    return _INDENT.sub("", _COMMENT.sub("", text))


def _shorten_style(text: str) -> str:
    """Return styles without comments and the blanks around braces and semicolons."""
    return _STYLE_BLANKS.sub(r"\1", _COMMENT.sub("", text))


def _inert(text: str) -> str:
    """Return code that cannot end its own element, with the line ends an HTML parser would give it."""
    return _CLOSING.sub(r"<\\/\1", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
