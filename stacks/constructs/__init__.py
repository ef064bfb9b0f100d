"""The capabilities that the stacks are composed of, one file each."""
