from .acting import team_act
from .home import author_gate, home
from .modules import team_enrol, team_modules
from .team import team, team_export, team_person

__all__ = [
    "author_gate",
    "home",
    "team",
    "team_act",
    "team_enrol",
    "team_export",
    "team_modules",
    "team_person",
]
