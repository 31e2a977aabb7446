"""What the words beside a name say when it is a learner's. Each reads a window of a few words."""

import re

from content.language.rules.phrases import either

NEAR = re.IGNORECASE
LEARNER = either(
    r"""learner | student | pupil | apprentice | mentee | trainee | tutee | teenager | lad | lass
    | girl | boy | care leaver | young (?:person|man|woman|lady|adult|carer|mum|dad|parent|lad)"""
)
LEARNERS = rf"{LEARNER}s?"
RELATIVE = either(
    r"""mum | mam | mom | mother | mummy | dad | father | daddy | parents? | sister | brother | nan
    | nana | gran | granny | ma | grandad | aunt(?:ie|y)? | uncle | cousin | carers? | guardian
    | partner | boyfriend | girlfriend | ex | friends? | mate | son | daughter | baby | twin
    | husband | wife | nephew | niece | child | children | family | siblings? | lad | girl | boy"""
)
KIN = rf"(?:(?:step-?|foster |grand|great )?{RELATIVE})"
CHILD = r"(?:son|daughter|child|children|lad|girl|boy|grandson|granddaughter|twins)"
THEIR = r"(?:his|her|their|whose|a|the|(?:learner|student|pupil|apprentice)['’]s)"
NAMED = r"(?:called|named|goes by|known as)"

# “learner Jade”, “a student called Omar”, “her mum Tracey”, “her name is Amina”.
OF_A_LEARNER = re.compile(
    either(
        rf"""\b{LEARNERS}(?: (?:like|such as|is|was|who is|by the name of))?
            (?:[,:] ?|[ ]?\(|[ ][–-])?[ ]?(?:{NAMED}[ ])?
        | \b{THEIR} (?:\w{{1,12}} )?{KIN}(?:, ?|[ ]?\()?[ ]?(?:(?:is|was)[ ])?(?:{NAMED}[ ])?
        | \b(?:(?:someone|somebody|one) {NAMED}|(?:his|her|their|whose) name (?:is|was))[ ]
        | \bnames?(?: (?:is|was)|:)[ ]?
        | \b(?:parents?|mother|father|mum|dad|carer|family) of[ ]"""
    )
    + r"[\"“‘']?\Z",
    NEAR,
)
# Here even a word without a capital is a name, if it goes on like one.
CALLED = re.compile(
    rf"\b(?:an?|one|another|my|our|this|the|new|older|younger|female|male) (?:\w{{1,14}} )?"
    rf"{LEARNERS},?(?: who is)? {NAMED} [\"“‘']?\Z",
    NEAR,
)
GOES_ON_AS_A_NAME = re.compile(
    r"\A(?: (?:who|whose|and (?:he|she|his|her)|has|is|was)\b|[,.)]|['’]s)"
)
TALKED = either(
    r"""met(?: up)?(?: with)? | meet(?:ing)?(?: with)? | sp(?:oke|eak|eaking|oken) (?:to|with)
    | talk(?:ed|ing)? (?:to|with|things through with) | saw | see | seen | seeing | rang | ring
    | phoned | texted | emailed | messaged | visited | support(?:ed|ing)? | help(?:ed|ing)?
    | asked | asking | told | tell | telling | encourag(?:ed|ing) | reassured | referred
    | listen(?:ed|ing)? to | work(?:ed|ing)? with | s[ai]t(?:ting)?(?: down)? with | sessions? with
    | 1[:\-–]1s? with | 121s? with | one[- ]to[- ]ones? with | reviews? with | tutorials? with
    | chat(?:ted|ting)? (?:with|to) | conversations? with | call with | catch[- ]?up with
    | caught up with | check(?:ed|ing)?[- ]in (?:with|on) | action plan with
    | (?:targets?|goals?) (?:with|for) | mentor(?:ed|ing)? | coach(?:ed|ing)? | praised
    | signposted | challenged | congratulated | thanked | walked | took | let | gave | give | helps
    | for | with | about | got | getting | chased"""
)
TALKED_WITH = re.compile(
    rf"\b{TALKED}(?: (?:both|again|today|briefly|poor|little|young))? \Z", NEAR
)
# Where only the capital says that it is a name, the sentence must go on about a person.
GOES_ON = re.compile(
    r"\A[^.!?\n]{0,50}?\b(?:he|she|his|her|him|himself|herself|attendance|mum|dad|ilp|coursework"
    r"|anxious|upset)\b",
    NEAR,
)
OWN_FAMILY = re.compile(
    rf"\A['’]s? (?:\w{{1,12}} ){{0,2}}?(?:{KIN}|social worker|foster|home life)\b", NEAR
)
THINGS = either(
    r"""attendance | punctuality | ilps? | targets? | coursework | ehcp | ehc plan | bursary
    | behaviour | anxiety | diagnosis | timetable | progress | confidence | assignments?
    | portfolio | tutor | placement | file | course | review | exams? | absences? | home | house
    | key ?worker"""
)
OWN_THINGS = re.compile(rf"\A['’]s? (?:\w{{1,12}} )?{THINGS}\b", NEAR)
DID = re.compile(
    r"\A (?:(?:has|had|just|then|also|only|still|again|finally) )?"
    + either(
        r"""told me | said | says | disclosed | confided | opened up | burst | hasn['’]?t
        | hadn['’]?t | didn['’]?t | doesn['’]?t | wasn['’]?t | isn['’]?t
        | stopped (?:coming|attending) | missed
        | refused | came (?:to|in|back) | arrived | turned up | walked out | left the | cried
        | admitted | asked (?:me|if|for|whether) | wants | wanted | feels | felt | struggl\w{1,3}
        | lives | is (?:1[4-9]|2[0-5]|on|in|at|now|doing|struggling|worried|anxious)
        | was (?:late|absent|upset|angry|anxious|crying|in|very|really|quiet|excluded|tearful)
        | was (?:worried|off) | has (?:adhd|autism|dyslexia|missed|been|stopped|an?|no|left)
        | passed | failed | dropped out | withdrew | smiled | mentioned | explained (?:that|he|she)
        | chose | managed | agreed | thought | used to | needs | needed | might | looked | seemed
        | shrugged | did | got | set | went | kept | started | finished | who"""
    )
    + r"\b",
    NEAR,
)
# The same for a word that only its capital makes a name: here the verb has to be a person's.
DID_CERTAINLY = re.compile(
    r"\A (?:(?:has|had|just|then|finally) )?"
    + either(
        r"""told me | said (?:that )?(?:he|she|they|it)\b | disclosed | confided | opened up to
        | burst into tears | stopped attending | refused to | came to see me | turned up late
        | walked out | cried | admitted | is (?:1[4-9]|2[0-5])\b | has (?:adhd|autism|dyslexia)
        | lives with | dropped out | wants to | has been (?:in|off|absent|late)
        | did(?:n['’]t| not) (?:come|turn) | was (?:late|absent|upset|crying|tearful)
        | asked me (?:if|to)"""
    ),
    NEAR,
)
AGED = re.compile(
    r"\A(?:,? who (?:is|was|has just turned) | ?\(|, ?| is | was |, aged | aged )(?:aged )?"
    r"(?:1[4-9]|2[0-5])(?= |,|\)|\.|;|\Z)(?! (?:weeks|days|minutes|hours|learners|students|people))"
)
TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.? \Z", NEAR)
PARENT_OF = re.compile(
    rf"\A(?:['’]s? (?:\w{{1,12}} )?{KIN}"
    rf"|[^.!?\n]{{0,60}}?\b(?:her|his|their) (?:\w{{1,12}} )?{CHILD}\b"
    rf"|,? (?:the|her|his|their) (?:\w{{1,12}}['’]s )?{KIN}\b)",
    NEAR,
)
