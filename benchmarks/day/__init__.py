"""A day of an organisation, made up, and how the product tells it in simulated time."""
