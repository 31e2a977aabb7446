"""Which kinds of files a package may carry, by their endings (h5p.md 6.1)."""

CONTENT = frozenset({
    "json", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "eot", "ttf", "woff", "woff2", "otf",
    "webm", "mp4", "ogg", "mp3", "m4a", "wav", "txt", "pdf", "rtf", "doc", "docx", "xls", "xlsx",
    "ppt", "pptx", "odt", "ods", "odp", "csv", "diff", "patch", "swf", "md", "textile", "vtt",
    "webvtt", "gltf", "glb",
})  # fmt: skip
LIBRARY = CONTENT | {"js", "css", "svg", "xml"}


def ending_of(path: str) -> str:
    """“png” of “images/A.PNG”; nothing where the name has no dot."""
    name = path[path.rfind("/") + 1 :]
    dot = name.rfind(".")
    return name[dot + 1 :].lower() if dot >= 0 else ""
