"""Tokens, ranges and what a played page may do."""

from datetime import timedelta

import pytest
from django.core import signing

from content.player.rules import (
    POLICY_OF_FILE,
    Play,
    RangeRefused,
    content_policy,
    feature_policy,
    files_token,
    media_type,
    play_token,
    preview_token,
    read_files_token,
    read_play,
    read_range,
)

HOUR = 3600
NOON = 12 * HOUR * 100_000  # the beginning of a window
PLAYER, SITE = "https://play.college.test", "https://college.test"


def token(**changes):
    values = {"participant": 7, "activity": 3, "version": 5, "page_pk": 11, "block_id": "b-1"}
    return play_token(**{**values, **changes})


def test_a_token_says_who_plays_what_and_where():
    assert read_play(token()) == Play(3, 5, 7, 11, "b-1")
    assert read_play(preview_token(activity=3, version=5)) == Play(3, 5)


def test_a_token_of_somebody_else_cannot_be_made_of_ones_own():
    mine, hers = token(participant=7), token(participant=8)

    for changed in [
        "",
        "x",
        mine[:-1],
        mine + "x",
        hers.split(":")[0] + ":" + mine.split(":", 1)[1],
        signing.dumps([3, 5, 8, 11, ""], salt="another"),
        files_token(5, now=NOON),
    ]:
        with pytest.raises(signing.BadSignature):
            read_play(changed)


def test_a_token_runs_out(monkeypatch):
    given = token()
    later = signing.time.time() + timedelta(hours=12, minutes=1).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)

    with pytest.raises(signing.SignatureExpired):
        read_play(given)


def test_the_address_of_files_is_the_same_for_hours_and_holds_through_the_next():
    first = files_token(5, now=NOON + 60)

    assert first == files_token(5, now=NOON + 11 * HOUR) != files_token(5, now=NOON + 12 * HOUR)
    assert first != files_token(6, now=NOON + 60)
    assert read_files_token(first, now=NOON + 23 * HOUR) == 5
    assert read_files_token(first, now=NOON + 24 * HOUR) is None
    assert read_files_token(first, now=NOON - 1) is None
    assert read_files_token(first.replace("5-", "6-", 1), now=NOON) is None
    assert read_files_token(token(), now=NOON) is None


def directives(policy):
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_a_played_page_reaches_nothing_but_the_player():
    found = directives(content_policy(player=PLAYER, site=SITE))

    assert found == {
        "default-src": "'none'",
        "script-src": PLAYER,
        "style-src": f"{PLAYER} 'unsafe-inline'",
        "img-src": f"{PLAYER} data: blob:",
        "media-src": f"{PLAYER} data: blob:",
        "font-src": f"{PLAYER} data:",
        "connect-src": PLAYER,
        "worker-src": "'none'",
        "frame-src": "'none'",
        "object-src": "'none'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": SITE,
        "sandbox": "allow-scripts",
    }


def test_what_its_code_needs_is_allowed_and_nothing_more():
    hosts = ["https://video.test"]
    policy = content_policy(
        player=PLAYER, site=SITE, permissions={"unsafe-eval", "external-video"}, video_hosts=hosts
    )

    assert directives(policy)["script-src"] == f"{PLAYER} 'unsafe-eval' https://video.test"
    assert directives(policy)["frame-src"] == "https://video.test"
    assert directives(policy)["sandbox"] == "allow-scripts"
    without = content_policy(player=PLAYER, site=SITE, video_hosts=hosts)
    assert directives(without)["frame-src"] == "'none'"
    heard = content_policy(player=PLAYER, site=SITE, permissions={"microphone", "blob-worker"})
    assert directives(heard)["worker-src"] == "blob:"
    assert "microphone=()" in feature_policy()
    assert "microphone=*" in feature_policy({"microphone"})
    assert "camera=()" in feature_policy({"microphone"})
    assert "allow" not in POLICY_OF_FILE


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None),
        ("bytes=0-", (0, 100)),
        ("bytes=0-0", (0, 1)),
        ("bytes=10-19", (10, 20)),
        ("bytes=90-400", (90, 100)),
        ("bytes=-30", (70, 100)),
        ("bytes=-400", (0, 100)),
        ("bytes=20-10", None),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("lines=0-1", None),
        ("bytes=１-２", None),
        ("bytes=" + "9" * 40 + "-", None),
    ],
)
def test_a_part_of_a_file(header, part):
    assert read_range(header, 100) == part


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=100-", 100), ("bytes=-0", 9), ("bytes=0-", 0)]
)
def test_a_part_that_is_not_there_is_refused(header, size):
    with pytest.raises(RangeRefused):
        read_range(header, size)


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("a/b.JS", "text/javascript; charset=utf-8"),
        ("images/x.svg", "image/svg+xml"),
        ("x.mp4", "video/mp4"),
        ("page.html", "application/octet-stream"),
        ("script.php", "application/octet-stream"),
        ("none", "application/octet-stream"),
    ],
)
def test_types_come_from_a_list(path, type_):
    assert media_type(path) == type_
