"""Two wordings beside each other."""

from __future__ import annotations

from agents.prompts.diffing import rows_of


def joined(pieces: object) -> str:
    return "".join(piece.text for piece in pieces or ())  # type: ignore[attr-defined]


def test_both_texts_can_be_read_off_the_rows() -> None:
    before = "one\ntwo words here\n\nfour\nfive"
    after = "one\ntwo words there\nnew\nfive"

    rows = rows_of(before, after)

    left = "\n".join(joined(row.left) for row in rows if row.left is not None)
    right = "\n".join(joined(row.right) for row in rows if row.right is not None)
    assert (left, right) == (before, after)


def test_a_changed_line_marks_its_changed_words_only() -> None:
    (row,) = rows_of("at most 90 words", "at most 60 words")

    assert row.kind == "changed"
    assert [piece.text for piece in row.left or () if piece.is_new] == ["90"]
    assert [piece.text for piece in row.right or () if piece.is_new] == ["60"]


def test_lines_with_nothing_in_common_are_one_gone_and_one_new() -> None:
    assert [row.kind for row in rows_of("aaa bbb", "xyz")] == ["removed", "added"]
    assert rows_of("", "") == []
