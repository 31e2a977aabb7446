"""What the words beside a name say when it is no learner's: a colleague, an author, a story."""

import re

from content.language.rules.known_words import PLACES_AND_THINGS
from content.language.rules.phrases import either

NEAR = re.IGNORECASE
ROLE = either(
    r"""manager | supervisor | colleagues? | trainer | tutors? | teacher | lecturer | assessor
    | coach | mentors? | co-?ordinator | counsellor | therapist | nurse | doctor | psychologist
    | psychiatrist | senco | dsl | deputy | lead | leader | head | principal | vice[- ]principal
    | director | administrator | admin | technician | librarian | advis[eo]r | officer
    | practitioner | consultant | facilitator | speaker | presenter | host | author | researcher
    | professor | governor | chair | receptionist | social worker | youth worker | support worker
    | key ?worker | case ?worker | worker | police | pcso | buddy | peer observer | observer
    | verifier | iqa | eqa | lsa | ta | teaching assistant | hod | boss | line manager | specialist
    | caretaker | partner college | chef | employer | instructor | interpreter"""
)
SERVICE = either(
    r"""hr | camhs | cahms | send | student services | careers | safeguarding | finance | it
    | estates | exams | mis | learning support | admissions | early help | the council
    | the local authority | social services | children['’]s services | the police
    | (?:the )?job ?centre | the ymca | mind | the nhs | the union | catering staff | quality
    | team [a-e] | (?:our|my|the) team | the (?:\w{1,14} ){1,2}team | another college
    | the other campus | the university | the virtual school | reception | the library | pastoral
    | (?:the )?wellbeing | marketing | the charity | barnardo['’]s | (?:the )?\w{1,14} college"""
)
MINE = r"(?:my|our|the|an?|her|his|their|one of (?:my|our|the))"
# “Siobhán, my manager”, “Helen (supervisor)”, “Beth from HR”, “Joanna the trainer”.
IS_STAFF = re.compile(
    either(
        rf"""(?:(?:,|[ ]–|[ ]-)[ ]?|[ ]?\(|[ ](?=the|as|(?:is|was) (?:my|our|the|an?)))
            (?:who (?:is|was|works as)[ ])?(?:(?:is|was|as)[ ])?{MINE}?
            [ ]?(?:\w{{1,14}} ){{0,3}}?{ROLE}\b
        | ,? \(?(?:\w{{1,10}} )?(?:from|in|at|of|who works (?:in|for)|who leads|who runs)
            [ ]{SERVICE}\b
        | ,? who (?:leads|runs|manages|teaches|line-manages|trains|supervises|has mentored)\b"""
    ),
    NEAR,
)
WORKED_WITH = either(
    r"""shadow(?:ed|ing)? | observ(?:ed|ing) | supervision with | appraisal with | thanks to
    | line[- ]manag\w{1,3} | co-\w{2,12} with | team[- ]taught with | job[- ]shadow\w{0,4}
    | handover (?:to|from|with) | handed (?:\w{1,6} )?over to
    | deliver(?:ed|ing) (?:(?:it|this) )?with | reported (?:(?:it|this|that) )?to
    | escalated (?:(?:it|this) )?to | passed (?:(?:it|this) )?(?:on )?to | advice (?:from|of)
    | training (?:from|with)
    | (?:coached|mentored|trained|observed|led|run|delivered|facilitated|presented|chaired) by
    | (?:written|recommended|lent) by | feedback from | standing in for | cover(?:ing|ed)? for
    | (?:buddied|paired) (?:up )?with | (?:planned|planning|taught) with | moderat\w{1,3} with
    | debrief(?:ed)? with"""
)
HONOURED = r"(?:dr|prof|professor|sir|dame|lord|lady|baroness|rev|father)\.?"
STAFF_BEFORE = re.compile(
    rf"\b(?:{ROLE},? (?:\(|– )?(?:(?:is|was|called|named) )?|{HONOURED} |{WORKED_WITH} )\Z", NEAR
)
AND_I = either(
    r"""co-?\w{2,12} | r[ua]n | lead | led | deliver\w{0,3} | design\w{0,3} | present\w{0,3}
    | prepar\w{1,3} | facilitat\w{1,3} | team[- ]t\w{3,5} | observed | swap\w{0,4}
    | compar\w{1,3} | debrief\w{0,3} | shar\w{1,3} (?:an?|our|the)
    | plan(?:ned)?(?! (?:his|her|their|what|how|when)) | moderated | standardised | took turns
    | discussed how we | went (?:to|on) (?:a|the)"""
)
TAUGHT = either(
    r"""deliver(?:ed|s) | le(?:d|ads) | r[ua]ns?(?! (?:over|late|out|off|away|up|into|to)\b)
    | facilitated | present(?:ed|s) | chaired | trains? | trained | observe[ds] | line[- ]manages
    | supervises | modelled | (?:coached|mentored) me | showed (?:me|us) how | reminded us
    | walked (?:me|us) through | advised | recommended | suggested (?:that )?(?:i|we)
    | pointed out | gave (?:me|us) (?:some )?(?:\w{1,12} )?feedback | challenged me | covered
    | shadowed | verified | signed off | returned my | lent me | taught (?:me|us)
    | emailed (?:us|all) | asked (?:us|me (?:how|what) i)
    | shared (?:her|his|their) (?:slides|resources|notes|planning) | explained (?:the|how the)
    | talked us | took us | demonstrated | invited us | organised"""
)
STAFF_DID = re.compile(
    rf"\A(?: and (?:i|me|myself) (?:both )?{AND_I}"
    rf"| (?:(?:kindly|then|also|later) )?{TAUGHT})(?!\w)",
    NEAR,
)
WORKS = either(
    r"""research | work | book | stud(?:y|ies) | theory | theories | model | ideas? | law | rule
    | hierarchy | cycle | paper | article | talk | ted talk | matrix | principles? | podcast
    | webinar | keynote | taxonomy | framework | blog | writing | concept | lecture | questions"""
)
# A theory, a book, a law.
CITED_AFTER = re.compile(
    rf"\A(?:['’]s? (?:\w{{1,14}} )?{WORKS}\b|,? (?:et al|and (?:colleagues|others))\b"
    r"|,? (?:wrote|writes|argue[sd]|calls|called it|describe[sd]|developed|coined|proposed"
    r"|publish\w{0,3})\b"
    r"|(?: (?:&|and) [A-Z][\w’'-]{1,20})?,? \(?(?:19|20)\d\d)"
)
CITED_BEFORE = re.compile(
    either(
        r"""\b(?:author|psychologist|researchers?|book|podcast|webinar|ted talk|keynote|article
            |chapter|reading|read|paper|according to|inspired by|based on|the late|poet|footballer
            |actor|singer|president|(?:work|theory|theories|ideas?|words|research|writings?) of)
            (?: (?:by|with|from))?,?[ ]
        | \bby[ ]"""
    )
    + r"\Z",
    NEAR,
)
FICTION = re.compile(
    r"\b"
    + either(
        r"""scenarios? | case stud(?:y|ies) | role[- ]?play\w{0,3} | vignettes? | characters?
        | fictional | film | novel | drama | the video | video clip | animation | e-learning
        | played by | playing the part | play(?:ed|ing)? the (?:part|role) | practice conversation
        | made-up | imaginary | the module"""
    )
    + r"\b",
    NEAR,
)
NOT_REAL = re.compile(
    r"\A[^.!?\n]{0,30}?\b(?:not (?:her|his|their|a|the) real name"
    r"|names? (?:(?:has been|have been|is|was) )?changed|pseudonym"
    r"|(?:made-up|invented|false) name|as i(?:['’]ll| will| shall) call)\b",
    NEAR,
)
CALLED_HERE = re.compile(
    r"\b(?:(?:i(?:['’]ll| will| shall)|let(?:['’]s| us)|whom i|i) call|called here)"
    r"(?: (?:him|her|them))? [\"“‘']?\Z",
    NEAR,
)
A_PLACE_OR_THING = re.compile(
    rf"\A (?:[A-Z]\w{{1,20}} )?(?i:{PLACES_AND_THINGS})\b|\A['’]s (?:Law|Rule|Day|Trust)\b"
)
PLACE_BEFORE = re.compile(
    r"\b(?:St\.?|Saint|Lake|Mount|Port|Fort|Camp|Hotel|Queen|King|Prince|Princess) \Z"
)
