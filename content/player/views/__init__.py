"""The answers of the player's own host: no cookies, no session, signed addresses."""
