"""Who sent an e-mail, and whether a person sent it at all. In doubt it is nobody's.

What comes in is read with the house's own limits: a header of a megabyte costs no more than one of
a line, and nothing a stranger writes raises.
"""

import re
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import getaddresses

LONGEST_HEADER = 4_000
OF_ADDRESSES = {"from", "sender", "return-path"}
BULK = {"bulk", "list", "junk", "auto_reply"}
OF_LISTS = ("List-Id", "List-Post", "List-Unsubscribe", "X-Autoreply", "X-Autorespond")
VERDICT = re.compile(r"\b(dmarc|spf)\s*=\s*(\w+)", re.IGNORECASE)


class BoundedPolicy(EmailPolicy):
    """`email.policy.default`, whose parser takes long for long headers, with short ones."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        source = "".join(sourcelines)
        name, value = super().header_source_parse([source[:LONGEST_HEADER]])
        # Half a list of addresses would look like another sender.
        is_cut = len(source) > LONGEST_HEADER and name.lower() in OF_ADDRESSES
        return name, "" if is_cut else value


POLICY = BoundedPolicy()


def header(message: EmailMessage, name: str) -> str:
    """What a header says, unfolded; empty when there is none, or none that can be read."""
    return next(iter(headers(message, name)), "")


def headers(message: EmailMessage, name: str) -> list[str]:
    try:
        return [str(value).strip() for value in message.get_all(name, [])]
    except Exception:  # the standard library's parser raises whatever a stranger makes it raise
        return []


def is_automatic(message: EmailMessage) -> bool:
    """An answer of a machine, a bounce, or post of a mailing list."""
    submitted = header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    precedence = header(message, "Precedence").lower()
    return (
        submitted not in ("", "no")
        or precedence in BULK
        or any(name in message for name in OF_LISTS)
        or header(message, "Return-Path").replace(" ", "") == "<>"
        or "multipart/report" in header(message, "Content-Type").lower()
    )


def sender_of(message: EmailMessage) -> str:
    """The one address it comes from, in small letters; empty in any doubt.

    Whoever delivered it must say the same as the message itself, and the college's own server must
    not have found it forged.
    """
    sender = _only_address(message, "From")
    if not sender or _is_found_forged(message):
        return ""
    for name in ("Sender", "Return-Path"):
        if name in message and _only_address(message, name) != sender:
            return ""
    return sender


def _only_address(message: EmailMessage, name: str) -> str:
    """The address in a header, when there is one header with one address and two parsers agree."""
    try:
        found = message.get_all(name, [])
        pairs = getaddresses([str(value) for value in found])
        known = [a.addr_spec for value in found for a in getattr(value, "addresses", ())]
    except Exception:  # as above
        return ""
    if len(found) != 1 or len(pairs) != 1:
        return ""
    address = pairs[0][1]
    return address.lower() if not known or known == [address] else ""


def _is_found_forged(message: EmailMessage) -> bool:
    """What the server nearest to us found: it wrote the topmost of these headers. Those that name
    other servers may be invented."""
    found = headers(message, "Authentication-Results")
    said: dict[str, set[str]] = {"dmarc": set(), "spf": set()}
    for text in found:
        if _server_in(text) == _server_in(found[0]):
            for kind, result in VERDICT.findall(text):
                said[kind.lower()].add(result.lower())
    if "fail" in said["dmarc"]:
        return True
    # SPF alone also fails where an honest server passed a message on.
    return "fail" in said["spf"] and "pass" not in said["dmarc"]


def _server_in(results: str) -> str:
    return " ".join(results.partition(";")[0].lower().split()[:1])
