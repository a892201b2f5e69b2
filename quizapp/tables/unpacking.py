"""The zip that a workbook is, unpacked without trust; pure."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from quizapp.tables.reading import Unreadable

MOST_MEMBERS = 200
MOST_UNPACKED = 6_000_000
"""So many bytes a workbook may have once it is unpacked; a full table of marks has half of it."""
ENCRYPTED = 0x1
TOO_MUCH = (
    "The workbook holds too much. Copy the one sheet that is needed into a new workbook, or save "
    "it as “CSV UTF-8”, and send that file."
)
PASSWORD = "The workbook is protected by a password. Save a copy without one, and send that file."  # noqa: S105


def unpacked(data: bytes) -> Mapping[str, bytes]:
    """Return the members of a zip by name.

    Never holds more than it may, whatever the zip says of itself. Raises `Unreadable`, and for what
    is no whole zip whatever `ZipFile` raises.
    """
    found: dict[str, bytes] = {}
    with ZipFile(BytesIO(data)) as archive:
        members = [each for each in archive.infolist() if not each.is_dir()]
        if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_UNPACKED:
            raise Unreadable(TOO_MUCH)
        room = MOST_UNPACKED
        for member in members:
            found[member.filename] = _content(archive, member, room)
            room -= len(found[member.filename])
    return found


def _content(archive: ZipFile, member: ZipInfo, room: int) -> bytes:
    """Return what a member really holds; sizes that are declared can be wrong."""
    if member.flag_bits & ENCRYPTED:
        raise Unreadable(PASSWORD)
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Unreadable("The file is packed in a way that no workbook is.")
    with archive.open(member) as opened:
        content = opened.read(room + 1)
        if len(content) > room:
            raise Unreadable(TOO_MUCH)
        opened.read(1)  # the checksum is looked at behind the last byte
    return content


def packed(members: Mapping[str, bytes]) -> BytesIO:
    """Return a zip of these members, whose sizes are what it says."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target
