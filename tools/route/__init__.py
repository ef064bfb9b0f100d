"""Where violations go by the settings of a deployment, and why."""
