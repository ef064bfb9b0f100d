"""From the release before to what is here: what is stored stays, where it is and as it is."""
