import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from courses.certificates.documents import CertificateWords, certificate_pdf, qr_svg

WORDS = CertificateWords(
    college="Larkmoor College",
    person="Siobhán O’Keane",
    module="Target setting and review",
    outcomes=["Find the priority.", "Write it down."],
    statements=["S1", "K6"],
    minutes="1 hour 30 minutes",
    completed_on="22 November 2026",
    valid_until="22 November 2028",
    code="K7QM-2ABC-9XYZ-4DEF",
    check_url="https://learn.example/certificates/K7QM-2ABC-9XYZ-4DEF/",
)


def read(words):
    reader = PdfReader(io.BytesIO(certificate_pdf(words)))
    text = " ".join(page.extract_text() for page in reader.pages)
    return reader, " ".join(text.replace("\u00a0", " ").split())


def test_the_page_says_everything_once():
    reader, text = read(WORDS)

    assert len(reader.pages) == 1
    for said in (
        WORDS.college,
        WORDS.person,
        WORDS.module,
        "Find the priority.",
        "S1, K6",
        WORDS.minutes,
        WORDS.completed_on,
        WORDS.valid_until,
        WORDS.code,
        WORDS.check_url,
    ):
        assert said in text


def test_it_is_tagged_for_screen_readers():
    reader, _ = read(WORDS)
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert "Target setting and review" in reader.metadata.title
    assert b"pdfuaid:part" in certificate_pdf(WORDS)


def test_it_links_to_its_check_page():
    reader, _ = read(WORDS)
    links = [note.get_object() for note in reader.pages[0]["/Annots"]]

    assert WORDS.check_url in {link["/A"]["/URI"] for link in links}


@pytest.mark.parametrize(
    "wording", ["#panic()", "*bold* _x_ $y$ <label>", '"; #read("/etc/passwd")', "{learner} [x]"]
)
def test_words_are_never_markup(wording):
    _, text = read(replace(WORDS, person=wording, module=wording, outcomes=[wording]))

    assert wording in text


def test_what_is_missing_leaves_no_gap():
    _, text = read(replace(WORDS, valid_until="", minutes="", outcomes=[], statements=[]))

    assert "counts until" not in text
    assert "Statements" not in text


def test_a_long_title_stays_on_one_page():
    reader, _ = read(
        replace(
            WORDS,
            module="Integrating and coordinating mentoring provision across a large college",
            outcomes=["A long outcome that runs over more than one line of the page. " * 2] * 8,
        )
    )

    assert len(reader.pages) == 1


def test_the_qr_code_is_an_image_of_the_address():
    svg = qr_svg(WORDS.check_url)

    assert svg.startswith("<svg")
    assert svg != qr_svg("https://learn.example/other/")
