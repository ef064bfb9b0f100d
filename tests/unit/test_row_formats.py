"""Rows for spreadsheets and programs: nothing is lost, and nothing runs by being opened."""

import csv
import json
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.adapters.row_formats import csv_rows, ndjson_rows

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.one_of(st.none(), st.booleans(), st.integers(), texts)


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text, newline="")))


def test_a_table_has_a_header_and_a_line_for_each_row_that_ends_as_the_standard_says() -> None:
    rows = [{"name": "a", "count": 1}, {"name": "b", "count": -2}]
    assert csv_rows(["name", "count"], rows, header=True) == "name,count\r\na,1\r\nb,-2\r\n"


def test_a_later_part_of_a_table_has_no_header() -> None:
    assert csv_rows(["name"], [{"name": "a"}], header=False) == "a\r\n"


def test_a_table_without_rows_is_its_header() -> None:
    assert csv_rows(["name", "count"], [], header=True) == "name,count\r\n"
    assert csv_rows(["name", "count"], [], header=False) == ""


def test_commas_quotes_and_line_ends_stay_inside_their_cell() -> None:
    text = csv_rows(["a", "b"], [{"a": 'say "no", twice', "b": "one\r\ntwo\n"}], header=False)
    assert text == '"say ""no"", twice","one\r\ntwo\n"\r\n'
    assert cells(text) == [['say "no", twice', "one\r\ntwo\n"]]


def test_nothing_is_an_empty_cell_and_a_member_that_no_column_has_is_left_out() -> None:
    rows: list[dict[str, object]] = [{"a": None, "c": 3}]
    assert csv_rows(["a", "b", "c"], rows, header=False) == ",,3\r\n"
    assert csv_rows(["c"], rows, header=False) == "3\r\n"


def test_a_nested_value_is_json_in_its_cell() -> None:
    rows = [{"regions": ["eu-central-1"], "counts": {"total": 1}, "told": True, "score": 99.5}]
    [row] = cells(csv_rows(["regions", "counts", "told", "score"], rows, header=False))
    assert row == ['["eu-central-1"]', '{"total":1}', "true", "99.5"]


@pytest.mark.parametrize("start", [*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20"])
def test_a_text_that_a_spreadsheet_would_run_is_defused(start: str) -> None:
    [[cell]] = cells(csv_rows(["a"], [{"a": f'{start}cmd|"/c calc"!A1'}], header=False))
    assert cell == f'\'{start}cmd|"/c calc"!A1'


def test_a_negative_number_stays_a_number() -> None:
    assert csv_rows(["a", "b"], [{"a": -1, "b": -0.5}], header=False) == "-1,-0.5\r\n"


def test_documents_stand_one_on_each_line_with_their_letters_as_they_are() -> None:
    rows: list[dict[str, object]] = [
        {"name": "é\n,", "count": None},
        {"name": "=1", "nested": {"a": [1]}},
    ]
    text = ndjson_rows(rows)
    assert text == '{"name":"é\\n,","count":null}\n{"name":"=1","nested":{"a":[1]}}\n'
    assert ndjson_rows([]) == ""


@given(rows=st.lists(st.fixed_dictionaries({"a": values, "b": values})))
def test_whatever_the_rows_hold_each_is_one_row_again(rows: list[dict[str, object]]) -> None:
    assert [json.loads(line) for line in ndjson_rows(rows).split("\n")[:-1]] == rows
    found = cells(csv_rows(["a", "b"], rows, header=True))
    assert len(found) == len(rows) + 1
    for row, got in zip(rows, found[1:], strict=True):
        for name, cell in zip(["a", "b"], got, strict=True):
            if isinstance(value := row[name], str):
                assert cell in {value, f"'{value}"}
