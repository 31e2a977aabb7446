"""What a form says and shows, worked out of the semantics of libraries: no queries, no screens."""
