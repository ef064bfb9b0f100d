"""What the templates say, and what settings are refused."""
