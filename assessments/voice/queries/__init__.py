"""What the screens of learner voice need, and what a review reads of it."""

from .releases import VoiceItem, VoiceSummary, voice_for_review

__all__ = ["VoiceItem", "VoiceSummary", "voice_for_review"]
