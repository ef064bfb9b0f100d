"""What the templates say, what settings are refused, how zips are built."""
