"""E-mails as people's programs send them, as bytes."""

from email.message import EmailMessage
from typing import Any

from cms.people.accounts.models import User

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
FORWARDED = """Worth an hour of anyone's time.

45 min

---------- Forwarded message ---------
From: Training <training@elsewhere.test>
Subject: Your webinar on attachment

Thank you for coming.
"""


def letter(
    sender: User | str,
    *,
    subject: str | None = "Fwd: Your webinar on attachment",
    text: str = FORWARDED,
    html: str = "",
    files: dict[str, bytes] | None = None,
    **headers: str,
) -> bytes:
    """A message of somebody's; headers by name, `_` for `-`, and None leaves one out."""
    message = EmailMessage()
    address = sender if isinstance(sender, str) else sender.email
    values: dict[str, Any] = {
        "Return-Path": f"<{address}>",
        "From": f"Somebody <{address}>" if isinstance(sender, User) else sender,
        "To": "cpd@college.test",
        "Subject": subject,
        "Date": "Mon, 03 Nov 2025 10:15:00 +0000",
        "Message-ID": "<one@mail.test>",
    }
    values |= {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in values.items():
        if value is not None:
            message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in (files or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
