from .answering import (
    dispute_answer,
    dispute_ask,
    record_add,
    record_countersign,
    record_mark,
    record_return,
    record_sign,
    record_unsigned,
)
from .audits import audit_agree, audit_detail, audit_draw, audit_list
from .reading import record_detail, record_list
from .sharing import record_check, record_export, shared_by, shared_with_me
from .writing import record_begin, record_share, record_update

__all__ = [
    "audit_agree",
    "audit_detail",
    "audit_draw",
    "audit_list",
    "dispute_answer",
    "dispute_ask",
    "record_add",
    "record_begin",
    "record_check",
    "record_countersign",
    "record_detail",
    "record_export",
    "record_list",
    "record_mark",
    "record_return",
    "record_share",
    "record_sign",
    "record_unsigned",
    "record_update",
    "shared_by",
    "shared_with_me",
]
