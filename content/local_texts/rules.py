"""What the name of a local text may look like. Blocks and models both ask here."""

KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
KEY_MESSAGE = "Use small letters, digits and hyphens, such as starting-points."
