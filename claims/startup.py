"""Heavy libraries imported without the parts of them that nothing here uses, so that a first answer comes sooner.

spaCy imports its own command line (project templates, downloads, two HTTP clients) with itself, a fifth of the time
that its import takes. What is held back comes when somebody asks for it: `import spacy.cli` and `spacy.info()` work
as ever afterwards.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMAND_LINE = "spacy.cli"
_INFO = "spacy.cli.info"  # what `spacy/__init__.py` imports of it


def import_spacy() -> None:
    """Import spaCy; where it is new to the process, its command line is left for later."""
    if "spacy" in sys.modules:
        return
    stand_in = ModuleType(_INFO)
    stand_in.info = _info  # type: ignore[attr-defined]  # a module takes any attribute
    with placed({_COMMAND_LINE: ModuleType(_COMMAND_LINE), _INFO: stand_in}):
        import spacy  # noqa: F401  for those who import it next


def _info(*arguments: Any, **options: Any) -> Any:
    """Stand for `spacy.info` until it is called."""
    from spacy.cli.info import info

    return info(*arguments, **options)


@contextmanager
def placed(modules: dict[str, ModuleType | None]) -> Iterator[None]:
    """Let `modules` stand for those of their names while others are imported; None makes an import fail.

    A module that is loaded already is left as it is.
    """
    new = {name: module for name, module in modules.items() if name not in sys.modules}
    sys.modules.update(new)  # type: ignore[arg-type]  # None is what Python's import takes for "there is none"
    try:
        yield
    finally:
        for name, module in new.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
