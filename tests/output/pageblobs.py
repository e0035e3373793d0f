"""Read the data of a finished map page."""

import base64
import gzip
import json
import re
from typing import Any


def element_of(html: str, name: str) -> str:
    """Return what stands in a script element of a page, by its id."""
    found = re.search(rf'<script type="[a-z/]+" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert found
    return found[1]


def read_blob(html: str, name: str) -> dict[str, Any]:
    """Return a data element of a page by its id, unpacked if it is packed."""
    plain = f'<script type="application/json" id="{name}">' in html
    text = element_of(html, name) if plain else gzip.decompress(base64.b64decode(element_of(html, name)))
    data = json.loads(text)
    assert isinstance(data, dict)
    return data
