"""The corpus as a static site, and documents in notebooks."""
