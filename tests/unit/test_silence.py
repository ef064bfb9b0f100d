"""Who should have spoken and did not is named: as a whole, or in the region where it is mute."""

from dataclasses import replace
from datetime import timedelta

from shared.domain.recorder import Recorder, RecorderCall
from shared.domain.silence import Silence, Watched, not_recorded, nowhere_recorded, silences
from shared.domain.snapshots import Heard
from tests.builders.snapshots import HERE, ONE, THERE, THREE, TWO, YESTERDAY, heard, mute
from tests.fakes.clock import NOW

BOTH = (HERE, THERE)


def silent(
    *places: Heard, accounts: tuple[str, ...] = (), regions: tuple[str, ...] = (HERE,)
) -> list[Silence]:
    return list(silences(places, Watched(accounts, regions), YESTERDAY.start))


def test_who_spoke_since_is_not_named() -> None:
    assert silent(heard(ONE, 1), accounts=(ONE,)) == []


def test_the_longest_silence_comes_first_and_never_before_all() -> None:
    long, short = heard(TWO, 90), heard(ONE, 60)
    assert silent(short, long, accounts=(ONE, THREE)) == [
        Silence(THREE),
        Silence(TWO, HERE, long.last),
        Silence(ONE, HERE, short.last),
    ]


def test_an_account_that_never_spoke_is_named_once_for_all_its_regions() -> None:
    assert silent(accounts=(ONE, TWO), regions=BOTH) == [Silence(ONE), Silence(TWO)]


def test_a_region_that_never_spoke_is_named_where_its_account_speaks_elsewhere() -> None:
    assert silent(heard(ONE, 1), accounts=(ONE,), regions=BOTH) == [Silence(ONE, THERE)]


def test_without_a_list_the_accounts_of_the_registry_should_speak_from_every_region() -> None:
    assert silent(heard(ONE, 1), regions=BOTH) == [Silence(ONE, THERE)]
    assert silent(regions=BOTH) == []


def test_with_a_list_an_account_beside_it_is_silent_only_where_it_is_known() -> None:
    others = heard(TWO, 1), mute(TWO, "eu-west-1")
    assert silent(heard(ONE, 1), *others, accounts=(ONE,)) == [Silence(TWO, "eu-west-1")]


def test_states_that_were_reconciled_are_no_voice() -> None:
    compared = NOW - timedelta(hours=3)
    assert silent(heard(ONE, 1), mute(ONE, THERE, hours_ago=3)) == [
        Silence(ONE, THERE, None, compared)
    ]


def test_of_an_account_that_never_spoke_the_last_comparison_is_told() -> None:
    known = mute(ONE, HERE, hours_ago=30), mute(ONE, THERE, hours_ago=3), mute(ONE, "eu-west-1")
    assert silent(*known) == [Silence(ONE, None, None, NOW - timedelta(hours=3))]


def test_a_silence_since_a_day_tells_its_last_comparison() -> None:
    place = Heard(ONE, HERE, NOW - timedelta(days=9), NOW - timedelta(days=5), NOW)
    assert silent(place) == [Silence(ONE, HERE, place.last, NOW)]


def test_places_that_do_not_record_are_listed_the_longest_stopped_first() -> None:
    def place(account: str, *stops: RecorderCall) -> Heard:
        return replace(heard(account, 1), recorder=Recorder(stops=stops))

    early, late = (RecorderCall(NOW - timedelta(hours=hours), "Stop") for hours in (5, 2))
    places = [place(ONE, late), place(TWO, early), place(THREE)]
    assert [each.account for each in not_recorded(places)] == [TWO, ONE]
    assert nowhere_recorded(places) == {ONE, TWO}
    assert nowhere_recorded([*places, heard(TWO, 1, THERE)]) == {ONE}
