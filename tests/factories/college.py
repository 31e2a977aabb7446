from cms.people.college.models import CollegeSettings
from cms.people.college.rules import DetailsPolicy


def details_policy(policy: DetailsPolicy) -> CollegeSettings:
    settings, _ = CollegeSettings.objects.update_or_create(
        pk=1, defaults={"personal_details": policy}
    )
    return settings
