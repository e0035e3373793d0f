"""Open a project in QGIS and print what it made of it, as JSON; for the Python that QGIS comes with.

Usage: probe.py PROJECT DAY...
"""
# ruff: noqa: ANN001, ANN002, ANN201 - QGIS has no types to name

import json
import sys

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsDateTimeRange,
    QgsFeatureRequest,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt


def whole_day(text):
    day = QDate.fromString(text, Qt.ISODate)
    return QgsDateTimeRange(QDateTime(day), QDateTime(day.addDays(1)), True, False)


def features_of(layer, day):
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    condition = layer.temporalProperties().createFilterString(context, whole_day(day))
    found = layer.getFeatures(QgsFeatureRequest().setFilterExpression(condition))
    return sorted(feature["feature_id"] for feature in found)


def style_of(renderer):
    rules = renderer.rootRule().children() if renderer.type() == "RuleRenderer" else []
    return {
        "renderer": renderer.type(),
        "labels": [rule.label() for rule in rules],
        "symbols": all(rule.symbol() is not None and rule.symbol().symbolLayerCount() for rule in rules),
        "broken": [rule.label() for rule in rules if rule.filter() and rule.filter().hasParserError()],
    }


def told(layer, days):
    found = {"valid": layer.isValid(), "title": layer.name(), "count": layer.featureCount()}
    if not layer.isSpatial():
        return found
    found |= {"crs": layer.crs().authid(), "labelled": layer.labelsEnabled()}
    if layer.labelsEnabled():
        settings = layer.labeling().settings()
        found["label"] = [settings.fieldName, settings.minimumScale, settings.maximumScale]
    found["style"] = style_of(layer.renderer())
    dragged_in = QgsVectorLayer(layer.source(), "dragged in", "ogr")
    found["loaded"] = dragged_in.loadDefaultStyle()[1]  # as the program does with every layer added
    found["dragged_in"] = style_of(dragged_in.renderer())
    found["dragged_in_temporal"] = dragged_in.temporalProperties().isActive()
    time = layer.temporalProperties()
    found["temporal"] = time.isActive()
    found["days"] = {day: features_of(layer, day) for day in days} if time.isActive() else {}
    return found


def main(path, *days):
    application = QgsApplication([], False)
    application.initQgis()
    messages = []
    ignored = ("Python warning",)
    application.messageLog().messageReceived[str, str, Qgis.MessageLevel].connect(
        lambda text, tag, level: (
            messages.append([tag, text]) if level >= Qgis.Warning and tag not in ignored else None
        )
    )
    project = QgsProject.instance()
    opened = project.read(path)
    span = project.timeSettings().temporalRange()
    order = [node.layer() for node in project.layerTreeRoot().findLayers()]
    answer = {
        "opened": opened,
        "error": project.error(),
        "title": project.title(),
        "abstract": project.metadata().abstract(),
        "range": [span.begin().toString(Qt.ISODate)[:10], span.end().toString(Qt.ISODate)[:10]],
        "groups": [[group.name(), group.findLayerIds()] for group in project.layerTreeRoot().findGroups()],
        "order": [layer.id() if layer else None for layer in order],
        "layers": {layer.id(): told(layer, days) for layer in order if layer},
        "messages": messages,
    }
    print(json.dumps(answer))  # noqa: T201
    project.clear()
    application.exitQgis()


main(*sys.argv[1:])
