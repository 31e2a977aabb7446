from .kinds import ContextReason, MetricKind

__all__ = ["ContextReason", "MetricKind"]
