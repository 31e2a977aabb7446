"""The words by which a target can be filmed, seen, dated and sized, and those by which it cannot.

Patterns over folded words, whole words only.
"""

import re

from courses.practice.rules.phrases import phrase

# Nobody can film “improving”. Some verbs are vague only with what follows: “raise your hand”.
VAGUE = phrase(
    r"improve\w*|become|understand|appreciate|know|learn (?!\w+ by heart)|be|focus|concentrate",
    r"work (?:on|hard|harder|towards?)|do (?:better|more|well|(?:my|your|their) best)",
    r"(?:write|read|speak|talk|try|work|study) (?:more|better|harder|hard)",
    r"get (?:better|more|used|on|into|a|an|at least|to grips)",
    r"keep (?:up|on|trying|going|focused)|catch up|continue|maintain|engage|participate|develop",
    r"increase|reduce|gain|consider|think|reflect|achieve|reach|pass|act on|aim|strive|ensure",
    r"make (?:sure|an effort|(?:good |more |better )?progress|improvements)",
    r"meet (?:\w+ )?(?:criteria|deadlines?|targets?|standards?|expectations)",
    r"raise (?!(?:my|your) hand)|take (?:more|pride|care|.{1,20} (?:more )?seriously)",
    r"stay (?:motivated|positive|focused|on track)|have (?:a )?(?:more|better|positive|good)",
    r"show (?:more|better|improvement|respect|commitment)|demonstrate|listen|behave",
    r"use (?:my |your |the )?time|no more|don't|(?<!bus )stop|avoid|embed|utilise|facilitate",
    r"consolidate|enhance|strengthen|build|try (?:to|and|your|my)|attempt to|needs? to \w+",
    r"(?:revise|study|practise)(?: (?:on|for|by|more|at|regularly|harder)|$|(?=[.,;]))",
)
FILMED = phrase(
    r"write|draw|list|send|upload|e-?mail|ring|call|phone|text|message|show|bring|ask|tell|read",
    r"record|film|mark|circle|underline|highlight|answer|fill in|put|pack|open|type|make|book"
    r"|print",
    r"copy|sign|hand in|turn in|submit|post|do|say|leave|come|stay|meet|check|tick|plan|sketch"
    r"|watch",
    r"count|choose|pick|cut|sort|tidy|clean|download|save|find|look|finish|complete|attend|talk"
    r"|speak",
    r"redo|revise|practise|try|take|get|give|go|walk|start|set|turn|use|add|fix|test|measure|join",
    r"arrive|update|write up|photograph|screenshot|compare|label|match|solve|explain|describe"
    r"|spend",
    r"present|visit|cook|collect|deliver|wear|swap|move|share",
)
# Acts that leave something behind, or that another person sees or hears.
SEEN = phrase(
    r"write|draw|list|send|upload|e-?mail|ring|text|message|show|bring|record|film|circle"
    r"|underline",
    r"highlight|fill in|put|pack|type|book|print|copy|sign|hand in|turn in|submit|post|say|leave"
    r"|come",
    r"stay|tick|sketch|make|answer|ask(?! for help)|tell|photograph|label|present|arrive|mark|join",
)
PRODUCT = phrase(
    r"(?:page|photo|picture|paragraph|sentence|heading|list|plan|draft|poster|slide|map|note|video"
    r"|recording|e-?mail|message|card|flashcard|question|answer|form|line|table|diagram|drawing"
    r"|sketch|folder|file|document|title|sheet|screenshot|sample|example|word|section|introduction"
    r"|conclusion|piece|portfolio|logbook|log book|entry|unit|post-it|sticky note|job|bullet point"
    r"|side of paper|graph|chart|model|joint|cv|letter|test|quiz|worksheet|alarm)s?",
    r"entries",
)
# A page that is read or a word that is known is not made.
NOT_MADE = phrase(
    r"(?:read|know|learn|understand|revise|improve\w*) .{0,20}"
    r"(?:page|chapter|unit|word|section|question)s?",
    r"(?:unit|word|page|question)s? of",
)

DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
PART_OF_DAY = r"(?: (?:morning|afternoon|evening|night|lunchtime))?"
NEAR = phrase(
    rf"(?:next |this |every |each |by |on )?{DAY}(?:s|'s)?{PART_OF_DAY}",
    rf"today|tonight|tomorrow{PART_OF_DAY}|(?:the )?weekend|next (?:week|lesson|session|time)",
    r"this (?:morning|afternoon|evening|week|weekend|lesson)",
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}|{MONTH} \d{{1,2}}|the \d{{1,2}}(?:st|nd|rd|th)",
    r"\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)|(?:at|by|before|until) \d{1,2}(?:[.:]\d\d)?",
    r"noon|midday|lunchtime",
    r"(?:by|before|until|at) (?:break|lunch|bedtime|the end of (?:the|this) lesson)",
    r"(?:in|within) (?:the next )?(?:\d+|one|two|three|24|48) (?:hours?|days?)",
)
FAR = phrase(
    r"(?:by |before |this |next |at )?(?:the )?(?:end of (?:the |this )?)?(?:half-? ?term|term|year"
    r"|academic year|month|christmas|easter|summer|semester|course)",
    r"as soon as (?:possible|you can|i can)|asap|soon|at some point|eventually|in (?:the )?future",
    r"when(?:ever)? (?:you|i) (?:can|get a chance|have time)|later|over time|going forward",
    r"regularly|every (?:day|week)|daily|weekly|always|more often|on time|in a timely manner",
)

QUANTITY = phrase(
    r"(?<![.:])\d{1,3}(?![.:]?\d|%)(?! ?(?:am|pm|%|percent|per cent))|half (?:a|an|of)|a few",
    r"one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty",
    r"once|twice|both|a couple",
)
WHOLES = r"(?:portfolio|unit|course|module|logbook|project|qualification|apprenticeship|coursework)"
TOO_MUCH = phrase(
    r"(?<!at )(?<!after )all(?! right)|everything|whole|entire|outstanding",
    r"every (?!day|time|morning|week|evening|night)\w+|the rest of|the remaining",
    rf"(?:finish|complete|do|pass|write|get) (?:the |my |your |this )?(?:\w+ )?{WHOLES}"
    r"(?! (?:log|plan|title|page|form|heading|cover))",
    r"catch up (?:with|on|all)|(?:[1-9]\d{3,}|[1-9],\d{3}) words|(?:[3-9]|\d\d) hours",
    r"(?:[4-9]|\d\d|four|five|six|seven|eight|nine|ten) "
    r"(?:pieces|assignments|units|essays|chapters|articles|books)",
)
# Where a clause begins: “write a plan, finish the essay, email it and update the log”.
CLAUSE = re.compile(r", (?:and |then )?|; | and (?:then )?| then |[.] ")
