"""People, roles, signing in, the school itself."""
