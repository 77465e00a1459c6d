"""Labelled sentences of copy, read and parsed as the program reads and parses them.

A folder has `sentences.jsonl[.gz]` (or `claims.jsonl`) with labels by document and offsets, and the documents in
`copy.jsonl.gz` or in `copy/*.txt`.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.analysis import sentences
from claims.features import features_of, features_of_part
from claims.locations import source_range
from claims.marks import find_marks, without_marks
from claims.model import Block, BlockKind
from claims.pipeline import load, plain
from claims.readers import read_bytes
from claims.segmentation import whole
from claims.strictyaml import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from spacy.tokens import Doc

    from claims.model import Copy
    from training.topics import Topic

LABELS = ("sentences.jsonl.gz", "claims.jsonl")
BRIEF = 9  # words of a heading, a menu item or a fragment of a list, at most
CLOSED = (".", "!", "?", '."', '!"', "”")


@dataclass(frozen=True, slots=True)
class Sample:
    """One sentence with its label and what the models see of it. `context` is its place on the page, in words."""

    origin: str
    document: str
    text: str
    context: str
    features: tuple[str, ...]
    part_features: tuple[str, ...]
    checkable: bool
    borderline: bool
    types: tuple[str, ...]
    strength: int | None


def samples(folder: Path, origin: str) -> Iterator[Sample]:
    """Yield a sample for every sentence of the documents in `folder` that a label covers."""
    labels: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(next(folder / name for name in LABELS if (folder / name).exists())):
        labels.setdefault(row["doc"], []).append(row)
    for document, text in _texts(folder):
        for copy in read_bytes(text.encode(), f"{document}.txt", ".txt"):
            yield from _of_copy(copy, document, labels.get(document, []), origin)  # type: ignore[arg-type]


def fragments(path: Path) -> Iterator[Sample]:
    """Yield a sample for every sentence of a file of short copy; every tenth of them makes one document."""
    data = load_yaml(path.read_text(encoding="utf-8"), path).data
    rows = [(row, key == "claims") for key in ("claims", "not-claims") for row in data[key]]
    docs = load().pipe(plain(row["text"]) for row, _ in rows)
    for number, ((row, checkable), doc) in enumerate(zip(rows, docs, strict=True)):
        kind = BlockKind(row.get("kind", BlockKind.PARAGRAPH))
        block = Block(kind, doc.text, tuple(range(len(doc.text) + 1)), lead_in=row.get("lead-in"))
        types = tuple(row.get("types", ()))
        yield _alone("fragments", f"fragments-{number % 10}", doc, block, checkable=checkable, types=types)


def brief_claims(listed: Sequence[Topic]) -> Iterator[Sample]:
    """Yield every other short claim of the topics that some passage speaks to: it asserts something of its product.

    What no passage speaks to may be about the house or the price, which is no claim, so that stays out.
    """
    rows = [
        (claim.text, topic.name)
        for topic in listed
        for claim in topic.claims
        if claim.sources and len(claim.text.split()) <= BRIEF
    ][::2]
    docs = load().pipe(plain(text) for text, _ in rows)
    for (_, name), doc in zip(rows, docs, strict=True):
        block = Block(BlockKind.PARAGRAPH, doc.text, tuple(range(len(doc.text) + 1)))
        yield _alone("topics", name, doc, block, checkable=True, types=())


def _alone(origin: str, document: str, doc: Doc, block: Block, *, checkable: bool, types: tuple[str, ...]) -> Sample:
    """Return a text that is a block of its own as a sample."""
    return Sample(
        origin=origin,
        document=document,
        text=doc.text,
        context=context_of(block, ""),
        features=tuple(features_of(doc[:], block)),
        part_features=tuple(features_of_part(whole(doc[:]))),
        checkable=checkable,
        borderline=False,
        types=types,
        strength=None,
    )


def pages(path: Path) -> Iterator[Sample]:
    """Yield a sample for every sentence of a file of pages: `# name`, then one sentence a line with its label.

    A label is the types of a claim, or "-" for none, and a bar. An empty line ends a paragraph, and so does a line
    that does not end as sentences do.
    """
    for page in path.read_text(encoding="utf-8").split("\n# "):
        document, _, lines = page.removeprefix("# ").partition("\n")
        text = ""
        labels: list[dict[str, Any]] = []
        for line in lines.splitlines():
            listed, _, sentence = line.partition(" | ")
            runs_on = text.endswith(CLOSED) and sentence.endswith(CLOSED)
            text += "" if not text or text.endswith("\n\n") else " " if runs_on else "\n\n"
            labels.append(
                {
                    "start": len(text),
                    "end": len(text) + len(sentence),
                    "checkable": listed != "-",
                    "borderline": False,
                    "types": [] if listed == "-" else listed.split(","),
                }
            )
            text += sentence
        for copy in read_bytes(text.encode(), f"{document}.txt", ".txt"):
            said = [label for label in labels if label["start"] < label["end"]]
            yield from _of_copy(copy, document, said, "pages")  # type: ignore[arg-type]


def posts(path: Path) -> Iterator[Sample]:
    """Yield a sample for every post of a file of posts: its types or "-", a bar, and the post; twenty make a document.

    Where a claim is one of several sentences, nothing says which: then the post stands for them, as one.
    """
    rows = [line.split(" | ", 1) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    docs = load().pipe(plain(text) for _, text in rows)
    for number, ((listed, _), doc) in enumerate(zip(rows, docs, strict=True)):
        types = () if listed == "-" else tuple(listed.split(","))
        for sentence in (doc[:],) if types else sentences(doc):
            block = Block(BlockKind.PARAGRAPH, doc.text, tuple(range(len(doc.text) + 1)))
            yield Sample(
                origin="posts",
                document=f"{path.stem}-{number // 20}",
                text=sentence.text.strip(),
                context=context_of(block, ""),
                features=tuple(features_of(sentence, block)),
                part_features=tuple(features_of_part(whole(sentence))),
                checkable=bool(types),
                borderline=False,
                types=types,
                strength=None,
            )


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines()
    return (json.loads(line) for line in lines if line.strip())


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    if (folder / "copy.jsonl.gz").exists():
        yield from ((row["id"], row["text"]) for row in _rows(folder / "copy.jsonl.gz"))
    else:
        yield from ((path.stem, path.read_text(encoding="utf-8")) for path in sorted((folder / "copy").glob("*.txt")))


def _of_copy(copy: Copy, document: str, labels: list[dict[str, Any]], origin: str) -> Iterator[Sample]:
    """Yield a sample for each sentence that a label covers; of several under one label, for the one it covers most."""
    blocks = [without_marks(block, find_marks(block, copy.references)) for block in copy.blocks]
    found: dict[int, tuple[int, Sample]] = {}
    for block, doc in zip(blocks, load().pipe(plain(block.text) for block in blocks), strict=True):
        before = ""
        for sentence in sentences(doc):
            start, end = source_range(copy.text, block, sentence.start_char, sentence.end_char)
            shared = [min(end, row["end"]) - max(start, row["start"]) for row in labels]
            index = max(range(len(labels)), key=shared.__getitem__, default=None)
            if index is not None and 2 * shared[index] >= min(
                end - start, labels[index]["end"] - labels[index]["start"]
            ):
                row = labels[index]
                sample = Sample(
                    origin,
                    document,
                    sentence.text.strip(),
                    context_of(block, before),
                    tuple(features_of(sentence, block)),
                    tuple(features_of_part(whole(sentence))),
                    row["checkable"],
                    row["borderline"],
                    tuple(row["types"]),
                    row.get("strength"),
                )
                if index not in found or found[index][0] < shared[index]:
                    found[index] = (shared[index], sample)
            before = sentence.text.strip()
    yield from (sample for _, sample in found.values())


def context_of(block: Block, before: str) -> str:
    """Return the place of a sentence in words: the kind of its block, and what introduces it."""
    return " : ".join(
        word for word in (str(block.kind), block.lead_in or before[-120:] or (block.headings or ("",))[-1]) if word
    )
