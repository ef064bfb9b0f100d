"""The handle_config_events function."""
