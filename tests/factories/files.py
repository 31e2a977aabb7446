"""Pictures and files as an author uploads them."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Drawing
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection

from tests.factories.pages import root_page


def png(colour: str = "teal") -> bytes:
    target = BytesIO()
    Drawing.new("RGB", (8, 8), colour).save(target, "PNG")
    return target.getvalue()


def picture(title: str = "A board", *, colour: str = "teal", name: str = "board.png") -> Image:
    root_page()
    image = Image(title=title, collection=Collection.get_first_root_node())
    image.file.save(name, ContentFile(png(colour)), save=False)
    image.width = image.height = 8
    image._set_image_file_metadata()
    image.save()
    return image


def document(
    title: str = "A form", *, name: str = "form.pdf", content: bytes = b"%PDF"
) -> Document:
    root_page()
    row = Document(title=title, collection=Collection.get_first_root_node())
    row.file.save(name, ContentFile(content), save=False)
    row._set_document_file_metadata()
    row.save()
    return row
