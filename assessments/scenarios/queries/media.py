"""Pictures and clips of the scenes on screen: which file, how large. Looked up once for a while."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.cache import cache
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from assessments.scenarios.rules.graph import Clip, Scene
from content.blocks.media import AUDIO_TYPES, VIDEO_TYPES, extension

KEPT_SECONDS = 600  # a file that was replaced is seen after ten minutes
PICTURE, PORTRAIT = "max-1280x960|format-webp", "fill-128x128|format-webp"


@dataclass(frozen=True)
class ShownPicture:
    url: str
    width: int
    height: int
    words: str = ""


@dataclass(frozen=True)
class ShownClip:
    """A file that has gone leaves its transcript."""

    transcript: str
    url: str = ""
    content_type: str = ""
    is_video: bool = False
    captions_url: str = ""


@dataclass(frozen=True)
class Media:
    """Of the scenes on one screen."""

    images: dict[tuple[str, int], tuple[str, int, int] | None]
    files: dict[int, tuple[str, str] | None]

    def picture(self, scene: Scene) -> ShownPicture | None:
        found = self.images.get((PICTURE, scene.picture.image)) if scene.picture else None
        return ShownPicture(*found, scene.picture.words) if found and scene.picture else None

    def portrait(self, scene: Scene) -> ShownPicture | None:
        portrait = scene.speaker.portrait
        found = self.images.get((PORTRAIT, portrait)) if portrait else None
        return ShownPicture(*found) if found else None

    def clip(self, scene: Scene) -> ShownClip | None:
        clip = scene.clip
        if clip is None:
            return None
        url, ending = self.files.get(clip.file) or ("", "")
        captions = self.files.get(clip.captions) if clip.captions else None
        return ShownClip(
            transcript=clip.transcript,
            url=url,
            content_type=VIDEO_TYPES.get(ending) or AUDIO_TYPES.get(ending) or "",
            is_video=ending in VIDEO_TYPES,
            captions_url=captions[0] if captions else "",
        )


def media_of(scenes: Iterable[Scene]) -> Media:
    images: dict[tuple[str, int], Any] = {}
    files: dict[int, Any] = {}
    for scene in scenes:
        if scene.picture:
            images[PICTURE, scene.picture.image] = None
        if scene.speaker.portrait:
            images[PORTRAIT, scene.speaker.portrait] = None
        if scene.clip:
            files |= dict.fromkeys(files_of(scene.clip))
    for spec in (PICTURE, PORTRAIT):
        wanted = [pk for name, pk in images if name == spec]
        found = _looked_up(f"scenarios:image:{spec}", wanted, partial(_images, spec=spec))
        images |= {(spec, pk): value for pk, value in found.items()}
    return Media(images, _looked_up("scenarios:file", list(files), _files))


def files_of(clip: Clip) -> list[int]:
    return [pk for pk in (clip.file, clip.captions) if pk]


def _looked_up(
    name: str, wanted: list[int], read: Callable[[list[int]], dict[int, Any]]
) -> dict[int, Any]:
    if not wanted:
        return {}
    keys = {f"{name.replace('|', '-')}:{pk}": pk for pk in wanted}
    found = {keys[key]: value for key, value in cache.get_many(list(keys)).items()}
    if missing := [pk for pk in wanted if pk not in found]:
        fresh = dict.fromkeys(missing) | read(missing)
        cache.set_many({key: fresh[pk] for key, pk in keys.items() if pk in fresh}, KEPT_SECONDS)
        found |= fresh
    return found


def _images(pks: list[int], spec: str) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for image in get_image_model().objects.filter(pk__in=pks).prefetch_renditions(spec):
        try:
            rendition = image.get_rendition(spec)
        except OSError:  # the file behind the row has gone: the words are there all the same
            continue
        found[image.pk] = (rendition.url, rendition.width, rendition.height)
    return found


def _files(pks: list[int]) -> dict[int, Any]:
    rows = get_document_model().objects.filter(pk__in=pks)
    return {row.pk: (row.url, extension(row)) for row in rows}
