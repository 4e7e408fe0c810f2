"""Who may read what this library writes: its owner alone, unless the environment says that files are shared.

Set `DANVAN_SHARED=1` where a store or results lie in a folder of several users: then the `umask` decides.
"""

from __future__ import annotations

import os

VARIABLE = "DANVAN_SHARED"


def is_shared() -> bool:
    """Tell whether others may read what is written."""
    return os.environ.get(VARIABLE, "").strip().lower() in ("1", "true", "yes")


def file_mode() -> int:
    """Return the permissions of a new file, whatever the `umask`: those of its owner, or what the `umask` leaves."""
    return 0o666 & ~_umask() if is_shared() else 0o600


def folder_mode() -> int:
    """Return the permissions of a new folder."""
    return 0o777 & ~_umask() if is_shared() else 0o700


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
