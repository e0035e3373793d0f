"""Read the data of a finished map page."""

import base64
import gzip
import json
import re
from typing import Any


def read_blob(html: str, name: str) -> dict[str, Any]:
    """Return a data element of a page by its id."""
    found = re.search(rf'<script type="([a-z/]+)" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert found
    text = found[2] if found[1] == "application/json" else gzip.decompress(base64.b64decode(found[2]))
    data = json.loads(text)
    assert isinstance(data, dict)
    return data
