"""Records keep what dataclasses promise: order, defaults, equality, and that nothing changes them."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

import pytest

from copydesk.record import field, fields, is_record, record, replace


@record
class Point:
    east: int
    north: int = 0
    notes: Mapping[str, str] = field(default_factory=dict)
    unit: ClassVar[str] = "m"

    @cached_property
    def distance(self) -> float:
        return (self.east**2 + self.north**2) ** 0.5


@record(kw_only=True)
class Base:
    name: str
    size: int = 1


@record(kw_only=True)
class Derived(Base):
    colour: str
    size: int = 2


def test_fields_come_by_place_and_by_name() -> None:
    assert Point(3, north=4).distance == 5
    assert Point(3, 4) == Point(north=4, east=3)


def test_defaults_are_made_anew() -> None:
    assert Point(1).notes == {}
    assert Point(1).notes is not Point(1).notes


def test_a_derived_record_has_the_fields_of_its_base_first() -> None:
    assert [f.name for f in fields(Derived)] == ["name", "size", "colour"]
    assert [f.required for f in fields(Derived)] == [True, False, True]
    assert Derived(name="a", colour="red").size == 2


def test_equality_goes_by_type_and_fields() -> None:
    point = Point(3, 4)
    _ = point.distance
    assert point == Point(3, 4)
    assert point != Point(4, 3)
    assert Base(name="a") != Derived(name="a", colour="red", size=1)
    assert len({Base(name="a"), Base(name="a"), Base(name="b")}) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Point(),  # type: ignore[call-arg]  # what a type checker refuses is refused at run time too
        lambda: Point(1, 2, {}, 4),  # type: ignore[call-arg]
        lambda: Point(1, east=2),  # type: ignore[misc]
        lambda: Point(1, west=2),  # type: ignore[call-arg]
        lambda: Base("a"),  # type: ignore[misc]
    ],
)
def test_wrong_fields_are_refused(wrong: object) -> None:
    with pytest.raises(TypeError):
        wrong()  # type: ignore[operator]


def test_nothing_changes_a_record() -> None:
    point = Point(3, 4)
    with pytest.raises(AttributeError, match="east"):
        point.east = 5  # type: ignore[misc]
    with pytest.raises(AttributeError, match="east"):
        del point.east
    assert replace(point, east=5) == Point(5, 4)
    assert point == Point(3, 4)


def test_a_record_travels_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Point(3, 4))) == Point(3, 4)


def test_a_record_shows_its_fields() -> None:
    assert repr(Base(name="a")) == "Base(name='a', size=1)"
    assert is_record(Base)
    assert not is_record("a")
