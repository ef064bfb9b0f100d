"""A stand-in for DynamoDB that reads: a million items behind the same API, counted as AWS does.

The local AWS walks all items of a table on each query; here SQLite finds them by their keys.
"""
