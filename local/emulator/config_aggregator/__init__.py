"""AWS Config tells a whole organisation's compliance to those who ask.

Stands for: the aggregator of AWS Config, in front of what Config knows in each account and region.
An event that is lost, or a change that no event tells of, is only to be found here. MiniStack's
Config has no aggregators and no results.

`knowledge`, `feed` and `changes` say how the model comes to know, `model` and `place` what it
knows, the others how the API tells of it. Different from AWS on purpose: nothing is delayed, and
no authorisation is needed to aggregate an account.
"""

from local.emulator.config_aggregator.api import install

__all__ = ["install"]
