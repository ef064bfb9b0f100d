"""The compliance_api function."""
