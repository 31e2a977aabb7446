from .importing import ImportContent, import_outcomes, withdraw_import
from .noting import write_note

__all__ = ["ImportContent", "import_outcomes", "withdraw_import", "write_note"]
