"""Members of zip archives with a fixed date: the same input gives the same bytes."""

import zipfile

FIXED_MOMENT = (2000, 1, 1, 0, 0, 0)


def member(name: str) -> zipfile.ZipInfo:
    """Return an entry for a file of an archive: packed, readable by all, of a fixed date."""
    entry = zipfile.ZipInfo(name, FIXED_MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # the same on every system
    return entry
