"""What the system does, as plain functions: the message first, the ports after."""
