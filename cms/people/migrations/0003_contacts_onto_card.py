import re

from django.db import migrations

# Numbers were written into the words: the first that looks like one is dialled.
NUMBER = re.compile(r"\+?\d[\d ()-]{7,}\d")


def contacts_onto_card(apps, schema_editor):
    CollegeSettings = apps.get_model("people", "CollegeSettings")
    SafeguardingContact = apps.get_model("people", "SafeguardingContact")
    college = CollegeSettings.objects.order_by("pk").first()
    if college is None:
        return
    if college.dsl_name or college.dsl_phone or college.dsl_email:
        SafeguardingContact.objects.create(
            kind="dsl",
            name=college.dsl_name or "Safeguarding lead",
            phone=college.dsl_phone,
            email=college.dsl_email,
            position=1,
        )
    if college.dsl_out_of_hours:
        number = NUMBER.search(college.dsl_out_of_hours)
        SafeguardingContact.objects.create(
            kind="out_of_hours",
            name="Out of hours",
            phone=number.group(0)[:40] if number else "",
            hours=college.dsl_out_of_hours,
            position=1,
        )


def contacts_off_card(apps, schema_editor):
    """The first lead and the first number out of hours: all that the settings had room for."""
    CollegeSettings = apps.get_model("people", "CollegeSettings")
    SafeguardingContact = apps.get_model("people", "SafeguardingContact")
    contacts = SafeguardingContact.objects.order_by("position", "pk")
    lead = contacts.filter(kind="dsl").first()
    evening = contacts.filter(kind="out_of_hours").first()
    values = {}
    if lead:
        values |= {"dsl_name": lead.name, "dsl_phone": lead.phone, "dsl_email": lead.email}
    if evening:
        words = [evening.name, evening.phone, evening.hours]
        values["dsl_out_of_hours"] = evening.hours or " ".join(filter(None, words))[:200]
    if values:
        CollegeSettings.objects.get_or_create()
        CollegeSettings.objects.update(**values)
    SafeguardingContact.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0002_escalation_card")]

    operations = [migrations.RunPython(contacts_onto_card, contacts_off_card)]
