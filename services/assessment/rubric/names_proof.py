"""What names something in a rubric names something that is there, and nothing has a name twice."""

from collections import Counter
from collections.abc import Iterator

from services.assessment.rubric.consequences import InARow, WithGrade
from services.assessment.rubric.decidable import Undecided
from services.assessment.rubric.faults import Fault, Path
from services.assessment.rubric.grades import grade_names
from services.assessment.rubric.model import Rubric
from services.assessment.said import said


def name_faults(rubric: Rubric) -> Iterator[Fault]:
    """The faults of all names."""
    yield from _twice(rubric)
    yield from _keys(rubric)
    yield from _grades(rubric)


def _twice(rubric: Rubric) -> Iterator[Fault]:
    keys = [c.key for c in rubric.components] + [item.key for item in rubric.items]
    for key, many in Counter(keys).items():
        if many > 1:
            problem = said("%(name)s names %(count)d components or items: give each a name of its own",
                           name=key, count=many)  # fmt: skip
            yield Fault(("components",), 0, problem)
    groups = () if isinstance(rubric.groups, Undecided) else rubric.groups
    for code, many in Counter(code for group in groups for code in group.zones).items():
        if many > 1:
            yield Fault(("groups",), 0, said("%(name)s is in %(count)d groups: leave it in one", name=code, count=many))


def _keys(rubric: Rubric) -> Iterator[Fault]:
    """Tie breakers and what is carried over."""
    known = {c.key for c in rubric.components} | {item.key for item in rubric.items}
    breakers = () if isinstance(rubric.ties, Undecided) else rubric.ties.breakers
    named: list[tuple[Path, str]] = [(("ties", "breakers", i), key) for i, key in enumerate(breakers)]
    named += [(("roll_up", "carry_over", i), key) for i, key in enumerate(rubric.roll_up.carry_over)]
    for path, key in named:
        if key not in known:
            yield Fault(path, 0, said("there is no component and no item %(name)s", name=key))


def _grades(rubric: Rubric) -> Iterator[Fault]:
    """Grades that vetoes and consequences name."""
    if isinstance(rubric.grades, Undecided):
        return
    known = grade_names(rubric.grades) if rubric.grades else ()
    for path, grade in _named_grades(rubric):
        if grade not in known:
            yield Fault(path, 0, said("there is no grade %(name)s", name=grade))


def _named_grades(rubric: Rubric) -> Iterator[tuple[Path, str]]:
    vetoes = () if isinstance(rubric.vetoes, Undecided) else rubric.vetoes
    for i, veto in enumerate(vetoes):
        if veto.grade is not None:
            yield ("vetoes", i, "grade"), veto.grade
    consequences = () if isinstance(rubric.consequences, Undecided) else rubric.consequences
    for i, one in enumerate(consequences):
        if isinstance(one, InARow | WithGrade):
            yield ("consequences", i, "grade"), one.grade
