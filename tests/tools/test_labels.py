"""Labels that are kept apart from their texts come back as labelled documents."""

import json
from pathlib import Path

import pytest

from tools.labels import is_held_out, read_portal, training_part

HEADER = "item,start,end,relation,modality,extent,actor_start,actor_end,opponent_start,opponent_end,when\n"
TEXT = "Rebels take Darvan from the army."


def _files(folder: Path, labels: str) -> tuple[Path, Path]:
    items, table = folder / "items.jsonl", folder / "labels.csv"
    items.write_text(json.dumps({"id": "a1", "date": "2020-05-06", "text": TEXT}) + "\n", encoding="utf-8")
    table.write_text(HEADER + labels, encoding="utf-8")
    return items, table


def test_a_label_gives_the_words_its_offsets_mark(tmp_path: Path) -> None:
    (document,) = read_portal(*_files(tmp_path, "a1,12,18,captured,asserted,whole,0,6,28,32,\n"))
    (claim,) = document["claims"]
    assert (claim["place"], claim["actor"], claim["opponent"]) == ("Darvan", "Rebels", "army")
    assert claim["when"] == "2020-05-06"


def test_an_item_without_claims_is_still_a_document(tmp_path: Path) -> None:
    (document,) = read_portal(*_files(tmp_path, "a1,,,,,,,,,,\n"))
    assert document["claims"] == []


def test_a_label_of_no_known_item_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"labels\.csv:2: no item b7"):
        read_portal(*_files(tmp_path, "b7,,,,,,,,,,\n"))


def test_missing_columns_are_an_error(tmp_path: Path) -> None:
    items, table = _files(tmp_path, "")
    table.write_text("item,start\na1,0\n", encoding="utf-8")
    with pytest.raises(ValueError, match="expected the columns"):
        read_portal(items, table)


def test_held_out_documents_are_never_for_training() -> None:
    documents = [{"id": str(number)} for number in range(60)]
    kept = training_part(documents)
    assert 0 < len(kept) < len(documents)
    assert not any(is_held_out(document) for document in kept)
