"""The product broken on purpose: what it promises has to hold all the same."""
