"""The columns of every layer and table: names, types and meanings."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

ColumnType = Literal["text", "date", "number", "count"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its cells (None in any of them = not known), and its meaning."""

    name: str
    type: ColumnType
    meaning: str


_PLACE_COLUMNS = (
    Column("place_id", "text", "id of the place, with its origin"),
    Column("place", "text", "name of the place"),
    Column("kind", "text", "town, district, facility, admin1, country, ..."),
    Column("country", "text", "ISO 3166 alpha-2"),
    Column("admin1", "text", "first-level unit"),
    Column("lat", "number", "degrees, WGS 84"),
    Column("lon", "number", "degrees, WGS 84"),
)

CONTROL_COLUMNS = (
    *_PLACE_COLUMNS,
    Column("start_date", "date", "first day; empty = the reports bear no date"),
    Column("end_date", "date", "day after the last one; empty = still so"),
    Column("state", "text", "controlled, contested, besieged or unknown"),
    Column("actor", "text", "name of the holder; of the first side if contested; empty = not known"),
    Column("actor_id", "text", "id of that actor"),
    Column("opponent", "text", "names of the other sides or besiegers, joined by ;"),
    Column("actors", "text", "ids of all sides, the holder first, joined by ;"),
    Column("basis", "text", "assessed, claimed, inferred or carried"),
    Column("probability", "number", "that the actor holds the place, 0 to 1"),
    Column("first_report", "date", "oldest day that the reports it stands on are about"),
    Column("last_report", "date", "newest day on which a report speaks of it"),
    Column("evidence_count", "count", "reports it stands on; copies of one count once"),
    Column("against_count", "count", "reports against it"),
    Column("place_precision", "count", "of the most exact of these reports, as in claims"),
    Column("time_precision", "count", "of the most exact of these reports, as in claims"),
    Column("sources", "text", "outlets of the evidence, those of copies among them, sorted, joined by ;"),
    Column("evidence", "text", "claim ids, oldest first, joined by ;"),
    Column("against", "text", "claim ids, joined by ;"),
    Column("colour", "text", "#rrggbb of the actor, or of the state where there is none"),
)

CLAIM_COLUMNS = (
    Column("article_id", "text", "id of the article"),
    Column("place", "text", "the place as the text names it"),
    Column("start", "count", "offset of that name in the article's text"),
    Column("end", "count", "offset of the character after it"),
    Column("place_id", "text", "id of the place it was put at; empty = not placed"),
    Column("lat", "number", "degrees, WGS 84"),
    Column("lon", "number", "degrees, WGS 84"),
    Column("relation", "text", "captured, lost, held, contested, besieged, repelled or attacked"),
    Column("actor", "text", "who gains, holds, acts or loses"),
    Column("actor_id", "text", "id of that actor"),
    Column("actor_surface", "text", "the words of the text for it"),
    Column("opponent", "text", "the other side"),
    Column("opponent_id", "text", "id of that actor"),
    Column("opponent_surface", "text", "the words of the text for it"),
    Column("stance", "text", "asserted, claimed, denied or planned"),
    Column("extent", "text", "whole, part or outskirts"),
    Column("start_date", "date", "first day the claim is about; empty = undated"),
    Column("end_date", "date", "day after the last one"),
    Column("time_precision", "count", "1 day, 2 week, 3 month or worse"),
    Column("place_precision", "count", "1 the named town, 2 near it, 3 a region"),
    Column("speaker", "text", "who says so"),
    Column("sentence", "text", "the sentence that makes the claim"),
    Column("rule", "text", "the rule that read it"),
    Column("confidence", "number", "that it is right as read, 0 to 1"),
    Column("source", "text", "outlet"),
    Column("url", "text", "address of the article"),
    Column("published", "date", "day of publication"),
    Column("title", "text", "headline"),
    Column("place_name", "text", "name of the place it was put at"),
    Column("when_basis", "text", "explicit: the text dates it; report: only its publication does"),
    Column("claim_id", "text", "id of the claim"),
    Column("story_id", "text", "id that copies of one text share; empty = not looked for"),
)

MENTION_COLUMNS = (
    Column("article_id", "text", "id of the article"),
    Column("start", "count", "offset of the name in the article's text"),
    Column("end", "count", "offset of the character after it"),
    Column("name", "text", "the name as written"),
    Column("role", "text", "target, reference, origin, route or associative"),
    Column("place_id", "text", "id of the place it was put at; empty = none"),
    Column("lat", "number", "degrees, WGS 84"),
    Column("lon", "number", "degrees, WGS 84"),
    Column("score", "number", "probability of that choice, 0 to 1"),
    Column("status", "text", "resolved, ambiguous or unknown"),
    Column("country", "text", "ISO 3166 alpha-2"),
    Column("kind", "text", "of the place; of the name where it has none"),
    Column("place_name", "text", "name of the place it was put at"),
    Column("candidates", "text", "the best candidates and why, in words"),
    Column("place_precision", "count", "1 the place itself, 2 a spot near it, 3 only the area it lies in"),
)

PLACE_COLUMNS = (
    *_PLACE_COLUMNS,
    Column("population", "count", "people; empty = not known"),
    Column("mention_count", "count", "times an article names it"),
    Column("article_count", "count", "articles that name it"),
    Column("claim_count", "count", "claims about it"),
)

AREA_COLUMNS = (
    Column("date", "date", "day of a snapshot; empty in a history"),
    Column("start_date", "date", "first day"),
    Column("end_date", "date", "day after the last one; empty = still so"),
    Column("state", "text", "controlled or contested"),
    Column("actor", "text", "name of the holder; of the first side if contested"),
    Column("actor_id", "text", "id of that actor"),
    Column("opponent", "text", "names of the other sides, joined by ;"),
    Column("actors", "text", "ids of all sides, joined by ;"),
    Column("area_km2", "number", "on the ellipsoid"),
    Column("place_count", "count", "places with a report of their own that it is drawn from"),
    Column("places", "text", "ids of these places, joined by ;: their rows in control have the evidence"),
    Column("evidence_count", "count", "reports that the states of these places stand on"),
    Column("against_count", "count", "reports against them"),
    Column("first_report", "date", "oldest day that these reports are about"),
    Column("last_report", "date", "newest day on which one speaks of these places"),
    Column("sources", "text", "outlets of these reports, sorted, joined by ;"),
    Column("probability", "number", "mean of these places; 0.5 where there are none"),
    Column("method", "text", "how it was drawn"),
    Column("colour", "text", "#rrggbb of the actor; of contested land its own"),
)

FRONT_COLUMNS = (
    Column("date", "date", "day of a snapshot; empty in a history"),
    Column("start_date", "date", "first day"),
    Column("end_date", "date", "day after the last one; empty = still so"),
    Column("front", "text", "names of the two sides"),
    Column("actor", "text", "name of one side, the first by id"),
    Column("actor_id", "text", "id of that actor"),
    Column("opponent", "text", "name of the other side"),
    Column("opponent_id", "text", "id of that actor"),
    Column("kind", "text", "contact, or contested: contested land lies on one side of the line"),
    Column("length_km", "number", "on the ground"),
    Column("method", "text", "how the areas were drawn that the line lies between"),
    Column("colour", "text", "#rrggbb of the actor"),
    Column("opponent_colour", "text", "#rrggbb of the opponent"),
)

CHANGE_COLUMNS = (
    *_PLACE_COLUMNS,
    Column("date", "date", "first day of the new state"),
    Column("change", "text", "first report, taken, settled, contested, besieged or unknown"),
    Column("taken_from", "text", "name of the last known holder, if the place was taken from him"),
    Column("taken_from_id", "text", "id of that actor"),
    Column("before_state", "text", "state until then; empty = no report before"),
    Column("before_actor", "text", "name of the holder until then"),
    Column("before_actors", "text", "ids of all sides until then, joined by ;"),
    Column("state", "text", "controlled, contested, besieged or unknown"),
    Column("actor", "text", "name of the holder; of the first side if contested; empty = not known"),
    Column("actor_id", "text", "id of that actor"),
    Column("opponent", "text", "names of the other sides or besiegers, joined by ;"),
    Column("actors", "text", "ids of all sides, the holder first, joined by ;"),
    Column("probability", "number", "that the actor holds the place, 0 to 1"),
    Column("evidence_count", "count", "reports it stands on"),
    Column("sources", "text", "outlets of the evidence, those of copies among them, sorted, joined by ;"),
    Column("evidence", "text", "claim ids, oldest first, joined by ;"),
    Column("colour", "text", "#rrggbb of the actor, or of the state where there is none"),
)

SERIES_COLUMNS = (
    Column("start_date", "date", "first day on which these figures hold"),
    Column("end_date", "date", "day after the last one; empty = still so"),
    Column("actor", "text", "name of the actor"),
    Column("actor_id", "text", "id of the actor"),
    Column("towns", "count", "towns, villages and sites it controls, besieged ones included"),
    Column("population", "count", "people of those of them whose population is known"),
    Column("counted_towns", "count", "how many these are"),
    Column("km2", "number", "land drawn as controlled by it"),
    Column("contested_towns", "count", "towns where it is one side of fighting"),
    Column(
        "contested_km2", "number", "land drawn as contested with it as a side; each side counts all of it"
    ),
    Column("colour", "text", "#rrggbb of the actor"),
)

SOURCE_COLUMNS = (
    Column("source", "text", "speaker of the reports, else their outlet"),
    Column("kind", "text", "plain, or hedged: only claimed or denied"),
    Column("side", "text", "name of the actor it is known to speak for"),
    Column("side_id", "text", "id of that actor"),
    Column("report_count", "count", "dated reports"),
    Column("judged_count", "count", "those that plainly name the holder of a town, copies left out"),
    Column("hit_rate", "number", "expected share of the judged ones that was right; empty = none to judge"),
    Column("error_ratio", "number", "how many times more often than an ordinary source it is wrong"),
    Column("leans_to", "text", "name of the actor it names wrongly most; empty = no lean"),
    Column("leans_to_id", "text", "id of that actor"),
    Column("lean_ratio", "number", "how many times more often than other actors"),
    Column("against_side_count", "count", "reports against its own side, which count more"),
)

VIEW_COLUMNS = (
    *_PLACE_COLUMNS,
    Column("source", "text", "who says so: speaker of the reports, else their outlet"),
    Column("start_date", "date", "first day; empty = the reports bear no date"),
    Column("end_date", "date", "day after the last one; empty = still so"),
    Column("state", "text", "controlled, contested, besieged or unknown, by this source's latest report"),
    Column("actor", "text", "name of the holder; of the first side if contested; empty = not known"),
    Column("actor_id", "text", "id of that actor"),
    Column("opponent", "text", "names of the other sides or besiegers, joined by ;"),
    Column("basis", "text", "assessed, claimed or carried"),
    Column("last_report", "date", "newest day on which a report of this source speaks of it"),
    Column("evidence_count", "count", "reports it stands on"),
    Column("evidence", "text", "claim ids, oldest first, joined by ;"),
    Column("colour", "text", "#rrggbb of the actor, or of the state where there is none"),
)

DISAGREEMENT_COLUMNS = (
    *_PLACE_COLUMNS,
    Column("start_date", "date", "first day on which both are said"),
    Column("end_date", "date", "day after the last one; empty = still so"),
    Column("actor", "text", "name of one holder"),
    Column("actor_id", "text", "id of that actor"),
    Column("sources", "text", "who says so, sorted, joined by ;"),
    Column("other_actor", "text", "name of the other holder"),
    Column("other_actor_id", "text", "id of that actor"),
    Column("other_sources", "text", "who says so, sorted, joined by ;"),
)

ARTICLE_COLUMNS = (
    Column("article_id", "text", "id of the article, as claims cite it"),
    Column("title", "text", "headline"),
    Column("source", "text", "outlet"),
    Column("published", "date", "day of publication; empty = not known"),
    Column("url", "text", "address of the article"),
    Column("language", "text", "ISO 639-1"),
    Column("where", "text", "file and line it was read from"),
    Column("story_id", "text", "id that copies of one text share; empty = not looked for"),
)

ISSUE_COLUMNS = (
    Column("code", "text", "kind of the issue, such as no-date or unknown-place"),
    Column("where", "text", "file and line, or article id"),
    Column("message", "text", "what is wrong, in words"),
    Column("value", "text", "the words at fault"),
)

EVIDENCE_COLUMNS = (
    Column("control_id", "text", "feature_id in control or control_regions"),
    Column("claim_id", "text", "claim_id in claims"),
    Column("side", "text", "for or against"),
    Column(
        "copy_of", "text", "claim_id of the report that it repeats, and that counts; empty = it counts itself"
    ),
)

ID_COLUMN = Column("feature_id", "text", "id of the feature, the same in every format")

BASE_COLUMNS = (Column("name", "text", "name of the country or first-level unit"),)

LAYERS: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "control": CONTROL_COLUMNS,
        "claims": CLAIM_COLUMNS,
        "places": PLACE_COLUMNS,
        "areas": AREA_COLUMNS,
        "front": FRONT_COLUMNS,
        "changes": CHANGE_COLUMNS,
        "series": SERIES_COLUMNS,
        "sources": SOURCE_COLUMNS,
        "views": VIEW_COLUMNS,
        "disagreements": DISAGREEMENT_COLUMNS,
    }
)
"""Columns by layer: what `--layer` chooses from."""

FILE_LAYERS = ("control", "claims", "places", "areas", "front", "sources")
"""Layers that a file of many layers always has; the others are in it when asked for."""

ENDS: Mapping[str, int] = MappingProxyType(
    {
        layer: [column.name for column in columns].index("end_date")
        for layer, columns in LAYERS.items()
        if layer != "claims" and any(column.name == "end_date" for column in columns)
    }
)
"""Where the layers of what may last hold its end; claims without one bear no date at all."""

SHAPED = frozenset({"areas", "front"})
"""Layers with shapes of their own; tables give them as WKT."""

TABLES = frozenset({"series", "sources"})
"""Layers whose rows lie nowhere."""

ATTRIBUTES: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {"articles": ARTICLE_COLUMNS, "evidence": EVIDENCE_COLUMNS, "issues": ISSUE_COLUMNS}
)
"""Columns of the tables that only a GeoPackage has, beside its layers."""

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "control": "Who reportedly held each town",
        "control_regions": "Statements about provinces and countries",
        "claims": "What the articles claim",
        "places": "Places that articles name",
        "areas": "Land that parties held or contested",
        "front": "Front lines",
        "changes": "What changed hands",
        "series": "What each actor held, in numbers",
        "sources": "How far each source can be trusted",
        "views": "What each source says of each place",
        "disagreements": "Where sources contradict each other",
        "articles": "Articles",
        "evidence": "Which claim speaks for or against which state",
        "issues": "What could not be read, dated or placed",
        "base_admin1": "First-level units",
        "base_countries": "Countries",
    }
)
"""What programs call the layers and tables of a GeoPackage."""
