"""Write the map people open: one HTML file that needs nothing else."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from output.atomic import open_text
from output.basemap_cache import kept_basemap
from output.discretion import coarsen_results
from output.edition import installed_version
from output.frame import Frame
from output.horizon import cut_articles
from output.mapoptions import MapOptions, Outlines, Precision
from output.messages import load_messages
from output.models import Results
from output.payload import build_payload
from output.payload_areas import find_regions
from output.payload_mesh import encode_mesh
from output.payload_places import gather_histories
from output.theatre import Confined, confine_results
from output.viewframe import find_frame
from output.webpage import load_page_parts

if TYPE_CHECKING:
    from output.controlmap import ControlMap

__all__ = ["Frame", "MapOptions", "Precision", "build_map", "write_map"]


def build_map(results: Results, *, options: MapOptions | None = None) -> "ControlMap":
    """Return the map as a folium map, which notebooks show as it is.

    Args:
        results: One run's results.
        options: Choices; None takes the defaults.

    Raises:
        UnknownLanguageError: If there are no words for the language asked for.
    """
    from output.controlmap import assemble_map  # noqa: PLC0415 - folium is slow to import

    chosen = options or MapOptions()
    if not chosen.version:
        chosen = replace(chosen, version=installed_version())
    messages = load_messages(chosen.language)
    outlines = chosen.outlines or _open_outlines()
    confined = _narrow(results, chosen, outlines)
    results = confined.results
    histories = gather_histories(results.intervals, results.claims, until=chosen.until)
    regions = find_regions(histories, outlines)
    payload = build_payload(results, histories, regions, options=chosen, outside=confined.outside)
    if chosen.areas:
        payload.core["mesh"] = encode_mesh(histories, outlines)
    frame = chosen.box or find_frame(histories, regions)
    payload.core["basemap"] = kept_basemap(frame, outlines, places=len(histories))
    return assemble_map(
        payload, load_page_parts(), messages,
        title=chosen.title or messages.default_title, tiles=chosen.tiles, tiles_credit=chosen.tiles_credit,
    )  # fmt: skip


def write_map(results: Results, path: Path, *, options: MapOptions | None = None) -> None:
    """Write the map as one self-contained HTML file; the same results give the same bytes.

    Args:
        results: One run's results.
        path: Where to write; what stands there is replaced only when the new page is complete.
        options: Choices; None takes the defaults.

    Raises:
        UnknownLanguageError: If there are no words for the language asked for.
        UnwritableError: If the file cannot be written.
    """
    from output.controlmap import render_page  # noqa: PLC0415 - folium is slow to import

    with open_text(path) as stream:
        stream.write(render_page(build_map(results, options=options)))


def _narrow(results: Results, options: MapOptions, outlines: Outlines) -> Confined:
    """Return what of the results the page may hold; everything on it is made of that."""
    if options.until is not None:
        results = cut_articles(results, options.until)
    if options.precision == Precision.DISTRICT:
        results = coarsen_results(results)
    return confine_results(results, options.box, outlines) if options.box else Confined(results)


def _open_outlines() -> Outlines:
    from geo.boundaries import Boundaries  # noqa: PLC0415 - shapes are read only when a map is drawn

    return Boundaries.open()
