from django.urls import path

from .views import keeping, policies, teams, years

app_name = "targets"

urlpatterns = [
    path("cpd/year/", years.my_year, name="my_year"),
    path("cpd/year/<int:pk>/", years.person_year, name="person_year"),
    path("cpd/year/<int:pk>/adjust/", keeping.adjustment_create, name="adjustment_create"),
    path("cpd/year/<int:pk>/absences/new/", keeping.absence_create, name="absence_create"),
    path("cpd/year/adjustments/<int:pk>/end/", keeping.adjustment_end, name="adjustment_end"),
    path("cpd/year/absences/<int:pk>/end/", keeping.absence_end, name="absence_end"),
    path("cpd/year/absences/<int:pk>/remove/", keeping.absence_remove, name="absence_remove"),
    path("cpd/team/", teams.team_grid, name="team_grid"),
    path("cpd/team/export/", teams.team_export, name="team_export"),
    path("cpd/totals/", teams.totals, name="totals"),
    path("cpd/policy/", policies.policy_detail, name="policy_detail"),
    path("cpd/policy/change/", policies.policy_update, name="policy_update"),
]
