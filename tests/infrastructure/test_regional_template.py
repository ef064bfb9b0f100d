"""One template for all regions is, in each of them, the template of that region."""

from typing import Any

import pytest

from stacks.regional_template import regional_template
from tests.infrastructure.deployed_template import deployed

type Json = dict[str, Any]

HERE, THERE, FAR = "eu-central-1", "us-east-1", "ap-south-2"


def resource(**properties: Any) -> Json:
    return {"Type": "AWS::SNS::Topic", "Properties": properties}


def template(**resources: Json) -> Json:
    return {"Description": "a stack", "Resources": resources}


def assert_the_same(templates: dict[str, Json]) -> Json:
    one = regional_template(templates)
    for region, expected in templates.items():
        assert deployed(one, region) == expected
    return one


def test_what_is_the_same_everywhere_stays_as_it_is() -> None:
    same = template(A=resource(Name="in eu-central-1", Listed=[{"Ref": "B"}]))
    assert assert_the_same({HERE: same, THERE: same}) == same


def test_the_name_of_the_region_is_asked_for() -> None:
    names = {region: template(A=resource(Name=f"role-{region}")) for region in (HERE, THERE)}
    one = assert_the_same(names)
    assert one["Resources"]["A"]["Properties"] == {"Name": {"Fn::Sub": "role-${AWS::Region}"}}
    assert "Conditions" not in one


def test_what_differs_is_chosen_by_conditions_of_the_region() -> None:
    values = {HERE: True, THERE: False, FAR: False}
    one = assert_the_same({r: template(A=resource(On={"All": v})) for r, v in values.items()})
    assert one["Resources"]["A"]["Properties"]["On"] == {
        "All": {"Fn::If": ["InEuCentral1", True, False]}
    }
    assert one["Conditions"] == {"InEuCentral1": {"Fn::Equals": [{"Ref": "AWS::Region"}, HERE]}}


def test_a_resource_that_is_in_some_regions_alone_has_a_condition() -> None:
    both, one = template(A=resource(), B=resource(Name="b")), template(A=resource())
    merged = assert_the_same({HERE: both, THERE: one, FAR: both})
    assert merged["Resources"]["B"]["Condition"] == "InEuCentral1ApSouth2"
    assert "Condition" not in merged["Resources"]["A"]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ({"Name": "a"}, {}),
        ({"List": ["a", "b"]}, {"List": ["a"]}),
        ({"List": ["a", {"Ref": "B"}]}, {"List": ["a", {"Ref": "C"}]}),
        ({"Arn": {"Fn::Join": ["", ["x"]]}}, {"Arn": {"Fn::Join": ["", ["y"]]}}),
        ({"Arn": f"{HERE}:${{keep}}"}, {"Arn": f"{THERE}:${{keep}}"}),
        ({"Value": 1}, {"Value": "1"}),
        ({"Value": {"A": 1}}, {"Value": ["A", 1]}),
    ],
)
def test_properties_may_differ_in_any_way(here: Json, there: Json) -> None:
    assert_the_same({HERE: template(A=resource(**here)), THERE: template(A=resource(**there))})


def test_more_than_ten_regions_are_one_condition() -> None:
    regions = [f"eu-west-{number}" for number in range(25)]
    values = {r: template(A=resource(Size="large")) for r in regions}
    one = assert_the_same({**values, FAR: template(A=resource(Size="small"))})
    (condition,) = one["Conditions"].values()
    assert [len(any_of["Fn::Or"]) for any_of in (condition, *condition["Fn::Or"])] == [3, 10, 10, 5]


def test_conditions_of_many_regions_have_short_names_that_differ() -> None:
    regions = [f"ap-southeast-{number}" for number in range(20)]
    parts = {"A": regions, "B": regions[:15], "C": regions[5:]}
    made = {
        region: template(
            All=resource(), **{name: resource() for name, where in parts.items() if region in where}
        )
        for region in [*regions, FAR]
    }
    conditions = assert_the_same(made)["Conditions"]
    assert len(conditions) == len(parts)
    assert all(name.isalnum() and len(name) <= 100 for name in conditions)


def test_what_no_function_can_choose_is_refused() -> None:
    other = template(A={**resource(), "DependsOn": ["B"]})
    with pytest.raises(ValueError, match="A: differs between regions outside of its properties"):
        regional_template({HERE: template(A=resource()), THERE: other})
    with pytest.raises(ValueError, match="outside of their resources"):
        regional_template({HERE: template(), THERE: {**template(), "Description": "another"}})
