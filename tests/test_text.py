"""Positions and bytes: what everything else stands on."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text import DecodeError, LineIndex, Position, Ranges, Source, Span, decode, lower, recase, visible

TEXTS = st.text(st.sampled_from("ab \n\r\x0b\x0c\x85\u2028\u2029\x00İe\u0301😀"), max_size=40)


@given(TEXTS)
def test_every_offset_comes_back_from_its_position(text: str) -> None:
    lines = LineIndex(text)
    for offset in range(len(text) + 1):
        position = lines.position(offset)
        # Inside "\r\n" there is no column of its own: it belongs to the line that it ends.
        if not (text[offset - 1 : offset + 1] == "\r\n" and offset):
            assert lines.offset(position) == offset


@given(TEXTS)
def test_lines_end_only_where_editors_end_them(text: str) -> None:
    lines = LineIndex(text)
    found = [text[slice(*lines.span(n))] for n in range(1, len(lines) + 1)]
    assert found == re.split(r"\r\n|\n|\r", text)


def test_position_counts_code_points_from_one() -> None:
    assert LineIndex("😀a\r\nb").position(1) == Position(1, 2)
    assert LineIndex("😀a\r\nb").position(4) == Position(2, 1)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"caf\xc3\xa9", "café", "utf-8"),
        (b"\xef\xbb\xbfa", "a", "utf-8"),
        (b"\xff\xfea\x00", "a", "utf-16-le"),
        (b"\xfe\xff\x00a", "a", "utf-16-be"),
        (b"", "", "utf-8"),
    ],
)
def test_decode_and_write_back(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert Source("x", *decoded).to_bytes(decoded.text) == data


@pytest.mark.parametrize(
    ("data", "offset"), [(b"ab\xff", 2), (b"\xef\xbb\xbfab\xe9", 5), (b"\xff\xfea\x00\x00\xd8", 4)]
)
def test_bad_bytes_are_one_error_that_names_the_byte(data: bytes, offset: int) -> None:
    with pytest.raises(DecodeError, match=f"byte {offset}") as caught:
        decode(data)
    assert caught.value.offset == offset


@given(st.binary(max_size=60))
def test_decode_raises_nothing_else(data: bytes) -> None:
    try:
        decoded = decode(data)
    except DecodeError as error:
        offset = error.offset
    else:
        offset = 0
        assert Source("x", *decoded).to_bytes(decoded.text) == data
    assert 0 <= offset <= len(data)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))), st.integers(0, 30), st.integers(0, 30))
def test_ranges_agree_with_a_set_of_points(pairs: list[tuple[int, int]], start: int, end: int) -> None:
    ranges = Ranges(pairs)
    points = {n for a, b in pairs for n in range(a, b)}
    assert {n for a, b in ranges for n in range(a, b)} == points
    assert (ranges.at(start) is not None) == (start in points)
    if start < end:
        assert ranges.overlaps(start, end) == any(n in points for n in range(start, end))
        assert {n for a, b in ranges.within(start, end) for n in range(a, b)} == points & set(range(start, end))
        if ranges.covers(start, end):
            assert points >= set(range(start, end))


@given(st.text())
def test_nothing_visible_moves_a_cursor(text: str) -> None:
    shown = visible(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert visible("plain – “text”\n") == "plain – “text”\n"


@given(st.text())
def test_lower_keeps_the_length(text: str) -> None:
    assert len(lower(text)) == len(text)


@pytest.mark.parametrize(
    ("word", "like", "expected"),
    [("casual", "causal", "casual"), ("casual", "Causal", "Casual"), ("casual", "CAUSAL", "CASUAL"), ("an", "A", "An")],
)
def test_recase(word: str, like: str, expected: str) -> None:
    assert recase(word, like) == expected


def test_span_is_a_pair() -> None:
    assert Span(1, 2) == (1, 2)
