"""What a library says about its content, and everything that follows from it.

    check_semantics(...)      is this a semantics.json at all
    clean_content(...)        content as its semantics allow it: mended, with a list of what was
    check_content(...)        what an author still has to do, nothing changed
    fill_defaults(...)        what is missing, from the defaults
    find_uses(...)            files, libraries and activities inside an activity
    translate_defaults(...)   untouched defaults in another language

A field is the dictionary of semantics.json as it stands. A place is the way to a value,
“questions/2/params/text”, counted from nought.
"""
