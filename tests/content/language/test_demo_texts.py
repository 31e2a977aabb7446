"""What the mentors of the demo write is as it should be: nothing in it is taken for a learner."""

from pathlib import Path

import yaml

from content.language.forms import texts_in
from content.language.rules import learner_details

DEMO = yaml.safe_load((Path(__file__).parents[3] / "cms/demo/cpd.yaml").read_text(encoding="utf-8"))


def test_nothing_in_it_is_doubted():
    texts = list(texts_in(DEMO))

    assert len(texts) > 400
    assert [(text, found) for text in texts if (found := learner_details(text))] == []
