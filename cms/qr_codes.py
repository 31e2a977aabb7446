"""The code that a phone's camera reads off a screen or a sheet of paper."""

import io

import segno
from django.utils.safestring import SafeString


def qr_svg(url: str) -> SafeString:
    """Scales with the page around it, which gives it a white border: cameras look for one."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", border=0, dark="#1d2a30", xmldecl=False, svgns=True, omitsize=True
    )
    return SafeString(out.getvalue().decode())
