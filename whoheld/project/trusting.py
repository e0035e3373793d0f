"""Sources that people trust or distrust in a project, as a file of sources that runs read last."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from articles.outlets import LEAST_RELIABILITY, MOST_RELIABILITY, Outlet, fold_outlet
from output.escape import clean_text
from whoheld.errors import BadDecisionError
from whoheld.project.choices import KeptFile
from whoheld.project.decisions import SOURCE_KINDS, Decision, Draft, Kind

TRUSTED_RELIABILITY = 0.97
_FILE = "decided-sources.toml"


def trust_draft(
    kind: Kind, source: str, outlets: Sequence[Outlet], *, reliability: float | None, why: str = ""
) -> Draft:
    """Return the decision to trust or distrust a source.

    Args:
        kind: TRUST or DISTRUST.
        source: Its name or one of its other names.
        outlets: Sources known beforehand.
        reliability: Share of its plain reports expected to be right; None = for TRUST 0.97, for DISTRUST its
            reports are left out altogether.
        why: The person's reason.

    Raises:
        BadDecisionError: If the source has no name or the reliability is out of range.
    """
    if not fold_outlet(source):
        raise BadDecisionError(f"a source's name is expected, got {source!r}")
    if reliability is not None and not LEAST_RELIABILITY <= reliability <= MOST_RELIABILITY:
        raise BadDecisionError(
            f"--reliability is a number from {LEAST_RELIABILITY} to {MOST_RELIABILITY}, got {reliability}"
        )
    outlet = _outlet_of(source, outlets)
    chosen = TRUSTED_RELIABILITY if reliability is None and kind is Kind.TRUST else reliability
    payload = {"aliases": list(outlet.aliases), "side": outlet.side, "reliability": chosen}
    return Draft(kind, {"source": outlet.name}, payload, why)


def _outlet_of(source: str, outlets: Sequence[Outlet]) -> Outlet:
    wanted = fold_outlet(source)
    for outlet in reversed(outlets):
        if wanted in map(fold_outlet, (outlet.name, *outlet.aliases)):
            return outlet
    return Outlet(source.strip())


def decided_outlets(decisions: Iterable[Decision]) -> tuple[Path, ...]:
    """Return a file of the sources whose reliability people decided; none if there are none.

    Raises:
        BadOptionError: If the cache folder cannot be written.
    """
    payloads = {
        decision.draft.target["source"]: decision.draft.payload
        for decision in decisions
        if decision.kind in SOURCE_KINDS and decision.draft.payload["reliability"] is not None
    }
    if not payloads:
        return ()
    content = "\n".join(_entry(name, payloads[name]) for name in sorted(payloads))
    return (KeptFile("outlets", 0, _FILE, content.encode()).unpacked(),)


def _entry(name: str, payload: Mapping[str, object]) -> str:
    cells = {"name": name, **{key: payload[key] for key in ("aliases", "side", "reliability")}}
    lines = (f"{key} = {clean_text(json.dumps(value, ensure_ascii=False))}" for key, value in cells.items())
    return "\n".join(("[[source]]", *lines, ""))


def distrusted_names(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the folded names of sources whose reports are left out."""
    return frozenset(
        fold_outlet(name)
        for decision in decisions
        if decision.kind is Kind.DISTRUST and decision.draft.payload["reliability"] is None
        for name in (decision.draft.target["source"], *decision.draft.payload["aliases"])
    )
