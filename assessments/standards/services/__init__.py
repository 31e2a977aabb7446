"""The only writers of frameworks (frameworks), their links (crosswalk) and the ledger (evidence,
carrying)."""

from .carrying import carry_over, take_back_carried
from .crosswalk import add_mapping, check_mappings, remove_mapping
from .evidence import record_evidence, title_of, withdraw_evidence
from .frameworks import (
    NEXT_FRAMEWORK,
    SHIPPED_FRAMEWORK,
    import_framework,
    load_framework,
    read_framework,
)

__all__ = [
    "NEXT_FRAMEWORK",
    "SHIPPED_FRAMEWORK",
    "add_mapping",
    "carry_over",
    "check_mappings",
    "import_framework",
    "load_framework",
    "read_framework",
    "record_evidence",
    "remove_mapping",
    "take_back_carried",
    "title_of",
    "withdraw_evidence",
]
