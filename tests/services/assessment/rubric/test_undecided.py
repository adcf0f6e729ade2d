"""What is left open bars a cycle, and is named in the language of whoever reads it."""

import pytest

from seeds.rubric import MEASURES
from services.assessment.cycles import check
from services.assessment.rubric.read import read_rubric
from services.errors import Invalid
from services.measures.period import parse


def test_an_open_question_is_named_in_the_readers_language() -> None:
    rubric = read_rubric(MEASURES.read_bytes()).rubric
    assert rubric is not None
    with pytest.raises(Invalid) as told:
        check(rubric, parse("2026"))
    assert told.value.code == "assessment.undecided"
    chinese, english = (told.value.message.render(lang) for lang in ("zh", "en"))
    assert "components[0]" in chinese
    assert "components[0]" in english
    assert not [letter for letter in english if "\u4e00" <= letter <= "\u9fff"]
    assert not any(word in chinese for word in (" the ", " how ", " what "))
