"""A story of two accounts, told on the local AWS."""
