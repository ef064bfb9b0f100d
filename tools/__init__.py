"""Commands for whoever operates the product."""
