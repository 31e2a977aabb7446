from django.conf import settings
from django.db import models


class PulseTally(models.Model):
    """How often a mark was given to a question about one supervisor in one half-year. Sums, and no
    answers: nothing here can be put together into what one person said."""

    half_year = models.CharField(max_length=7, help_text="2026-H2")
    supervisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pulse_tallies"
    )
    position = models.PositiveSmallIntegerField()
    mark = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["half_year", "supervisor", "position", "mark"]
        constraints = [
            models.UniqueConstraint(
                fields=["half_year", "supervisor", "position", "mark"], name="one_pulse_tally"
            )
        ]

    def __str__(self) -> str:
        return f"Pulse {self.half_year}"


class PulseTaken(models.Model):
    """That somebody has answered, so that nobody answers twice. It leads to no mark."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="pulses_taken"
    )
    half_year = models.CharField(max_length=7)

    class Meta:
        ordering = ["person", "half_year"]
        constraints = [
            models.UniqueConstraint(fields=["person", "half_year"], name="one_pulse_a_half_year")
        ]

    def __str__(self) -> str:
        return f"Pulse {self.half_year} taken"
