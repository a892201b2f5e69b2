"""Marking what only a person can mark: the queue, the mark page, what students read of it."""
