"""Records of a year in figures: of one person, of many, and of teams."""

from .records import YearRecord, records, records_under, year_record

__all__ = ["YearRecord", "records", "records_under", "year_record"]
