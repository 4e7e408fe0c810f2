"""Pictures of pages made ready for recognition: specks taken off, tilted pages set straight."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

from .document import Document

#: A picture with more points than an A3 page at 600 dpi is none of a page, or a bomb.
MAX_POINTS = 80_000_000
#: Formats in which several pictures are pages; a page of a scan has at least so many bytes, where there are many.
_PAGED = frozenset({"TIFF"})
_FEW_FRAMES, _LEAST_BYTES = 20, 2048
#: No page is so much longer than wide.
_SLIMMEST = 20
#: Angles in degrees that are tried; below the least one Tesseract sees no tilt.
_STEEPEST, _STEP, _LEAST = 4.0, 0.25, 0.25
_SMALL = 600  # points across of the picture in which the tilt is measured


def cleaned_pages(document: Document, data: bytes) -> Iterator[bytes]:
    """Yield each page of a picture file as a clean picture; raise ReadError for a damaged or huge one."""
    image_module = document.module("PIL.Image")
    try:
        picture = image_module.open(BytesIO(data))
        frames = getattr(picture, "n_frames", 1)
        if frames > 1 and picture.format not in _PAGED:
            raise document.error(f"a moving picture of {frames} frames, not a page")
        if frames > _FEW_FRAMES and len(data) < frames * _LEAST_BYTES:
            raise document.error(f"{frames} pages in {len(data) // 1024} KB: these are no scans")
        for number in range(frames):
            picture.seek(number)
            if picture.width * picture.height > MAX_POINTS:
                raise document.error(f"{picture.width} x {picture.height} points are no page")
            if max(picture.size) > _SLIMMEST * min(picture.size):
                raise document.error(f"{picture.width} x {picture.height} points are no page")
            yield _png(_cleaned(document, picture))
    except (OSError, SyntaxError, ValueError, image_module.DecompressionBombError) as error:
        raise document.error(f"damaged or cut off ({error})") from None


def _cleaned(document: Document, picture: Any) -> Any:
    exif = document.module("PIL.ImageOps").exif_transpose(picture)
    grey = exif.convert("L").filter(document.module("PIL.ImageFilter").MedianFilter(3))
    angle = _tilt(grey)
    return grey.rotate(angle, fillcolor=255, resample=2) if abs(angle) >= _LEAST else grey


def _tilt(grey: Any) -> float:
    """Return by how much the page must be turned so that its lines lie level: then rows differ most."""
    small = grey.resize((_SMALL, max(1, _SMALL * grey.height // grey.width)))
    count = round(_STEEPEST / _STEP)
    return max((step * _STEP for step in range(-count, count + 1)), key=lambda angle: _contrast(small, angle))


def _contrast(small: Any, angle: float) -> float:
    rows = small.rotate(angle, fillcolor=255, resample=2).resize((1, small.height), 4).tobytes()
    return float(sum((after - before) ** 2 for before, after in pairwise(rows)))


def _png(picture: Any) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", compress_level=1, dpi=picture.info.get("dpi", (0, 0)))
    return out.getvalue()
