from django.dispatch import Signal

# A person has opened or finished an activity in a page. Provides: attempt (an
# activities.models.ActivityAttempt) and reached (rules.Reached). Boxes above listen: completion
# rules are theirs.
activity_reached = Signal()
