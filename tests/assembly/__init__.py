"""What `app.py` puts together: stacks without credentials, and the zips of the functions."""
