import pytest

from cms.people.audit.rules import EventKind, role_words, verb_kind, verb_words


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("person.opened", EventKind.READ),
        ("attempt.viewed", EventKind.READ),
        ("certificate_pdf.downloaded", EventKind.READ),
        ("role.granted", EventKind.TECHNICAL),
        ("certificate.revoked", EventKind.CHANGE),
        ("anything", EventKind.CHANGE),
    ],
)
def test_a_verb_says_what_kind_of_event_it_is(verb, kind):
    assert verb_kind(verb) == kind


def test_verbs_and_roles_in_words():
    assert verb_words("person.opened") == "opened the profile"
    assert verb_words("cpd_entry.opened") == "opened a CPD entry"
    assert verb_words("of_nobody_yet.opened") == "opened of nobody yet"
    assert role_words(["dpo", "mentor"]) == "Data protection officer, Mentor"
    assert role_words([]) == "no role"
