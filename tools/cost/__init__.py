"""What everything costs: measured units, counted resources, list prices."""
