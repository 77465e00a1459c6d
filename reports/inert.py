"""Text of others made harmless to look at: no escape sequences, no controls, no reordering, in any format."""

from __future__ import annotations

import re

# Tab and line feed are left alone; callers that print one line fold white space with `one_line`.
_C0 = "\x00-\x08\x0b-\x1f"
_C1 = "\x7f-\x9f"
# Embeddings, overrides, isolates and marks that reorder what is read (Unicode TR 36, "Trojan Source", CVE-2021-42574).
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SEPARATORS = "\u2028\u2029"
_TAGS = "\U000e0000-\U000e007f"  # invisible copies of ASCII
_SURROGATES = "\ud800-\udfff"  # halves of a code point: no encoding takes them
_ACTIVE = re.compile(f"[{_C0}{_C1}{_BIDI}{_SEPARATORS}{_TAGS}{_SURROGATES}]")
_CONTROL_PICTURES = 0x2400
_LAST_C0 = 0x1F
_DELETE, _DELETE_PICTURE = 0x7F, "\u2421"
_LAST_IN_PLANE_0 = 0xFFFF
_NONCHARACTERS = re.compile("[\ufffe\uffff]")  # XML 1.0 cannot hold them, escaped or not
_FORMULA = re.compile(r"^[\s\x00]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
_NUMBER = re.compile(r"^[+-]?\d+(?:\.\d+)?$")


# What runners of CI services take for a command when a job prints it: `##[name]` and its like anywhere in a line
# (GitHub's first syntax, Azure Pipelines, TeamCity), `::name::` at the start of one, behind white space (GitHub).
_COMMAND = re.compile(r"#(?=#(?:\[|vso\[|teamcity\[))", re.IGNORECASE)
_LINE_COMMAND = re.compile(r"^((?:\s|\x1b\[[0-9;]*m)*):(?=:)", re.MULTILINE)


def inert(text: str) -> str:
    """Return `text` with every character that would act on a screen replaced by a picture or its code point."""
    return _ACTIVE.sub(_picture, text)


def inert_xml(text: str) -> str:
    """Return `text` made inert, without the characters that no XML document can hold."""
    return _NONCHARACTERS.sub("\N{REPLACEMENT CHARACTER}", inert(text))


def one_line(text: str) -> str:
    """Return `text` made inert, on one line, white space folded."""
    return " ".join(inert(" ".join(text.split())).split())


def escape_json(dumped: str) -> str:
    r"""Return `dumped` JSON with active characters written as \\u escapes: the value is the same, the bytes are inert.

    Line feeds between tokens stay; inside strings the encoder has escaped them. The hash of what a CI service would
    take for a command is escaped as well.
    """
    return _COMMAND.sub(r"\\u0023", _ACTIVE.sub(_unicode_escape, dumped))


def disarm(text: str) -> str:
    """Return lines of plain text in which no CI service finds a command: its sign is broken by a space."""
    return _LINE_COMMAND.sub(r"\1: ", _COMMAND.sub("# ", text))


def disarm_markup(text: str) -> str:
    """Return HTML or XML in which no CI service finds a command: its sign is written as character references."""
    return _LINE_COMMAND.sub(r"\1&#58;", _COMMAND.sub("&#35;", text))


def escape_cell(text: str) -> str:
    """Return `text` made inert for a spreadsheet and on a CI service.

    What would be read as a formula gets an apostrophe before it.

    The characters are those that OWASP lists under "CSV injection".
    """
    shown = disarm(inert(text))
    return f"'{shown}" if _FORMULA.match(shown) and not _NUMBER.match(shown) else shown


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code <= _LAST_C0:
        return chr(_CONTROL_PICTURES + code)
    return _DELETE_PICTURE if code == _DELETE else f"⟨U+{code:04X}⟩"


def _unicode_escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code <= _LAST_IN_PLANE_0:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
