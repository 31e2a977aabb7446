import pytest
from django.core.files.base import ContentFile
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail_factories import ImageFactory

from content.blocks.media import DownloadBlock, MediaBlock, PictureBlock
from tests.factories.pages import root_page


@pytest.fixture
def document(db):
    root_page()

    def make(name):
        file = ContentFile(b"x" * 2048, name)
        return get_document_model().objects.create(title="A file", file=file)

    return make


def media(document, **value):
    raw = {"title": "A review", "transcript": "**Mentor:** Hello.", "minutes": 2, **value}
    return MediaBlock().to_python({**raw, "file": document.pk})


def test_video_has_controls_and_its_transcript(document):
    html = MediaBlock().render(media(document("talk.mp4")))

    assert '<video controls preload="none"' in html
    assert 'type="video/mp4"' in html
    assert "<summary>Transcript</summary>" in html
    assert "<strong>Mentor:</strong> Hello." in html


def test_sound_is_an_audio_player(document):
    html = MediaBlock().render(media(document("talk.mp3")))

    assert '<audio controls preload="none"' in html
    assert "<video" not in html


def test_video_with_captions_has_a_track(document):
    captions = document("talk.vtt")

    html = MediaBlock().render(media(document("talk.webm"), captions=captions.pk))

    assert '<track kind="captions"' in html


@pytest.mark.parametrize(
    ("name", "captions", "field"),
    [("talk.exe", None, "file"), ("talk", None, "file"), ("talk.mp4", "talk.txt", "captions")],
)
def test_media_refuses_other_files(document, name, captions, field):
    value = media(document(name), captions=document(captions).pk if captions else None)

    with pytest.raises(StructBlockValidationError) as caught:
        MediaBlock().clean(value)

    assert field in caught.value.block_errors


def test_media_without_a_transcript_is_refused(document):
    with pytest.raises(StructBlockValidationError) as caught:
        MediaBlock().clean(media(document("talk.mp4"), transcript=""))

    assert "transcript" in caught.value.block_errors


def test_media_with_everything_is_taken(document):
    value = media(document("talk.MP4"), captions=document("talk.vtt").pk)

    assert MediaBlock().clean(value)["title"] == "A review"


def test_download_names_the_file_its_kind_and_size(document):
    block = DownloadBlock()

    html = block.render(block.to_python({"document": document("form.pdf").pk, "note": "Print it."}))

    assert "A file" in html
    assert "PDF, 2.0" in html
    assert "Print it." in html


def picture(**value):
    root_page()
    block = PictureBlock()
    return block, block.to_python({"image": {"image": ImageFactory().pk, **value}, "caption": "Us"})


def test_picture_needs_words_or_the_mark_that_it_is_decorative(db):
    block, value = picture(alt_text="", decorative=False)

    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)

    assert "Say in words what it shows" in str(refused.value.as_json_data())


def test_half_a_media_block_is_kept_in_a_draft(db):
    block = MediaBlock()
    value = block.to_python({"title": "To come", "file": None, "transcript": ""})
    block.defer_required_validation()

    assert block.clean(value)["title"] == "To come"


def test_picture_shows_its_words_and_size(db):
    block, value = picture(alt_text="Two people at a table", decorative=False)

    html = block.render(block.clean(value))

    assert 'alt="Two people at a table"' in html
    assert "width=" in html
    assert "<figcaption>Us" in html
    assert get_image_model().objects.count() == 1


def test_decorative_picture_has_an_empty_alternative(db):
    block, value = picture(alt_text="never read", decorative=True)

    assert 'alt=""' in block.render(block.clean(value))
