from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel


def pair(*names: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name) for name in names])


COLLEGE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("college_name"),
            FieldPanel("short_name"),
            FieldPanel("support_email"),
            FieldPanel("privacy_url"),
        ],
        heading="The college",
    ),
    MultiFieldPanel(
        [
            FieldPanel("card_check_days"),
        ],
        heading="The safeguarding card",
        help_text="Names and numbers are kept on the card itself: “Worried about someone?” at the "
        "top of every page.",
    ),
    MultiFieldPanel(
        [
            FieldPanel("approval_lapse_days"),
        ],
        heading="Lessons about safeguarding",
        help_text="They go out only when a safeguarding lead has approved them.",
    ),
    MultiFieldPanel(
        [
            FieldPanel("personal_details"),
        ],
        heading="Learners are never named",
    ),
    MultiFieldPanel(
        [
            pair("mentor", "mentors"),
            pair("learner", "learners"),
            pair("teacher", "teachers"),
            pair("tutor", "tutors"),
            pair("supervisor", "line_manager"),
            pair("dsl", "ilp"),
        ],
        heading="Our words",
        help_text="What your college says. Lessons, quizzes and scenarios use these words.",
    ),
]
