"""A host for H5P content in plain Python: no Django, no Wagtail, nothing of this site.

    package = read_package(file, libraries=libraries)     # or all that is wrong with it
    cleaned = clean_content(package.params, ...)           # by the semantics of its libraries
    player = build_player(..., libraries=libraries)        # what a page needs to play it
    result = check_statement(...)                          # what came back, judged again
    write_package(...)                                     # and out it goes as a complete .h5p

Where code and files are kept is behind the two protocols of `ports`. There is no global state.
"""
