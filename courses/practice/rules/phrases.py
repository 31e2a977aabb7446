"""The phrases by which a question gives itself away, as patterns over folded words.

In a pattern an apostrophe may be typed or left out, and `you` stands for “u” as well. A pattern
matches whole words only.
"""

import re


def phrase(*alternatives: str) -> re.Pattern[str]:
    pattern = "|".join(alternatives).replace("'", "'?")
    pattern = re.sub(r"\byou(?!\w)", "(?:you|u|ya)", pattern)
    pattern = re.sub(r"\byour(?!\w)", "(?:your|ur)", pattern)
    return re.compile(rf"(?<![\w'])(?:{pattern})(?![\w])")


# “Have you thought about what you want?” hides no advice.
NOTHING_NAMED = r"(?! (?:what|how|when|where|who|why|which|whether)\b)"
NOT_AFTER_WORD = r"(?<!what )(?<!how )(?<!where )"
ADVICE = phrase(
    rf"{NOT_AFTER_WORD}(?:have|had|has|haven't) you (?:not |ever |already |even )*"
    r"(?:tried|looked into|had a go at|thought you (?:might|could|should|would)"
    rf"|(?:thought (?:about|of)|considered){NOTHING_NAMED})",
    rf"{NOT_AFTER_WORD}did(?:n't)? you (?:not |ever |even )*"
    rf"(?:try|(?:think (?:about|of)|consider){NOTHING_NAMED})",
    r"why don't (?:you|we|i)",
    r"why not(?! (?:lower|less|higher|more|a |an |today|zero|one|\d))",
    r"(?:what|how) about (?:\w+ing|a|an|we|you \w+|if)",
    r"what if (?:you|we|i)",
    r"couldn't (?:you|we|your|it|he|she|they)",
    r"(?<!why )can't (?:you|we|your|he|she|they)(?: just)?",
    r"could (?:you|we) not",
    r"shouldn't (?:you|we|it)",
    r"would(?:n't)? it (?:not )?(?:be|make) (?:so much |far |a lot |more )?(?:better|easier|best"
    r"|wise"
    r"|simpler|an idea|a good idea|worth|good|helpful|possible|sense)",
    r"wouldn't you (?:be better|rather)",
    r"(?:would|might|could) it help (?:if|to)",
    r"do(?:n't)? you (?:not )?think (?:that )?(?:it (?:might|would|could|may|'d) (?:help|be|work)"
    r"|it's time|you(?: (?:should|could|need|ought|might|would)|'d)|a \w+ (?:might|would) help)",
    r"(?:isn't it|is it not) (?:just )?(?:time|better|easier|worth|best)",
    r"is there (?:any|a) reason (?:why )?you (?:can't|couldn't|don't)",
    r"is it worth \w+ing",
    r"what's stopping you from",
    r"any chance (?:you|of)",
    r"shall we try",
    r"fancy \w+ing",
    r"do you want to try",
    r"how would you feel about \w+ing",
    r"you(?:'d| might) be better off",
    rf"{NOT_AFTER_WORD}might you (?:want|try|like)",
    r"(?:maybe|perhaps) (?:you (?:could|should|might|need|ought)|we could|if you|a \w+|try|get|go"
    r"|ask"
    r"|do|start|just|put|set|use|write|talk|speak)",
)
# “Could you set an alarm?” advises; “Could you show me?” invites; “Could you be there?” asks.
COULD_YOU = phrase(
    r"could you (?:just |maybe |perhaps |always |try |possibly )*(?!(?:tell|say|show|explain"
    r"|describe"
    r"|talk|walk|give|help|remind|see|hear|be|come|manage|still|imagine|do|have|not)\b)[a-z]{2,}"
)
TELLING = phrase(
    r"(?:^|(?<=[.;,!?] ))(?:so |well |then |and |now |look |listen )*"
    r"(?:i (?:really )?(?:think|reckon|believe|feel|suggest) (?:that )?|maybe |perhaps )?"
    r"you (?:really |just |also |probably )*(?:should|ought to|need to|must(?! have| be| feel)"
    r"|have to|want to be|could (?:always|just|try|ask)|had better|'d better|might want to)",
    r"if i (?:were|was) you",
    r"i(?:'d| would) (?:suggest|recommend|advise)",
    r"i suggest|i recommend|my advice|(?:it )?might help to|what you need (?:is|to do)",
)
ORDER = re.compile(
    r"\s*(?:so |well |now |then |just |please |and |ok |okay )*(?P<verb>(?:try|get|go|do|make|look"
    r"|give|start|ask|speak|write|read|put|set|use|stop|take|think|remember|don'?t|ring|email"
    r"|check|plan|break|turn|book|call|finish|practise|revise)\b)"
)
NOT_ORDERS = re.compile(
    r"(?:go on|go for it|go ahead|take your time|take care|give (?:me|us)|look at you|get well"
    r"|do it"
    r"|do you|try me)\b|look,"
)

NEGATIVE_AUX = re.compile(
    r"(?:is|are|was|were|do|does|did|have|has|ca|could|wo|would|should|must)n'?t\b"
)
NOT_AFTER = phrase(r"(?:is|are|was|were|do|does|did|have|has|can|could|will|would|should) \w+ not")
SURE = phrase(
    r"surely|obviously|of course|clearly|no doubt|i bet|i'm sure|i am sure|you do know",
    r"are you (?:really|seriously)|do you mean to (?:say|tell)|are you telling me",
    r"(?:you|that|it|this) must (?:have|be|feel)",
    rf"{NOT_AFTER_WORD}would(?:n't)? you (?:not )?(?:agree|say)",
)
SUPPLIED = phrase(
    r"(?:is|was) (?:it|that|this) (?:just |only )?(?:because|cos|cause)",
    r"(?:are|were) you (?:just |only )(?:being|lazy|saying|trying|making)",
    r"(?:are|were|did|do|have|is|was) (?:you|it|he|she|they) .{1,60}(?:because|cos)",
)
FEELINGS = (
    r"(?:angry|annoyed|upset|anxious|worried|scared|stressed|ashamed|guilty|sad|frustrated|nervous"
    r"|hurt|embarrassed|depressed|disappointed|furious|lonely|jealous|afraid|frightened|awful"
    r"|unhappy|miserable|overwhelmed|fed up|let down|left out|bored|lazy)"
)
PRESUMED = phrase(rf"(?:how|so|that|this) {FEELINGS}")
TOLD_FEELING = phrase(
    r"you(?:'re| are| feel| felt| were)(?: feeling)? (?:just |still |really |so |very )*" + FEELINGS
)
GUESS = phrase(r"maybe|perhaps|i guess|i suppose|i take it|i imagine")

WHY = phrase(r"why(?:'s)?|how come")
PUTS_AN_IDEA_WHY = phrase(r"why don't (?:you|we|i)|why not (?!lower|less|a |\d)\w+")
WHY_SAFE = phrase(
    r"why(?:'s| is| does| do| did| was| would| are| has)? (?:this|that|it|these|those|there)"
    r"(?!.*(?:late|low|bad|missing|unfinished|not done))",
    r"why (?:do|did|would) you (?:really )?(?:want|like|enjoy|love|care|choose|pick|think|believe"
    r"|feel"
    r"|find|prefer)",
    r"why (?:is|was) .*(?:important|matter)",
    r"why does .*(?:matter|work|help)",
    r"why .*(?:\d|zero|one|two|three|four|five|six|seven|eight|nine) and not",
    r"why not (?:lower|less|a)",
)
WHY_BITES = phrase(
    r"(?:why|how come)(?:'s| is| are| was| were| do| did| does| have| has| had| can| would| will)?"
    r" (?:(?:you|your)(?: \w+)?|so \w+|only|always)",
    r"why \w+n't(?: (?:you|your|he|she|they))?",
    r"how come you'(?:re|ve)",
)
ACCUSING = phrase(
    r"what made you think|what were you thinking|what on earth|what possessed",
    r"what(?:'s| is) (?:your|the) excuse|what's wrong with you|what's your problem",
    r"who do you think you are|what makes you think you can|what did you think would happen",
)
TROUBLE = phrase(
    r"late|behind|missed|missing|low|poor|failed|absent|overdue|bad|worse",
    r"not|didn't|haven't|don't",
)

NUMBER = r"(?:10|\d|nought|zero|one|two|three|four|five|six|seven|eight|nine|ten)"
SCALING = phrase(
    r"scale(?: (?:of|from) \w+ to \w+)?|what number|out of (?:10|ten)",
    r"(?:0|1|nought|zero|one) ?(?:to|-|–) ?(?:10|ten)",
    r"(?:one|a|half a|1) (?:point|step|notch) (?:up|higher|more|further)",
    r"(?:up|higher|by) (?:a|one|half a|1) (?:point|step|notch)",
    rf"(?:a|an|it|at|it's|be) {NUMBER} (?:and|rather than|but|instead of|look|to you|mean|all the)",
    rf"(?:a|at a|you at|a whole) {NUMBER}(?=[?.!,]|$)",
    rf"from (?:a )?{NUMBER} (?:\w+ ){{0,3}}to (?:a )?{NUMBER}|gets you to (?:a )?{NUMBER}",
    rf"why (?:only |not )?(?:a )?{NUMBER}|not (?:any |a )?(?:lower|{NUMBER})",
    r"(?:if )?(?:10|ten) (?:is|means|was)",
)

GOOD = (
    r"(?:better|easier|easiest|less \w+|best|well|all right|alright|right|ok|okay|proud|calm|calmer"
    r"|good|smoothly)"
)
GOES = r"(?:'s| is| was| went| goes| is going|'s going| were| makes it| made it| felt| feels)?"
BETTER_TIMES = phrase(
    rf"when(?:'s| is| are| was| were| do| does| did| has| have).{{1,60}}{GOOD}",
    r"when(?:'s| is| was) the last time",
    r"last time .{1,60}(?:all right|alright|well|better|managed)",
    r"(?:time|times|day|days|moment|moments|lesson|lessons|week|part|bit|place) "
    rf"(?:this \w+ |where |when |that |it |in .{{1,20}} )*.{{0,40}}?(?:{GOOD}|\w+n't|not )",
    r"(?:a|the last|one) (?:time|day|lesson|moment|occasion) (?:when |that )?you",
    rf"(?:what|who|how|where){GOES} {GOOD}"
    r"(?: on| about|$| in|\?|,| and| the| last| this| when)",
    rf"what(?: went|'s going| is going) (?:even )?{GOOD}|what(?:'s| is| was) different",
    rf"where .{{1,40}}(?:not happen|n't happen|let go|let up|{GOOD})",
    r"(?:which|what) .{1,20}(?:does it not|doesn't it) happen",
    r"what(?:'s| has)? (?:helped|worked|works)(?!.*(?:keep|kept|going|cope))"
    r"|did you do that worked",
    r"(?:how come|why) .{1,30}(?:better|easier)",
    r"what have you (?:finished|managed|achieved|got right|done well)|any part that's not",
)
MODAL = phrase(r"will|won't|would|wouldn't|could|couldn't|shall|might|should|you'd|it'd")
NOT_SO_BAD = phrase(r"(?:less|not so|n't so|not as|n't as|not) (?:bad|hard)|isn't (?:so |as )?bad")
TROUBLED_TIMES = phrase(
    r"late|missed|wrong|bad|badly|struggl\w+|failed|worst|worse|argued|fight|fell out|hard",
    r"in trouble",
)

FOLLOWS_ON = phrase(
    r"^(?:and |so )?(?:what(?:'s| is| was)? (?:was )?different.*|what(?:'s| has)? helped.*"
    r"|what did you do(?: differently| to .*)?|what (?:might|could|would) get in the way.*"
    r"|what(?: might)? else.*|when|where|how|why|by when|what time|who with|who else|what day"
    r"|what made (?:it|the) .*|what difference .*|how did you do (?:it|that)|how did that help)$"
)
FUTURE = phrase(
    r"will|(?<!why )won't|(?<!why )would(?! (?:you )?have)|wouldn't|could(?! (?:you )?have)",
    r"couldn't|shall|should (?:i|we)|(?<!that )might(?! have)|gonna|going to (?!be honest)\w+",
    r"(?:what|who|how|where|which|that|it|this|you|they)'ll|(?:i|we|he|she)[']ll",
    r"(?:you|they|it|who|what|how)'d (?!been|done|gone|had|got|seen|said)\w+",
    r"hope|hopes|hoping|expect|plan for|what's (?:the|your) plan|how likely|instead",
    r"next (?:step|week|time|lesson|term|month|year)|tomorrow|tonight|what .{0,20}options",
    r"(?:first|small) sign|needs? to (?:change|happen|be different)",
    r"how can (?:you|we)|what can (?:i|you|we) do|(?:success|enough|better|good) look",
    r"(?:what|where|how|which|who|(?<!why )do|does) .{0,25}want (?:to|from|out|next|instead)",
    r"what (?:do|does) .{0,15}want|want me to",
    r"by (?:next|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the end|christmas)",
    r"come in on|go from here|get (?:us|you) from",
)
PRETENDED = phrase(
    r"imagine|(?<!i )suppose|picture|let's say|say it's|if a miracle|if you woke|pretend",
    r"it is friday",
)
NOT_FUTURE = phrase(
    rf"{NOT_AFTER_WORD}would(?:n't)? you (?:not )?(?:agree|say)|would you (?:put|give|rate|score)",
    r"(?:i|you)'d (?:love|like|be \w+) to (?:hear|know)",
    r"would (?:your|a|the|he|she|they) .{0,30}(?:say|describe|see)",
    r"do you want to hear|would an idea|would it be useful to hear|could i (?:see|ask|have)",
    r"last time|so that's the plan",
)
ADVICE_BACK = phrase(r"tried|did(?:n't)? you(?: \w+)*|had a go at")
ADVICE_NOW = phrase(r"can't \w+(?: just)?|what's stopping you(?: from)?|shouldn't \w+ be \w+ing")
NOT_DEEDS = (
    r"(?!(?:need|tired|bored|excited|stressed|worried|scared|pleased|interested|called|used"
    r"|supposed"
    r"|confused|sorted|overwhelmed|frightened|annoyed|frustrated|ashamed|embarrassed|motivated"
    r"|disappointed|depressed|speed|feed|hundred|involved|prepared|organised|indeed|proceed"
    r"|succeed)\b)"
)
PAST = phrase(
    r"did|didn't|was|wasn't|were|weren't|had|(?:would|could|might|should) (?:you )?have \w+",
    r"happened|went|got (?:in|to|yourself|stuck|through|you to)|yesterday|ago|since|earlier|recent",
    r"last (?:week|time|night|month|year|term|lesson|weekend)",
    r"last (?:mon|tues|wednes|thurs|fri|satur|sun)day",
    r"before (?:that|you)|experiences?|your (?:week|weekend)|good weekend",
    r"been|gone|done|made|told|said|felt|knew|led|came|kept|(?<!are )(?<!is )(?<!s )left|began"
    r"|took",
    r"gave|thought|wrote|spoke|spoken|written|seen|saw|slept",
    r"(?:has|have) (?:it|things|you|he|she) got (?!(?:a|the|any|what|enough|your)\b)\w+"
    r"|have you got$",
    r"(?:you|it|he|she|they|we|i|what|who|which|that|ever|already|has|have|anyone)(?:'s|'ve)?"
    rf"(?: \w+)? {NOT_DEEDS}[a-z]{{2,}}ed",
)
NOT_PAST = phrase(
    r"have you got(?= (?:a|an|the|any|what|enough|your)\b)|has been set|is done|i've noticed",
    r"(?:you|i)'ve got|since you want",
)
