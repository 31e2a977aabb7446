"""Every address of activities: where people read what they did; and the screens of the Wagtail
admin, which test_activities.py asks, for Wagtail leads away whoever may not.

An attempt is its participant's own. Authors are trainers and site admins; code is let in by site
admins alone; how an activity is answered is for trainers and quality leads.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from content.activities.rules import Weight
from content.authoring.forms import ticket_for
from content.authoring.views.official import TOKENS
from tests.access.rows import GET, POST, Row, nothing, of, post
from tests.access.scene import Scene
from tests.access.scene_activities import CHOICE, KEPT_BACK, PICTURE_PATH
from tests.factories.h5p.activities import plain_library
from tests.factories.h5p.packages import package_bytes
from tests.factories.h5p.playable import choice_params
from tests.factories.h5p.types import PICTURE

LISTS = "trainer admin quality_lead dsl"
AUTHORS = "trainer admin"
CODE = "admin"
STATISTICS = "trainer quality_lead"
LET_IN = "trainer admin quality_lead dsl superuser"  # into the Wagtail admin
DONE = "done"  # led on because it was done

ACTIVITIES = [
    # Who has played it, and who may see it anyway: she has no attempts of her own there.
    Row("activities:result_list", GET, {200: f"mentor {LISTS}"}, of("activity")),
    Row("activities:attempt_detail", GET, {200: "mentor"}, of("activity_attempt")),
    Row("activities:attempt_detail", GET, {}, of("attempt_of_outsider"),
        note="of somebody who works here no longer"),
]  # fmt: skip


@dataclass(frozen=True)
class Screen:
    """An address in the admin. Whoever `expected` does not name is led away and changes nothing."""

    name: str
    method: str
    expected: dict[int | str, str]
    kwargs: Callable[[Scene], dict[str, Any]] = nothing
    data: Callable[[Scene], Any] = nothing  # of a GET, what stands in the address
    is_json: bool = False  # asked by the script of a form
    note: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method, self.name, self.note)))


def uid(name: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"uid": getattr(scene, name).uid}


def library(name: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda _scene: {"library": name}


def type_called(name: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda _scene: {"name": name.replace(" ", "-")}


def chosen(_scene: Scene) -> dict[str, Any]:
    """A package whose code is here already."""
    data = package_bytes(CHOICE, choice_params("<p>What helps?</p>"))
    return {"package": SimpleUploadedFile("choice.h5p", data)}


def code_chosen(_scene: Scene) -> dict[str, Any]:
    data = package_bytes(libraries={"H5P.New 1.0": plain_library("H5P.New 1.0")})
    return {"package": SimpleUploadedFile("new.h5p", data)}


def written(name: str = CHOICE, **more: Any) -> Callable[[Scene], Any]:
    params = choice_params("<p>What else?</p>") if name == CHOICE else {}
    return lambda _scene: {"library": name, "title": "Another", "params": params, **more}


def changed(scene: Scene) -> Any:
    return written(base=scene.activity.current_id)(scene)


def about(**more: str) -> Callable[[Scene], dict[str, Any]]:
    return post(title="What comes first?", text_alternative="", accessible_url="",
                **{"weight": Weight.PRACTICE, **more})  # fmt: skip


def picture_sent(_scene: Scene) -> dict[str, Any]:
    return {"kind": "image", "file": SimpleUploadedFile("a.png", PICTURE)}


def picture_of_official(scene: Scene) -> dict[str, Any]:
    return {**picture_sent(scene), "field": json.dumps({"type": "image"})}


def ticket(scene: Scene) -> dict[str, Any]:
    """Of a picture that the trainer has sent and not saved yet."""
    kept = {"path": PICTURE_PATH, **scene.activity.current.files[PICTURE_PATH]}
    return {"ticket": ticket_for(kept, by=scene.pk("trainer"))}


def kept_picture(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.activity.current_id, "path": PICTURE_PATH}


def for_trainer(action: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {
        "token": signing.dumps(scene.pk("trainer"), salt=TOKENS), "action": action,
    }  # fmt: skip


def of_others(name: str) -> dict[int | str, str]:
    """An upload of somebody else's is not there for anybody else who is let in."""
    return {404: LET_IN, 200: name}


A = "activity_admin"
LIBRARY = [
    Screen(f"{A}:index", GET, {200: LISTS}),
    Screen(f"{A}:index_results", GET, {200: LISTS}),
    Screen(f"{A}:edit", GET, {200: AUTHORS}, of("activity")),
    Screen(f"{A}:edit", POST, {DONE: AUTHORS}, of("activity"), about()),
    Screen(f"{A}:edit", POST, {DONE: "trainer", 200: "admin"}, of("activity"),
           about(weight=Weight.VERIFIED), note="so that results count"),
    Screen(f"{A}:delete", GET, {200: AUTHORS}, of("activity_spare")),
    Screen(f"{A}:delete", POST, {DONE: AUTHORS}, of("activity_spare")),
    Screen(f"{A}:upload", GET, {200: AUTHORS}),
    Screen(f"{A}:upload", POST, {DONE: AUTHORS}, data=chosen),
    Screen(f"{A}:upload_detail", GET, of_others(AUTHORS), uid("upload_of_trainer")),
    Screen(f"{A}:upload_detail", GET, of_others("admin"), uid("upload_of_admin"),
           note="of a site admin"),
    Screen(f"{A}:replace", GET, {200: AUTHORS}, of("activity")),
    Screen(f"{A}:replace", POST, {DONE: AUTHORS}, of("activity"), chosen),
    Screen(f"{A}:archive", POST, {DONE: AUTHORS}, of("activity")),
    Screen(f"{A}:restore", POST, {DONE: AUTHORS}, of("activity_away")),
    Screen(f"{A}:export", GET, {200: AUTHORS}, of("activity")),
    Screen(f"{A}:statistics", GET, {200: STATISTICS}, of("activity")),
]  # fmt: skip

C = "h5p_code"
CODE_SCREENS = [
    Screen(f"{C}:index", GET, {200: CODE}),
    Screen(f"{C}:upload", GET, {200: CODE}),
    Screen(f"{C}:upload", POST, {DONE: CODE}, data=code_chosen),
    Screen(f"{C}:approve", POST, {DONE: CODE}, data=lambda s: {"version": s.pk("code_waiting")}),
    Screen(f"{C}:detail", GET, {200: CODE}, of("code")),
    Screen(f"{C}:restrict", POST, {DONE: CODE}, of("code"), post(restricted="yes")),
    Screen(f"{C}:delete", GET, {200: CODE}, of("code_spare")),
    Screen(f"{C}:delete", POST, {DONE: CODE}, of("code_spare")),
    Screen(f"{C}:refuse_many", POST, {DONE: CODE},
           data=lambda s: {"version": s.pk("code_waiting"), "reason": "It calls home."}),
    Screen(f"{C}:refuse", GET, {200: CODE}, of("code_waiting")),
    Screen(f"{C}:refuse", POST, {DONE: CODE}, of("code_waiting"), post(reason="It calls home.")),
]  # fmt: skip

F = "activity_authoring"
FORMS = [
    Screen(f"{F}:choose", GET, {200: AUTHORS}),
    Screen(f"{F}:new", GET, {200: AUTHORS}, type_called(CHOICE)),
    Screen(f"{F}:new", GET, {200: CODE, 404: "trainer"}, type_called(KEPT_BACK),
           note="with code kept back"),
    Screen(f"{F}:edit", GET, {200: AUTHORS}, of("activity")),
    Screen(f"{F}:preview", GET, {200: AUTHORS}, of("activity")),
    Screen(f"{F}:create", POST, {200: AUTHORS}, data=written(), is_json=True),
    Screen(f"{F}:create", POST, {200: CODE}, data=written(KEPT_BACK), is_json=True,
           note="with code kept back"),
    Screen(f"{F}:save", POST, {200: AUTHORS}, of("activity"), changed, is_json=True),
    Screen(f"{F}:fields", GET, {200: AUTHORS}, data=library(CHOICE), is_json=True),
    Screen(f"{F}:fields", GET, {200: CODE, 404: "trainer"}, data=library(KEPT_BACK), is_json=True,
           note="with code kept back"),
    Screen(f"{F}:media_add", POST, {200: AUTHORS}, data=picture_sent),
    # A file that is not saved yet is hers who sent it.
    Screen(f"{F}:sent_file", GET, {200: "trainer", 404: "admin"}, ticket),
    Screen(f"{F}:kept_file", GET, {200: AUTHORS}, kept_picture),
]  # fmt: skip

OFFICIAL = [
    Screen(f"{F}:official_new", GET, {200: AUTHORS}, type_called(CHOICE)),
    Screen(f"{F}:official_new", GET, {200: CODE, 404: "trainer"}, type_called(KEPT_BACK),
           note="with code kept back"),
    Screen(f"{F}:official_edit", GET, {200: AUTHORS}, of("activity")),
    Screen(f"{F}:official_create", POST, {200: AUTHORS}, data=written(), is_json=True),
    Screen(f"{F}:official_create", POST, {200: CODE}, data=written(KEPT_BACK), is_json=True,
           note="with code kept back"),
    Screen(f"{F}:official_save", POST, {200: AUTHORS}, of("activity"), changed, is_json=True),
    # The address is hers it was made for: nobody else's browser can be led to it.
    Screen(f"{F}:official_ajax", GET, {200: "trainer", 403: "admin"},
           data=for_trainer("libraries")),
    Screen(f"{F}:official_asset", GET, {200: AUTHORS},
           lambda _s: {"path": "scripts/h5peditor.js"}),
    Screen(f"{F}:official_file", GET, {404: AUTHORS}, lambda _s: {"path": PICTURE_PATH},
           note="that nobody has sent"),
    Screen(f"{F}:official_library_file", GET, {200: AUTHORS},
           lambda _s: {"folder": CHOICE.replace(" ", "-"), "path": "library.json"}),
    Screen(f"{F}:official_content_file", GET, {200: AUTHORS}, kept_picture),
]  # fmt: skip

P = "activity_chooser"
CHOOSERS = [
    # A superuser may write pages and holds no role: to her the library is empty.
    Screen(f"{P}:choose", GET, {200: LET_IN}),
    Screen(f"{P}:choose_results", GET, {200: LET_IN}),
    Screen(f"{P}:chosen", GET, {200: LISTS, 404: "superuser"}, of("activity")),
    Screen(f"{P}:chosen_multiple", GET, {200: LET_IN}, data=lambda s: {"id": s.pk("activity")}),
]  # fmt: skip

SCREENS = [*LIBRARY, *CODE_SCREENS, *FORMS, *OFFICIAL, *CHOOSERS]
