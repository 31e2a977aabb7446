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
            FieldPanel("dsl_name"),
            pair("dsl_phone", "dsl_email"),
            FieldPanel("dsl_out_of_hours"),
        ],
        heading="Safeguarding: whom to tell",
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
