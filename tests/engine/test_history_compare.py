"""What changed between two jobs."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.history_compare import compare
from engine.results import FileResult, Verdict

AI, HUMAN, UNCERTAIN = Verdict.AI, Verdict.HUMAN, Verdict.UNCERTAIN


def result(name: str, verdict: Verdict, probability: float | None = None, truth: str = "", sha: str = "") -> FileResult:
    return FileResult(Path("/in") / name, verdict, probability_ai=probability, truth=truth, sha256=sha)


def test_changed_verdicts_come_first_then_the_largest_shifts_then_lone_files() -> None:
    before = [result("a", AI, 0.9), result("b", HUMAN, 0.2), result("c", HUMAN, 0.1), result("gone", AI, 0.9)]
    after = [result("new", AI, 0.9), result("a", AI, 0.8), result("b", HUMAN, 0.45), result("c", AI, 0.7)]
    found = compare(before, after)
    assert [change.path.name for change in found.changes] == ["c", "b", "a", "gone", "new"]
    assert (found.in_both, found.changed, found.only_before, found.only_after) == (3, 1, 1, 1)
    assert found.changes[0].shift == pytest.approx(0.6)
    assert found.changes[3].shift is None


def test_a_moved_file_is_matched_by_its_content() -> None:
    found = compare([result("old.wav", AI, 0.9, sha="s")], [result("new.wav", HUMAN, 0.1, sha="s")])
    assert (found.in_both, found.changed) == (1, 1)
    assert found.changes[0].path.name == "new.wav"


def test_two_copies_of_one_content_are_not_both_matched_to_the_same_file() -> None:
    before = [result("a", AI, 0.9, sha="s")]
    found = compare(before, [result("a", AI, 0.9, sha="s"), result("copy", AI, 0.9, sha="s")])
    assert (found.in_both, found.only_after) == (1, 1)
    found = compare(before, [result("x", AI, 0.9, sha="s"), result("y", AI, 0.9, sha="s")])
    assert (found.in_both, found.only_before, found.only_after) == (1, 0, 1)


def test_errors_are_counted_where_the_truth_is_known_to_either_job() -> None:
    before = [result("a", HUMAN, 0.2, "ai"), result("b", AI, 0.9), result("c", AI, 0.9)]
    after = [result("a", AI, 0.9), result("b", HUMAN, 0.1, "human"), result("c", UNCERTAIN, 0.5)]
    found = compare(before, after)
    assert (found.known, found.incorrect_before, found.incorrect_after) == (2, 2, 0)


def test_jobs_without_a_common_file_have_nothing_in_both() -> None:
    found = compare([result("a", AI, 0.9)], [])
    assert (found.in_both, found.changed, found.only_before) == (0, 0, 1)
    assert not found.changes[0].is_in_both
    assert not found.changes[0].has_changed
