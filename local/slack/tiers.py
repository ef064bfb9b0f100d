"""How many calls of each method the workspace takes in a minute.

Sources: "Rate limits" among the facts of each method (docs.slack.dev/reference/methods), and what
its tier allows (docs.slack.dev/apis/web-api/rate-limits). Slack lets more than that pass for a
moment, and does not say how much; here a minute's worth may come at once.
"""

from __future__ import annotations

TIER_2, TIER_3, TIER_4 = 20, 50, 100
CALLS_A_MINUTE = {
    "auth.test": 200,  # of no tier: "hundreds of requests per minute"
    "chat.postMessage": 300,  # of no tier: "several hundred messages", beside the channel's limit
    "chat.update": TIER_3,
    "chat.postEphemeral": TIER_4,
    "views.open": TIER_4,
    "views.update": TIER_4,
    "usergroups.users.list": TIER_2,
    "files.getUploadURLExternal": TIER_4,
    "files.completeUploadExternal": TIER_4,
}
