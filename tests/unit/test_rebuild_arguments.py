"""What `tools.rebuild` is asked is checked before anything is looked at."""

import pytest

from tools.rebuild.__main__ import main


@pytest.mark.parametrize(
    "wrong", [["--account", "12"], ["--region", "Frankfurt"], ["--days", "0"], ["--days", "x"]]
)
def test_a_mistake_in_an_option_is_named(
    capsys: pytest.CaptureFixture[str], wrong: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert f"argument {wrong[0]}: " in capsys.readouterr().err


def test_the_help_has_examples_and_says_that_nothing_is_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "python -m tools.rebuild --account" in said
    assert "Read-only." in said
