"""Brings the synthesized stacks, as they are, into the accounts of the local AWS."""
