"""The one signal courses sends up: certificates, CPD and evidence listen to it."""

from django.dispatch import Signal

module_completed = Signal()  # provides: completion (a progress.models.Completion)
