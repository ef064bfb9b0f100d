"""An alert leads to what became of its resource, through a link that is for that one alone."""

import json

from tests.e2e.following import get, linked
from tests.e2e.happenings import COMPLIANT, NON_COMPLIANT, Watched, unique
from tests.e2e.running import Running, eventually


def test_whoever_reads_an_alert_can_open_what_became_of_its_resource(running: Running) -> None:
    # Of a rule that no other test has resources of: they would be one message.
    group = Watched(running.account, unique("cluster"), "emr-block-public-access")
    running.deliver(group.becomes(NON_COMPLIANT, 5, COMPLIANT, "Port <all> is open."))
    [alert] = eventually(lambda: running.alerts(group.resource_id), 60, "the alert")
    link = linked(alert, "What became of it")
    status, headers, page = get(link)
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert group.resource_id in page
    assert "Port &lt;all&gt; is open." in page

    for other in (link.replace(group.resource_id, unique("cluster")), link.partition("?")[0]):
        status, headers, body = get(other)
        assert (status, headers["content-type"]) == (403, "application/problem+json")
        assert "not made here" in json.loads(body)["detail"]

    running.deliver(group.becomes(COMPLIANT, 1, NON_COMPLIANT))
    eventually(lambda: running.alerts(group.resource_id)[1:], 60, "the end")
    assert "4 min" in get(link)[2], "the same link shows what has happened since"
