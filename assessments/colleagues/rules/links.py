"""How often a link may be looked at."""

LOOKS_A_MINUTE = 30  # at one link: somebody who reads and writes never comes near it
WRONG_A_MINUTE = 10  # from one address, at links that do not exist
