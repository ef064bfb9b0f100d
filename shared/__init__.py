"""What the functions share: the domain, the ports, the use cases and the adapters."""
