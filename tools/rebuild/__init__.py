"""The proof that states and rollups are what their history says."""
