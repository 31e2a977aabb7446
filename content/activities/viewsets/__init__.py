"""Activities and the code that plays them, in the Wagtail admin."""
