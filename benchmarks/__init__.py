"""What is measured, and the last reports beside it."""
