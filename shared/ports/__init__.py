"""What the use cases need of the world, by role: a module for each kind of use."""
