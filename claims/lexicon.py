"""Language data: YAML files in `claims/lexicons/`, read strictly and once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from claims.strictyaml import load_yaml


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return the content of `claims/lexicons/<name>.yaml`; treat it as read-only.

    Raises `ClaimsAuditError` on duplicate keys and on keys that are not text (`no`, `on` and `yes` unquoted).
    """
    resource = files("claims") / "lexicons" / f"{name}.yaml"
    data: dict[str, Any] = load_yaml(
        resource.read_text(encoding="utf-8"), f"claims/lexicons/{name}.yaml", own=True
    ).data
    return data
