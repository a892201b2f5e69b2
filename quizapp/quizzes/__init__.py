"""Published bank revisions, item versions, assignments."""
