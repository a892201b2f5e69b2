"""Writing that a person marks by levels of response."""
