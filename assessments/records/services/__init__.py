"""The only writers of records: from a held session to two signatures and the lock."""

from .adding import add_addendum, answer_dispute, ask_for_dispute_review
from .auditing import agree_to_audit, answer_audit, draw_audits
from .exporting import Export, can_export, export_record, find_export
from .reading import note_audited, note_opened, note_shown
from .reminding import remind_of_records
from .sharing import mark_items, return_record, share_record
from .signing import countersign_record, note_unsigned, sign_record
from .writing import RecordChangedError, begin_record, save_record

__all__ = [
    "Export",
    "RecordChangedError",
    "add_addendum",
    "agree_to_audit",
    "answer_audit",
    "answer_dispute",
    "ask_for_dispute_review",
    "begin_record",
    "can_export",
    "countersign_record",
    "draw_audits",
    "export_record",
    "find_export",
    "mark_items",
    "note_audited",
    "note_opened",
    "note_shown",
    "note_unsigned",
    "remind_of_records",
    "return_record",
    "save_record",
    "share_record",
    "sign_record",
]
