"""JSON lines: one copy a line, and what is wrong with the lines that are none."""

from __future__ import annotations

import json

from claims.model import Copy, Skipped
from claims.readers import files, read_bytes


def test_json_lines_are_a_copy_each() -> None:
    rows = [
        {"id": "a", "text": "Eases pain.\nFast."},
        {"id": 2, "text": "", "label": 1},
        {"id": "a", "text": "x"},
        {"id": "b"},
        [1],
    ]
    data = "\n".join(json.dumps(row) for row in rows) + "\n\n{broken\n" + '{"id": "s", "text": "\\ud83d half"}\n'
    found = {(each.uri): each for each in read_bytes(data.encode(), "set.jsonl", ".jsonl") if isinstance(each, Copy)}
    assert list(found) == ["set.jsonl#a", "set.jsonl#2", "set.jsonl#s"]
    assert [block.text for block in found["set.jsonl#a"].blocks] == ["Eases pain.", "Fast."]
    assert found["set.jsonl#a"].digest == files.digest_of(b"Eases pain.\nFast.")
    assert found["set.jsonl#s"].text == "\ufffd half"
    reasons = {
        each.uri: each.reason for each in read_bytes(data.encode(), "set.jsonl", ".jsonl") if isinstance(each, Skipped)
    }
    assert list(reasons) == ["set.jsonl#a", "set.jsonl#4", "set.jsonl#5", "set.jsonl#7"]
    assert reasons["set.jsonl#a"].startswith('line 3 has the "id" of a line before it.')
    assert reasons["set.jsonl#4"].startswith('line 4 has no "text".')
    assert reasons["set.jsonl#7"].startswith("line 7 is not JSON (")
