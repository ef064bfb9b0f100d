"""The whole flow, on the real stacks in the local AWS."""
