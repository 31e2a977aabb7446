"""Which role opens which part of the Wagtail admin. Nothing in it opens anybody's records."""

from cms.people.accounts.rules import Role

TRAINERS = "Trainers"
SITE_ADMINS = "Site admins"
SAFEGUARDING_LEADS = "Safeguarding leads"
QUALITY_LEADS = "Quality leads"

GROUP_OF_ROLE: dict[str, str] = {
    Role.TRAINER: TRAINERS,
    Role.SITE_ADMIN: SITE_ADMINS,
    Role.DSL: SAFEGUARDING_LEADS,
    Role.QUALITY_LEAD: QUALITY_LEADS,
}

ACCESS_ADMIN = "wagtailadmin.access_admin"
PERMISSIONS: dict[str, tuple[str, ...]] = {
    TRAINERS: (ACCESS_ADMIN,),
    SITE_ADMINS: (
        ACCESS_ADMIN,
        "people.change_collegesettings",
        "content.view_localtext",
        "content.add_localtext",
        "content.change_localtext",
        "content.delete_localtext",
    ),
    SAFEGUARDING_LEADS: (ACCESS_ADMIN,),
    QUALITY_LEADS: (ACCESS_ADMIN, "content.view_localtext"),
}
PAGE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    TRAINERS: ("add", "change", "publish", "lock", "unlock"),
}
# Given on single pages by the boxes above, and left alone here. On its own this right does nothing
# but show where a page stands and what changed in it: safeguarding leads approve some modules.
PAGE_BY_PAGE: dict[str, tuple[str, ...]] = {SAFEGUARDING_LEADS: ("bulk_delete",)}
FILE_PERMISSIONS = ("add", "change", "choose")
FILE_GROUPS = frozenset({TRAINERS})
FILE_MODELS = (("wagtailimages", "image"), ("wagtaildocs", "document"))
