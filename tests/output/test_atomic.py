"""Targets are written whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from output.atomic import check_writable, open_text, replace_file
from output.errors import UnwritableError


def test_text_is_written_in_utf8_with_unix_line_ends(tmp_path: Path) -> None:
    with open_text(tmp_path / "a.txt") as stream:
        stream.write("Dayr az-Zawr\nدير الزور\n")
    assert (tmp_path / "a.txt").read_bytes() == "Dayr az-Zawr\nدير الزور\n".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(UnwritableError, match="disk is full"), open_text(target) as stream:  # noqa: PT012
        stream.write("new")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_other_failures_pass_and_leave_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(KeyError), replace_file(target) as draft:  # noqa: PT012
        draft.write_text("half")
        raise KeyError("x")
    assert target.read_text() == "old"


def test_a_missing_folder_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="folder does not exist") as caught:
        check_writable(tmp_path / "no" / "a.txt")
    assert "\n" not in str(caught.value)


def test_a_folder_is_no_target(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="it is a folder"):
        check_writable(tmp_path)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    with pytest.raises(UnwritableError):
        check_writable(tmp_path / "f" / "a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_protected_file_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    target.chmod(0o444)
    with pytest.raises(UnwritableError, match="no permission"):
        check_writable(target)


def test_the_draft_has_the_suffix_of_the_target(tmp_path: Path) -> None:
    with replace_file(tmp_path / "a.gpkg") as draft:
        assert draft.suffix == ".gpkg"
        draft.write_bytes(b"x")
    assert (tmp_path / "a.gpkg").read_bytes() == b"x"


def test_links_are_followed_and_permissions_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "a.txt", tmp_path / "b.txt"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    with open_text(link) as stream:
        stream.write("new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_new_files_get_ordinary_permissions(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        with open_text(tmp_path / "a.txt") as stream:
            stream.write("x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o644


def test_devices_are_written_directly() -> None:
    with open_text(Path(os.devnull)) as stream:
        stream.write("x")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("path", [None, Path("-")])
def test_standard_output_gets_utf8(path: Path | None, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with open_text(path) as stream:
        stream.write("Žepče\n")
    assert capfdbinary.readouterr().out == "Žepče\n".encode()
