"""What people do to learn, in the groups the hours are counted by (domain.md 5.2)."""

from django.db.models import TextChoices


class ActivityGroup(TextChoices):
    FORMAL = "formal", "Formal learning"
    PRACTICE = "practice", "Practice-based"
    CURRENCY = "currency", "Keeping current in my vocation"
    SELF = "self", "Self-directed"
    CONTRIBUTION = "contribution", "Contribution"
    MANDATORY = "mandatory", "Mandatory"


class ActivityType(TextChoices):
    COURSE = "course", "Course"
    WORKSHOP = "workshop", "Workshop"
    QUALIFICATION = "qualification", "Qualification unit"
    PLATFORM_MODULE = "platform_module", "Module on this site"
    CONFERENCE = "conference", "Conference"
    WEBINAR = "webinar", "Webinar"
    PEER_OBSERVATION = "peer_observation", "Peer observation, giving or receiving"
    SHADOWING = "shadowing", "Shadowing"
    JOB_SWAP = "job_swap", "Job swap"
    CASE_DISCUSSION = "case_discussion", "Team case discussion, anonymised"
    CO_DELIVERY = "co_delivery", "Co-delivery"
    ACTION_RESEARCH = "action_research", "Action research"
    GROUP_SUPERVISION = "group_supervision", "Group supervision"
    PLACEMENT = "placement", "Vocational placement"
    INDUSTRY_VISIT = "industry_visit", "Industry visit"
    PROFESSIONAL_BODY = "professional_body", "Professional body update"
    READING = "reading", "Reading"
    PODCAST = "podcast", "Podcast"
    VIDEO = "video", "Video"
    RESOURCE_WRITING = "resource_writing", "Writing a resource"
    ONLINE_COMMUNITY = "online_community", "Online community"
    MENTORING_COLLEAGUE = "mentoring_colleague", "Mentoring a colleague"
    LEADING_SESSION = "leading_session", "Leading a session"
    WRITING_CONTENT = "writing_content", "Writing content"
    EXTERNAL_EXAMINING = "external_examining", "External examining"
    SAFEGUARDING = "safeguarding", "Safeguarding"
    PREVENT = "prevent", "Prevent"
    DATA_PROTECTION = "data_protection", "Data protection"
    EQUALITY = "equality", "Equality"
    HEALTH_SAFETY = "health_safety", "Health and safety"


_T = ActivityType
TYPES_OF_GROUP: dict[ActivityGroup, list[ActivityType]] = {
    ActivityGroup.FORMAL: [
        _T.COURSE, _T.WORKSHOP, _T.QUALIFICATION, _T.PLATFORM_MODULE, _T.CONFERENCE, _T.WEBINAR,
    ],
    ActivityGroup.PRACTICE: [
        _T.PEER_OBSERVATION, _T.SHADOWING, _T.JOB_SWAP, _T.CASE_DISCUSSION, _T.CO_DELIVERY,
        _T.ACTION_RESEARCH, _T.GROUP_SUPERVISION,
    ],
    ActivityGroup.CURRENCY: [_T.PLACEMENT, _T.INDUSTRY_VISIT, _T.PROFESSIONAL_BODY],
    ActivityGroup.SELF: [
        _T.READING, _T.PODCAST, _T.VIDEO, _T.RESOURCE_WRITING, _T.ONLINE_COMMUNITY,
    ],
    ActivityGroup.CONTRIBUTION: [
        _T.MENTORING_COLLEAGUE, _T.LEADING_SESSION, _T.WRITING_CONTENT, _T.EXTERNAL_EXAMINING,
    ],
    ActivityGroup.MANDATORY: [
        _T.SAFEGUARDING, _T.PREVENT, _T.DATA_PROTECTION, _T.EQUALITY, _T.HEALTH_SAFETY,
    ],
}  # fmt: skip
GROUP_OF_TYPE = {kind: group for group, kinds in TYPES_OF_GROUP.items() for kind in kinds}
GROUPED_CHOICES = [
    (str(group.label), [(kind.value, str(kind.label)) for kind in kinds])
    for group, kinds in TYPES_OF_GROUP.items()
]
EVIDENCE_REQUIRED = {ActivityType.QUALIFICATION, ActivityType.CONFERENCE}


def is_mandatory(activity_type: str) -> bool:
    return activity_type in ActivityType.values and (
        GROUP_OF_TYPE[ActivityType(activity_type)] == ActivityGroup.MANDATORY
    )
