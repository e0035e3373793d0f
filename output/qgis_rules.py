"""Rules of a QGIS style: a symbol and a condition for each kind of feature, in the order of the legend."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from output.qgis_symbols import Options, add_symbol

_EXPRESSIONS = "4"  # QGIS's number of the mode
_ALWAYS = "make_datetime(1900, 1, 1, 0, 0, 0)"
_VERSION = "3.22.0"
_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"


class Style:
    """A style in the making; what is added later lies lower in the legend."""

    def __init__(self, kind: str) -> None:
        """Begin a style of "marker", "fill" or "line" symbols."""
        self._kind = kind
        self._rules = Element("rules", key="{root}")
        self._symbols = Element("symbols")
        self._labels: Element | None = None
        self._temporal: Element | None = None

    def add(
        self, label: str, condition: str, layers: Sequence[tuple[str, Options]], *, opacity: float = 1.0
    ) -> None:
        """Add a rule.

        Args:
            label: What the legend calls it.
            condition: An expression of QGIS, or "ELSE".
            layers: Class and options of each layer of its symbol, the lowest first.
            opacity: Of the symbol, 0 to 1.
        """
        number = str(len(self._rules))
        add_symbol(self._symbols, number, self._kind, layers, opacity=opacity)
        SubElement(
            self._rules, "rule", key=f"{{rule-{number}}}", label=label, filter=condition, symbol=number
        )

    def label(self, column: str, *, below_scale: int) -> None:
        """Label features by a column once the map's scale is at least 1 : `below_scale`."""
        self._labels = Element("labeling", type="simple")
        settings = SubElement(self._labels, "settings", calloutType="simple")
        text = SubElement(
            settings, "text-style", fieldName=column, fontSize="8", fontSizeUnit="Point", isExpression="0"
        )
        text.set("textColor", "40,40,40,255")
        SubElement(text, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferColor="255,255,255,220")
        SubElement(settings, "placement", placement="6", dist="1.2", distUnits="MM")
        SubElement(
            settings,
            "rendering",
            scaleVisibility="1",
            scaleMin="0",
            scaleMax=str(below_scale),
            obstacle="1",
            displayAll="0",
        )

    def switch_time_on(self, *, start: str, end: str) -> None:
        """Let the temporal controller show features from `start` until before `end`.

        Days are given as expressions: QGIS takes a day compared with a moment for earlier than its midnight,
        so that the plain columns would show features a day too soon (QGIS issue 48946).

        Args:
            start: Column of the first day; empty cells = always.
            end: Column of the day after the last one, empty cells = still so; "" = features are of one day.
        """
        one_day = f"to_datetime(\"{start}\") + to_interval('1 day')"
        self._temporal = Element(
            "temporal",
            mode=_EXPRESSIONS,
            enabled="1",
            startField=start,
            endField=end,
            limitMode="0",
            accumulate="0",
            fixedDuration="0",
            durationUnit="min",
            durationField="",
            startExpression=f'coalesce(to_datetime("{start}"), {_ALWAYS})',
            endExpression=f'coalesce(to_datetime("{end}"), now())' if end else one_day,
        )
        span = SubElement(self._temporal, "fixedRange")
        SubElement(span, "start")
        SubElement(span, "end")

    def elements(self) -> list[Element]:
        """Return the elements of the style, as a project holds them in its layers."""
        renderer = Element("renderer-v2", type="RuleRenderer", symbollevels="0", forceraster="0")
        renderer.set("enableorderby", "0")
        renderer.append(self._rules)
        renderer.append(self._symbols)
        return [part for part in (self._temporal, renderer, self._labels) if part is not None]

    @property
    def is_labelled(self) -> bool:
        """Return whether features bear labels."""
        return self._labels is not None

    def qml(self) -> str:
        """Return the style as a document that QGIS reads."""
        root = Element("qgis", version=_VERSION, labelsEnabled="1" if self.is_labelled else "0")
        root.set("styleCategories", "Symbology|Labeling|Temporal")
        root.extend(self.elements())
        text: str = tostring(root, encoding="unicode")
        return f"{_DOCTYPE}\n{text}\n"


def equals(column: str, value: str) -> str:
    """Return the expression that a column holds a text."""
    quoted = value.replace("\\", "\\\\").replace("'", "''")
    return f"\"{column}\" = '{quoted}'"


def all_of(*conditions: str) -> str:
    """Return the expression that all conditions hold."""
    return " AND ".join(conditions)
