"""The folium side of the map page: one figure, one map, one element that carries everything."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any, ClassVar

import folium
from branca.element import Element, Figure, MacroElement
from jinja2 import Template

from output.escape import compact_json, escape_html, script_json
from output.messages import Messages
from output.payload import Payload, pack, pack_text
from output.webpage import PageParts


class PageFigure(Figure):
    """An HTML document with a language, a direction, and a rule against requests to anywhere."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.language }}" dir="{{ this.direction }}">\n<head>\n'
        '<meta charset="utf-8">\n{{ this.policy() }}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        "<title>{{ this.heading }}</title>\n{{ this.header.render(**kwargs) }}\n</head>\n"
        '<body>\n<noscript>{{ this.needs }}</noscript>\n<p id="wh-needs" hidden>{{ this.needs }}</p>\n'
        "{{ this.html.render(**kwargs) }}\n{{ this.starter() }}\n</body>\n</html>\n"
    )

    def __init__(self, parts: PageParts, *, title: str, messages: Messages, tiles: str) -> None:
        super().__init__()
        self.parts = parts
        self.header._children.clear()  # noqa: SLF001 - branca's own meta tag comes with the template
        self.heading = escape_html(title)
        self.language = messages.language
        self.direction = messages.direction
        self.needs = escape_html(messages.words["needs_browser"])
        self.tiles = tiles

    def code(self) -> str:
        """Return what starts the map."""
        return str(self.script.render()).strip()

    def is_alone(self) -> bool:
        """Return whether nobody added folium layers of other kinds, which bring scripts of their own."""
        children = [e for m in self._children.values() for e in m._children.values()]  # noqa: SLF001
        return all(isinstance(element, PageElement) for element in children)

    def starter(self) -> str:
        """Return the elements that run the page's code.

        Alone, the code lies gzipped in the page, a third of its size. Other layers' scripts ask for Leaflet
        at once; beside them it stands in the head as it is.
        """
        if not self.is_alone():
            return f"<script>{self.code()}</script>"
        packed = pack_text(compact_json([*self.parts.scripts, self.code()]))
        return (
            f'<script type="text/plain" id="whoheld-code">{packed}</script>\n'
            f"<script>{self.parts.loader}</script>"
        )

    def policy(self) -> str:
        """Return the rule that lets only the page's own scripts run and nothing be fetched.

        A map to which a user added folium layers of other kinds gets none, as those load their own files.
        """
        if not self.is_alone():
            return ""
        scripts = (self.parts.loader, *self.parts.scripts, self.code())
        hashes = " ".join(f"'sha256-{_digest(text)}'" for text in scripts)
        pictures = "data: blob: https: http:" if self.tiles else "data: blob:"
        rule = (
            f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src {pictures}; "
            "base-uri 'none'; form-action 'none'"
        )
        return f'<meta http-equiv="Content-Security-Policy" content="{rule}">\n'


class ControlMap(folium.Map):
    """A folium map that loads nothing: no default scripts or styles, no tiles of its own."""

    default_js: ClassVar[list[tuple[str, str]]] = []  # type: ignore[misc]  # folium's are unannotated
    default_css: ClassVar[list[tuple[str, str]]] = []  # type: ignore[misc]

    _template = Template(
        "{% macro html(this, kwargs) %}"
        '<main><div class="folium-map" id="{{ this.get_name() }}"></div></main>'
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        'var {{ this.get_name() }} = L.map("{{ this.get_name() }}", {{ this.settings }});'
        "{% endmacro %}"
    )

    def __init__(self, figure: PageFigure) -> None:
        super().__init__(tiles=None)
        self._id = "whoheld"
        self.settings = script_json(
            {
                "zoomControl": False, "zoomSnap": 0.25, "zoomDelta": 0.5, "wheelPxPerZoomLevel": 90,
                "minZoom": 1.5, "maxZoom": 13, "maxBounds": [[-89, -270], [89, 270]],
            }
        )  # fmt: skip
        figure.add_child(self)


class PageElement(MacroElement):
    """The page around the map: styles, code, skeleton and the one blob of data.

    The texts go in as values: branca reads what a macro returns as a template once more, and would run
    any braces in it.
    """

    def __init__(self, payload: Payload, extras: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "WhoheldPage"
        self._id = "whoheld"
        self.data = [
            _as_blob("whoheld-data", {**extras, **payload.core}),
            _as_blob("whoheld-evidence", payload.evidence),
        ]

    def render(self) -> str:  # type: ignore[override]  # branca passes no options on
        """Put the page's parts into the figure, as branca's macros do."""
        figure, page_map = self.get_root(), self._parent
        if not isinstance(figure, PageFigure) or page_map is None:
            raise TypeError("the page belongs into a map with its own figure around it")
        parts = figure.parts
        styles = [f"<style>{text}</style>" for text in parts.styles]
        plain = () if figure.is_alone() else (parts.scripts[0], parts.loader, *parts.scripts[1:])
        scripts = [f"<script>{text}</script>" for text in plain]
        blobs = [f'<script type="{kind}" id="{name}">{text}</script>' for kind, name, text in self.data]
        start = f"whoheld.start({page_map.get_name()});"
        figure.header.add_child(_Text("\n".join([*styles, *scripts])), name="whoheld-header")
        figure.html.add_child(_Text("\n".join([parts.body, *blobs])), name="whoheld-html")
        figure.script.add_child(_Text(start), name="whoheld-script")
        return ""


def _as_blob(name: str, value: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return type, id and content of a data element: JSON, gzipped when it is large."""
    packed = pack(value)
    return ("text/plain", name, packed) if packed else ("application/json", name, script_json(value))


class _Text(Element):
    """Text that goes into the document as it is."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def assemble_map(
    payload: Payload, parts: PageParts, messages: Messages, *, title: str, tiles: str, tiles_credit: str
) -> ControlMap:
    """Return the folium map of a page; its root renders to the same bytes each time.

    Args:
        payload: The data.
        parts: Code, styles and skeleton.
        messages: Words of the page's language.
        title: Heading, plain text.
        tiles: Address pattern of online tiles, or "".
        tiles_credit: Whom to credit for them, plain text.
    """
    figure = PageFigure(parts, title=title, messages=messages, tiles=tiles)
    page_map = ControlMap(figure)
    extras = {
        "title": title, "tiles": tiles, "tiles_credit": tiles_credit,
        "language": messages.language, "locale": messages.locale, "words": dict(messages.words),
    }  # fmt: skip
    page_map.add_child(PageElement(payload, extras), name="page")
    return page_map


def render_page(page_map: ControlMap) -> str:
    """Return the HTML of a map's page."""
    root: Element = page_map.get_root()
    return str(root.render())


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
