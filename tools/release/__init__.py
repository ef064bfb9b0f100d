"""Makes a release: changelog, version, tag."""
