"""What is remembered for a short while."""

from yilu.core.remembered import remembered


def test_it_is_asked_once_and_each_caller_has_a_copy_of_his_own() -> None:
    asked: list[int] = []

    def ask() -> list[str]:
        asked.append(1)
        return ["长沙市"]

    first = remembered("k", ask)
    first.append("株洲市")
    assert remembered("k", ask) == ["长沙市"]
    assert len(asked) == 1


def test_an_empty_answer_is_remembered_too() -> None:
    answers = iter(([], ["湖南省"]))
    assert remembered("n", lambda: next(answers)) == []
    assert remembered("n", lambda: next(answers)) == []
