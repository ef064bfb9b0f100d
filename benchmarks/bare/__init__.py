"""Functions as small as they can be, which the product is measured against."""
