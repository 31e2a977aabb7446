"""Words of the privacy notice and of the register that a kind of record does not bring along: who
reads it in the ordinary course, and on what ground it is kept (domain.md 2.2 and 2.4)."""

from cms.people.accounts.rules import Role

# Not consent: between an employer and those it employs nobody is free to say no.
BASIS = (
    "Contract of employment, and the college’s public task or legitimate interests in training and "
    "supporting its staff. Not consent."
)
BASIS_OF = {
    "safeguarding_pointer": (
        "Public task and legal obligation; safeguarding of children and of individuals at risk "
        "(Data Protection Act 2018, Schedule 1, paragraph 18)."
    ),
    "audit_event": "Legal obligation: accountability and security (UK GDPR, Articles 5(2) and 32).",
    "rights_request": "Legal obligation: to answer requests (UK GDPR, Articles 12 to 22).",
}
READ_BY = (
    "The person, and whoever works with them on it, as its own page says under “Who can read this”."
)
READ_BY_KIND = {
    "supervision_agreement": (
        "The two who sign it. The line manager, HR and the quality lead see that it exists, its "
        "dates and how often is agreed."
    ),
    "supervision_session": (
        "The two who meet. The line manager sees date, length, kind and whether it was held."
    ),
    "supervision_record": (
        "The two who met. The line manager reads what both have marked for them, or the whole if "
        "they held the session as the manager. Nobody else, except with a second person’s yes."
    ),
    "supervision_action": (
        "The two who agreed it. The line manager reads those that both have marked."
    ),
    "session_preparation": (
        "Whoever wrote it; the supervisor from a day before the session, unless it is kept private."
    ),
    "personal_note": (
        "Its author alone. The DPO for a rights request or a legal claim, with HR’s yes."
    ),
    "safeguarding_pointer": (
        "Whoever reported, and the safeguarding leads. The supervisor sees that it was passed on. "
        "About a member of staff: the safeguarding leads alone."
    ),
    "cpd_entry": (
        "The person; once handed in, the line manager; the quality lead if it is drawn for a "
        "sample; the supervisor it is shared with. Private parts: the person alone."
    ),
    "cpd_reflection": (
        "Its author alone. The DPO for a rights request or a legal claim, with HR’s yes."
    ),
    "cpd_plan": "The person. The line manager reads the lines that are shared with them.",
    "cpd_verification": "The person, the line manager, and the quality lead in a sample.",
    "cpd_sample": "The quality lead; the person and whoever verified read a query about it.",
    "cpd_witness": "The person and whoever reads the entry it is about.",
    "cpd_target": "The person, the line manager, HR and the quality lead.",
    "cpd_target_adjustment": "The person, the line manager, HR and the quality lead.",
    "contact_hours": "The person alone.",
    "wellbeing_mark": "The person alone; the supervisor their trend, if the person says so.",
    "lesson_reflection": "Its author alone.",
    "scenario_own_words": "Their author alone.",
    "supervision_bookmark": "Its author alone.",
    "personal_note_of_others": "Whoever wrote them. They may have to be given out on request.",
    "evidence": "The person, the line manager and the quality lead.",
    "evidence_file": (
        "Whoever reads the CPD entry it belongs to. Those who look after the site see its size and "
        "its fingerprint, and never open it."
    ),
    "quiz_answer": "The person alone.",
    "quiz_result": (
        "The person. The line manager sees results and dates, never which answers were wrong."
    ),
    "scenario_room": "Whoever opened the room. Nobody who votes in it is named.",
    "scenario_result": "The person. The line manager sees what came of it, and no path.",
    "scenario_path": "The person, and somebody they show it to.",
    "scenario_debrief": "The person alone. The path can be shown to one colleague.",
    "module_completion": "The person, the line manager, the quality lead and the site admin.",
    "enrolment": "The person, the line manager, the quality lead and the site admin.",
    "step_progress": "The person. The line manager sees whether a module is done, and when.",
    "certificate": (
        "The person, the line manager, whoever may withdraw it, and anybody who is given its code."
    ),
    "account": "The person, the line manager, HR, the DPO and the site admin.",
    "staff_post": "The person, the line manager, HR, the DPO and the site admin.",
    "absence": "The person, the line manager and HR. Only the days; no reason is kept.",
    "conflict_of_interest": "Whoever declared it, HR and the DPO. No reason is kept.",
    "notice": "The person they were sent to.",
    "calendar_feed": "The person alone.",
    "rights_request": "The person, and the DPO.",
    "legal_hold": "HR and the DPO.",
    "break_glass_grant": "HR and the DPO; the person it is about, once they were told.",
    "audit_event": (
        "The person: who opened their records. The DPO: all of it. Site admin: the technical."
    ),
}
FOR_EVERYBODY = (
    "Your account, your roles and who manages whom, so that each of you sees what is yours and no "
    "more.",
    "Which of your records others opened, in which role and when. Nobody can change that list.",
)
FOR_ROLE = {
    Role.MENTOR: (
        "What you learn here: steps, results and certificates. Your line manager sees results and "
        "dates, never which answers were wrong.",
        "Your CPD, your development plan and your supervision. Drafts, private reflections and "
        "personal notes stay with you.",
        "No rating is ever worked out from any of it: people decide, and give reasons.",
    ),
    Role.LINE_MANAGER: (
        "What you answered about other people’s CPD, with your name and the day.",
        "Each time you open a record of somebody in your team. They see it.",
    ),
    Role.SUPERVISOR: (
        "The agreements you sign and the sessions you hold. What you write in a shared record is "
        "also about the other person, who may ask for a copy.",
        "Personal notes of yours are removed after a year. They are still records of the college.",
    ),
    Role.TRAINER: ("What you write and publish, with your name and each version.",),
    Role.QUALITY_LEAD: ("Your samples and what you found, with your name and the day.",),
    Role.DSL: ("Which concerns you acknowledged, and which learning material you approved.",),
    Role.SITE_ADMIN: ("Every change you make to accounts, roles and settings.",),
    Role.HR: ("Every record you ask to have opened, why, and each time you read it.",),
    Role.DPO: ("Every record you ask to have opened, why, and each time you read it.",),
    Role.SENIOR_LEADER: ("Which reports you opened. They hold numbers, and no names.",),
}
