"""A whole bank written into a folder: all of it, or nothing."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


class InUse(Exception):
    """The folder is there and holds something; the message says so."""


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that is not there yet, or empty. Raises `InUse` and `OSError`.

    They are written beside it first, so that nothing half-written stays behind.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InUse(f"{folder} is not empty. Name a folder that is not there yet.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".bank-", dir=folder.parent))
    try:
        for path, content in files.items():
            target = draft / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
