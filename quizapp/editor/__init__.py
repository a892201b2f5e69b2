"""The authors' workbench: finding, writing, checking and publishing the questions of a bank."""
