from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from audit.model import ClaimClass, Document, Report
from claims.locations import Lines
from claims.model import Copy, Span
from claims.readers import read_bytes
from reports.summary import needs_look
from reports.word import encode, files
from tests.claims.readers.word_files import pack
from tests.reports.factory import Bench, Told, judged, make_registry, make_report
from tests.reports.hostile import Fields, make_small

SOFFICE = shutil.which("soffice")
BODY = """
<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Cold water</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">A plunge </w:t></w:r><w:del w:id="1" w:author="x"><w:r>
<w:delText>never </w:delText></w:r></w:del><w:ins w:id="2" w:author="x"><w:r><w:t>cures soreness</w:t></w:r></w:ins>
<w:r><w:t xml:space="preserve"> in an hour</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r>
<w:r><w:t>. It lifts mood.</w:t></w:r></w:p>
<w:p><w:r><w:t>Beside.</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Relief for everyone!</w:t></w:r></w:p>
</w:txbxContent></w:pict></w:r></w:p>
"""
NOTE = (
    '<w:footnote w:id="5"><w:p><w:r><w:footnoteRef/><w:t>Soreness ends in all athletes.</w:t></w:r></w:p></w:footnote>'
)
WORDS = ("A plunge cures soreness in an hour", "cures soreness", "It lifts mood.", "Relief for everyone!",
         "Soreness ends in all athletes.")  # fmt: skip


def judge_words(words: Sequence[str]) -> Report:
    """Return a report on a Word file in which each of `words` is an unsupported claim."""
    (copy,) = read_bytes(pack(BODY, NOTE), "copy/draft.docx", ".docx")
    assert isinstance(copy, Copy)
    bench = Bench(copy, make_registry())
    judgement = judged("unsupported", 0.9, "No registered source speaks of it.")
    lines = Lines(copy.text)
    found = []
    for each in words:
        assessment = bench.assess(Told("Cold water", ()), ClaimClass.B, judgement)
        start = copy.text.replace("¹", "").index(each) if each == WORDS[0] else copy.text.index(each)
        end = start + len(each)
        span: Span = lines.span(start, end)
        claim = replace(assessment.claim, text=each, span=span, id=f"{start}-{end}", sentence=(start, end))
        found.append(replace(assessment, claim=claim))
    return replace(make_report(), documents=(Document(copy.uri, copy, tuple(found)),))


def comments(data: bytes) -> list[tuple[str, str]]:
    """Return head and marked words of each comment, in the order of their numbers."""
    document = docx.Document(BytesIO(data))
    heads = {str(c.comment_id): c.paragraphs[0].text for c in document.comments}
    words = dict.fromkeys(heads, "")
    open_now: set[str] = set()
    for element in document.element.body.iter():
        number = str(element.get(qn("w:id")))
        if element.tag == qn("w:commentRangeStart"):
            open_now.add(number)
        elif element.tag == qn("w:commentRangeEnd"):
            open_now.remove(number)
        elif element.tag == qn("w:t"):
            for each in open_now:
                words[each] += element.text
    assert not open_now
    return [(heads[number], words[number]) for number in sorted(heads, key=int)]


def printed(data: bytes) -> list[str]:
    return [p.text for p in docx.Document(BytesIO(data)).paragraphs]


def test_a_text_draft_becomes_a_document_with_its_words() -> None:
    report = make_report()
    data = encode(report, report.documents[0])
    document = docx.Document(BytesIO(data))
    assert document.paragraphs[0].style is not None
    assert (document.paragraphs[0].text, document.paragraphs[0].style.name) == (
        "Cold plunge therapy at Brinewater",
        "Heading 1",
    )
    assert "Less soreness the day after exercise than with rest alone" in [
        p.text for p in document.paragraphs if p.style is not None and p.style.name == "List Bullet"
    ]
    assert printed(data) == [b.text for b in report.documents[0].copy.blocks]  # type: ignore[union-attr]


def test_each_claim_in_question_has_a_comment_at_its_words() -> None:
    report = make_report()
    found = comments(encode(report, report.documents[0]))
    assert found[0] == ("Major: the whole text", "Cold plunge therapy at Brinewater")
    assert found[1] == (
        "Overstated (major)",
        "Ten minutes in water at 11 °C eases muscle soreness within an hour after hard training [1].",
    )
    assert ("Contradicted (critical)", "cures low mood without any side effects") in found
    look = [a for a in report.documents[0].assessments if needs_look(a)]
    assert len(found) == len(look) + 1  # and one for the finding on the whole text


def test_a_comment_says_what_is_needed_to_decide() -> None:
    report = make_report()
    document = docx.Document(BytesIO(encode(report, report.documents[0])))
    comment = list(document.comments)[1]
    judgement = report.documents[0].assessments[0].judgement
    passage = report.registry.passages[0].text
    assert [p.text for p in comment.paragraphs] == [
        "Overstated (major)",
        "The copy promises an effect within an hour; the evidence measured it after 24 hours.",
        "Timeframe: the copy says “within an hour”, the evidence says “24 hours after exercise”.",
        "Magnitude: the copy says “eases”, the evidence says “0.6 points on a ten-point scale”.",
        f"The evidence allows: {judgement.suggestion}",
        f"Okafor et al. 2019, table 2 (meta-analysis, supports): “{passage}” [okafor-2019#soreness-24h]",
    ]
    assert (comment.author, comment.initials) == ("claims-audit", "CA")
    assert str(comment.timestamp) == "2026-11-22 00:00:00+00:00"


def test_a_word_draft_keeps_its_layout_and_gets_comments() -> None:
    data = encode(report := judge_words(WORDS[1:]), report.documents[0])
    assert comments(data) == [
        ("Unsupported (major)", "cures soreness"),
        ("Unsupported (major)", "It lifts mood."),
        ("Unsupported (major)", "Beside.Relief for everyone!"),  # at the paragraph that the text box hangs on
        ("Unsupported (major)", "A plunge cures soreness in an hour. It lifts mood."),  # at the reference to the note
    ]
    before, after = (docx.Document(BytesIO(d)).element.body for d in (pack(BODY, NOTE), data))
    for tag in ("w:del", "w:ins", "w:footnoteReference", "w:b", "w:pStyle"):
        assert len(list(after.iter(qn(tag)))) == len(list(before.iter(qn(tag)))), tag
    assert ["".join(t.text for t in b.iter(qn("w:t"))) for b in (before, after)] == [
        "Cold waterA plunge cures soreness in an hour. It lifts mood.Beside.Relief for everyone!"
    ] * 2


def test_claims_inside_each_other_keep_their_own_marks() -> None:
    data = encode(report := judge_words(WORDS[:2]), report.documents[0])
    assert comments(data) == [
        ("Unsupported (major)", "A plunge cures soreness in an hour"),
        ("Unsupported (major)", "cures soreness"),
    ]


def test_a_claim_that_no_block_prints_is_said_at_the_top() -> None:
    small = make_small(Fields())
    document = small.documents[0]
    assert document.copy is not None
    bare = replace(document, copy=replace(document.copy, blocks=()))
    assert [head for head, _ in comments(encode(small, bare))] == ["Major: the whole text", "Overstated (major)"]


def test_the_record_of_the_run_is_in_the_properties() -> None:
    report = make_report()
    properties = docx.Document(BytesIO(encode(report, report.documents[0]))).core_properties
    assert properties.comments.startswith("claims-audit 0.1.0 as of 2026-11-22, copy ")
    assert "registry abababababab" in properties.comments
    own = docx.Document(BytesIO(pack(BODY, NOTE)))
    own.core_properties.comments = "A draft of ours"
    saved = BytesIO()
    own.save(saved)
    (copy,) = read_bytes(saved.getvalue(), "copy/own.docx", ".docx")
    assert isinstance(copy, Copy)
    kept = docx.Document(BytesIO(encode(report, Document(copy.uri, copy)))).core_properties
    assert kept.comments == "A draft of ours"
    assert kept.version.startswith("claims-audit 0.1.0")


def test_one_file_for_each_input(tmp_path: Path) -> None:
    report = make_report()
    one = replace(report, documents=report.documents[:1])
    assert [p for p, _ in files(one, tmp_path / "out.docx")] == [tmp_path / "out.docx"]
    assert [p.name for p, _ in files(report, tmp_path / "out.docx")] == ["out-cold-plunge.docx", "out-leaflet.docx"]
    assert [p for p, _ in files(report, tmp_path / "out")] == [
        tmp_path / "out" / "cold-plunge.docx",
        tmp_path / "out" / "leaflet.docx",
    ]
    first = report.documents[0]
    twins = replace(report, documents=(replace(first, uri="a/index.md"), replace(first, uri="b/index.md")))
    assert [p.name for p, _ in files(twins, tmp_path / "out")] == ["a-index.docx", "b-index.docx"]
    hostile = replace(report, documents=(replace(first, uri="../../etc/passwd.md"), replace(first, uri="x/..")))
    assert [p for p, _ in files(hostile, tmp_path)] == [tmp_path / "passwd.docx", tmp_path / "copy.docx"]


def test_the_same_report_gives_the_same_bytes() -> None:
    report = make_report()
    assert encode(report, report.documents[0]) == encode(report, report.documents[0])


def test_no_part_is_missing_or_broken() -> None:
    report = make_report()
    with zipfile.ZipFile(BytesIO(encode(report, report.documents[0]))) as package:
        assert package.testzip() is None
        assert {"word/document.xml", "word/comments.xml", "[Content_Types].xml"} <= set(package.namelist())


@pytest.mark.skipif(SOFFICE is None, reason="NO LIBREOFFICE: nothing opened the Word files (libreoffice-writer-nogui)")
@pytest.mark.parametrize("kind", ["text", "word"])
def test_libreoffice_shows_as_many_comments_as_there_are_flagged_claims(kind: str, tmp_path: Path) -> None:
    report = make_report() if kind == "text" else judge_words(WORDS)
    document = report.documents[1] if kind == "text" else report.documents[0]
    source = tmp_path / "commented.docx"
    source.write_bytes(encode(report, document))
    profile = (tmp_path / "profile").as_uri()
    command = [str(SOFFICE), "--headless", f"-env:UserInstallation={profile}", "--convert-to", "fodt", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(source)], check=True, capture_output=True, timeout=300)
    flat = (tmp_path / "commented.fodt").read_text(encoding="utf-8")
    flagged = sum(map(needs_look, document.assessments))
    assert flagged > 1
    assert flat.count("<office:annotation ") == flagged


def test_the_comments_are_as_approved(golden: Callable[[str, str], None]) -> None:
    report = make_report()
    lines = []
    for document in report.documents[:2]:
        word = docx.Document(BytesIO(data := encode(report, document)))
        lines += [document.uri, *(f"  {p.style.name if p.style else ''}: {p.text}" for p in word.paragraphs), ""]
        for comment, (_, marked) in zip(word.comments, comments(data), strict=True):
            lines += [f"  “{marked}”", *(f"    {p.text}" for p in comment.paragraphs), ""]
    golden("reports/word.txt", "\n".join(lines))
