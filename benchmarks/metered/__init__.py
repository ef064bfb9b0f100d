"""What one change costs in units: the functions in this process, each request looked at."""
