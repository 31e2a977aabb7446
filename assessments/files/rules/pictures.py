"""Pictures are drawn anew: what comes out has the same look and nothing else of the old file.

Where and when a photo was taken, by whose camera, the small preview from before it was cropped,
and anything hidden behind the picture are gone with the old bytes.
"""

import warnings
from io import BytesIO
from typing import Any

import pillow_heif
from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

from .kinds import HEIC, JPEG, PNG, WEBP, Kind, refuse

MOST_PIXELS = 50_000_000  # a picture may be small to send and still fill the memory when opened
LONGEST_SIDE = 4096  # a certificate photographed with the best phone is easily read at this
FORMATS = {JPEG: ("JPEG", "MPO"), PNG: ("PNG",), WEBP: ("WEBP",)}
SAVED_AS: dict[Kind, dict[str, Any]] = {
    JPEG: {"format": "JPEG", "quality": 88, "optimize": True},
    PNG: {"format": "PNG", "optimize": False},
    WEBP: {"format": "WEBP", "quality": 88},
}
BROKEN = (
    "This picture came in damaged. Open it where you have it, save it again or take a screenshot "
    "of it, and choose the new file."
)


def redrawn(data: bytes, kind: Kind) -> tuple[bytes, Kind]:
    """The picture without what was written into it, turned the right way up. HEIC, which many
    computers cannot show, becomes JPEG. Raises a ValidationError for what is no whole picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _redrawn(data, kind)
    except ValidationError:
        raise
    except Exception as problem:  # readers of pictures fail on wrong bytes in every way there is
        raise refuse("broken_picture", BROKEN) from problem


def _redrawn(data: bytes, kind: Kind) -> tuple[bytes, Kind]:
    saved_as = JPEG if kind is HEIC else kind
    if kind is not HEIC:
        with Image.open(BytesIO(data), formats=FORMATS[kind]) as probe:
            _check_shape(probe, kind)
            probe.verify()
    with _opened(data, kind) as image:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.load()
        upright = ImageOps.exif_transpose(image)
        plain = upright.convert(_mode(upright, saved_as))
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain.info.clear()
    target = BytesIO()
    plain.save(target, **SAVED_AS[saved_as])
    return target.getvalue(), saved_as


def _opened(data: bytes, kind: Kind) -> Image.Image:
    if kind is not HEIC:
        return Image.open(BytesIO(data), formats=FORMATS[kind])
    heic = pillow_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True)
    _check_pixels(*heic.size)
    return heic.to_pillow()


def _check_shape(image: Image.Image, kind: Kind) -> None:
    _check_pixels(*image.size)
    if kind is not JPEG and getattr(image, "n_frames", 1) > 1:  # a JPEG’s second is a preview
        raise refuse(
            "moving_picture",
            "This picture moves, and only still pictures are kept. Take a screenshot of the part "
            "that matters, and choose that.",
        )


def _check_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise refuse(
            "too_many_pixels",
            "This picture has more than 50 million pixels. Save it smaller, or take a screenshot "
            "of it.",
        )


def _mode(image: Image.Image, kind: Kind) -> str:
    if kind is not JPEG and image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in ("1", "L") and kind is not WEBP else "RGB"
