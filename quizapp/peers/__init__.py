"""Students judge their own and classmates' written answers by the checklist; no mark changes."""
