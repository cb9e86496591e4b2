"""Files that must outlive a power cut, and belong to whom the data folder belongs."""

import os
from pathlib import Path


def settle(path: Path) -> None:
    """Have the disk hold a file, or what a folder lists, before anything relies on it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hand_over(path: Path) -> None:
    """Give what root made to whom the folder around it belongs: the server may run as somebody else."""
    if os.geteuid() == 0:
        folder = path.parent.stat()
        os.chown(path, folder.st_uid, folder.st_gid)
