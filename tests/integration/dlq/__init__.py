"""`python -m tools.dlq` against queues and tables in process."""
