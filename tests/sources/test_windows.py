from __future__ import annotations

from sources.windows import sentences_in, stems_of, window_of

ABSTRACT = [
    "Adults with gout were followed for a year.",
    "Cherry juice did not lower uric acid.",
    "Flares were as common as with water.",
    "The trial was funded by a grower.",
]


def test_a_passage_that_fits_is_read_whole() -> None:
    assert window_of("Cherries end gout.", ABSTRACT) == " ".join(ABSTRACT)


def test_of_a_longer_one_the_sentences_nearest_to_the_claim_are_read_in_their_order() -> None:
    assert window_of("Flares of gout are rarer with cherry juice.", ABSTRACT, words=16) == (
        "Adults with gout were followed for a year. Cherry juice did not lower uric acid."
    )


def test_one_sentence_is_read_however_long_it_is() -> None:
    assert window_of("Uric acid falls.", ABSTRACT, words=3) == "Cherry juice did not lower uric acid."


def test_nothing_gives_nothing() -> None:
    assert window_of("Anything.", []) == ""
    assert sentences_in("  ") == []


def test_sentences_end_before_a_capital_a_digit_or_a_bracket() -> None:
    text = "Pain fell by 2.5 points. 40 of 80 responded! (Six left.) e.g. this stays."
    assert sentences_in(text) == ["Pain fell by 2.5 points.", "40 of 80 responded!", "(Six left.) e.g. this stays."]


def test_stems_join_endings_and_keep_numbers() -> None:
    assert stems_of("Responders and the 24.5") & stems_of("response at 24.5") == {"respon", "24.5"}
