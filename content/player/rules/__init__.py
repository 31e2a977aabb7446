"""What is true of playing: who may play what until when, and what a played page may do."""

from .policy import POLICY_OF_FILE, content_policy, feature_policy
from .serving import MEDIA_TYPES, RangeRefused, media_type, read_range
from .tokens import Play, files_token, play_token, preview_token, read_files_token, read_play

__all__ = [
    "MEDIA_TYPES",
    "POLICY_OF_FILE",
    "Play",
    "RangeRefused",
    "content_policy",
    "feature_policy",
    "files_token",
    "media_type",
    "play_token",
    "preview_token",
    "read_files_token",
    "read_play",
    "read_range",
]
