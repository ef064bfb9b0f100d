"""Every metric of ours, named once: functions emit these, alarms and the dashboard look at them.

What is counted beside them stands in the log alone. Each name of a function is a metric that is
billed for every hour in which it has data, so there are few that have data in most hours.
"""

from collections.abc import Mapping

NAMESPACE = "ConfigMonitoring"
# In milliseconds, by function; all others are counts, but for those that are in percent.
STORED_AFTER = "StoredAfter"
TOLD_AFTER = "ToldAfter"

EMITTED: Mapping[str, frozenset[str]] = {
    "handle-config-events": frozenset(
        {
            # What became of events: each is one of these, but a deletion closes any number.
            *("Opened", "Resolved", "Closed", "Changed", "NothingNew", "Stale", "NoResult"),
            *("DeadLettersMalformed", "DeadLettersRefused", "DeadLettersUnexpected", "PutOff"),
            "Gap",
            STORED_AFTER,
        }
    ),
    "notify-violations": frozenset(
        {
            *("NoticesTold", "NoticesDropped", "NoticesRetried", "NoticesFailed"),
            *("MessagesPosted", "MessagesRefused", "MessagesEdited"),
            *("ChannelUnavailable", "AlertsOverdue"),
            TOLD_AFTER,
        }
    ),
    "daily-digest": frozenset(
        {
            *("DigestsSent", "DailyDigestsSent", "ReportsMissing"),
            *("SilentAccounts", "SilentBeyondNorm", "ComplianceScore", "OpenViolations"),
        }
    ),
    "reconcile": frozenset(
        {
            *("ReconcileFinished", "ComparedStates", "MissedEvents", "MissRate", "Backfilled"),
            *("MissedChange", "MissedFirstResult"),
            *("ResourceGone", "RuleGone", "ResultGone", "AccountGone"),
            *("UnknownSources", "SuspiciousClosings", "UnitsNotLookedUp"),
            "RecordersStopped",
        }
    ),
    "update-totals": frozenset({"PlacesMended"}),
    "write-exports": frozenset({"ExportsComplete", "ExportsIncomplete"}),
    "slack-interactions": frozenset(
        {
            *("InteractionsTaken", "InteractionsNotTaken", "ErrandsRun", "ErrandsFailed"),
            "InteractionsRefused",
            *(
                f"InteractionsRefused{why}"
                for why in ("Unverifiable", "Forged", "Unsigned", "Stale", "Early", "Replayed")
            ),
        }
    ),
}


def metric_name(counted: str) -> str:
    """Return what a metric is called of which a run counts `some_things`."""
    return "".join(word.title() for word in counted.split("_"))
