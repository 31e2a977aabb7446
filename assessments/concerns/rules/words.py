"""Words that may tell of a concern. A reason to ask, never a proof, and never a reason to hold
anything up (domain.md 4.7, step 5)."""

import re

from content.language.rules.phrases import either

LONGEST = 40_000
ONESELF = r"(?:him|her|them|it|my|your|our)sel(?:f|ves)"
PERSON = r"(?:him|her|them|me|an? (?:learner|student|child|girl|boy|young person))"
AT_HOME = r"(?:(?:at|go|going|be|being|being at) )?home"
CONCERN = re.compile(
    r"\b"
    + either(
        rf"""self[- ]?harm\w* | (?:hurt|harm|cut|kill)(?:s|ed|ing|ting)? {ONESELF} | suicid\w+
        | overdos\w+ | (?:end|ending|take|took) (?:his|her|their|my) (?:own )?li(?:fe|ves)
        | (?:want|wish)\w* to die | better off dead | not (?:want(?:ing)? to )?be alive
        | disclos(?:e|es|ed|ing|ures?)\b | confided | injur(?:y|ies|ed)\b | bruis\w+ | black eye
        | (?:cigarette )?burn(?:s| marks?) on | abus(?:e|es|ed|er|ers|ive|ing)\b | neglected
        | neglect at home | molest\w* | assault\w* | rape[ds]?\b | raping
        | sexual(?:ly)? (?:harass|abus|exploit|touch|violen)\w* | grop(?:ed|ing) | upskirt\w*
        | (?:touched|touches|touching) (?:him|her|them|me)\b | sexting | nudes\b | nude pictures?
        | sextort\w+ | blackmail\w*
        | groom(?:ed|ing)\b(?! (?:salon|course|room|unit|table|parlour|qualification|business))
        | county lines | traffick\w+ | modern slavery | exploit(?:ed|ation|ing)\b
        | (?:carr(?:y|ies|ied|ying)|has|had|brought|got) (?:in )?an? (?:knife|blade|weapon|gun)
        | (?:hit|hits|hitting|beats?|beaten|beating|punch(?:ed|es)|kick(?:ed|s)|slap(?:ped|s)
            |strangl\w+|chok(?:ed|es))[ ](?:by (?:his|her|their|a|another|someone)|{PERSON})\b
        | (?:not|isn['’]t|doesn['’]t|never)[ ](?:(?:feel(?:ing|s)?|be)[ ])?safe {AT_HOME}
        | unsafe {AT_HOME} | (?:afraid|scared|frightened|terrified) to (?:go|be at) home
        | (?:afraid|scared|frightened|terrified) of (?:his|her|their|my)\b
        | (?:ran|runs?|running) away from | kicked out of (?:home|the house|his|her|their)
        | missing from home | sleeping rough | sofa[- ]surf\w* | fgm\b | forced (?:in)?to marry
        | forced marriage | honou?r[- ]based | radicali[sz]\w+ | extremis[mt]\w*
        | domestic (?:abuse|violence) | coercive | in danger\b | at risk of (?:significant )?harm
        | child protection | safeguarding concern | threaten(?:ed|s|ing) {PERSON}\b
        | stalk(?:ed|er|ing)\b | drink (?:was|had been) spiked | no food at home
        | not being fed | locked (?:in|out) at home"""
    ),
    re.IGNORECASE,
)
# The same words where they tell of training, of a check, of a form or of a trade.
NO_CONCERN = re.compile(
    r"\b"
    + either(
        r"""disclosure (?:and barring|simulator|scenario|training|module|certificate|form)\w*
        | (?:dbs|enhanced) disclosures?
        | (?:dog|pet|cat|horse|animal|canine|well[- ])[ ]?groom(?:ed|ing)
        | (?:safeguarding|self[- ]harm|suicide(?:[- ]prevention)?|fgm|extremism|county lines
            |abuse|exploitation|domestic (?:abuse|violence)|disclosures?|modern slavery
            |child protection)
            [ ](?:awareness|training|module|course|refresher|policy|webinar|workshop|quiz|lead)"""
    ),
    re.IGNORECASE,
)


def sounds_like_concern(words: str) -> bool:
    """Whether to ask: “Is this a concern that needs reporting?” Advisory."""
    return bool(CONCERN.search(NO_CONCERN.sub(" ", words[:LONGEST])))
