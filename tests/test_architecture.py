"""The house keeps its shape: what design.md promises of the layout, checked on every run."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BOXES = ["cms", "content", "courses", "assessments"]
SLICES = [
    *(ROOT / "cms/people").glob("*/"),
    *(ROOT / "courses").glob("*/"),
    *(ROOT / "assessments").glob("*/"),
    ROOT / "cms/dashboard",
]
NOT_SLICES = {"migrations", "templates", "templatetags", "static", "management", "__pycache__"}
VOCABULARY = {
    "__init__", "rules", "access", "blocks", "editing", "models", "queries", "services", "signals",
    "documents", "forms", "receivers", "tasks", "views", "urls", "viewsets", "adapters", "context",
    "apps", "fields", "privacy", "registry",
}  # fmt: skip
MODEL_INDEXES = ["cms/people", "cms/pages", "content", "courses", "assessments"]
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "base", "constants", "managers", "mixins"}


def python_files(*folders: str) -> list[Path]:
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def slices() -> list[Path]:
    return [folder for folder in SLICES if folder.is_dir() and folder.name not in NOT_SLICES]


def non_blank_lines(path: Path) -> int:
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def imported_modules(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


def test_import_contracts_hold():
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("folder", BOXES)
def test_no_file_is_over_300_lines(folder):
    long = {str(p.relative_to(ROOT)): non_blank_lines(p) for p in python_files(folder)}

    assert {name: lines for name, lines in long.items() if lines > 300} == {}


def test_no_test_file_is_over_400_lines():
    long = {str(p.relative_to(ROOT)): non_blank_lines(p) for p in python_files("tests")}

    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_slices_hold_only_files_of_the_vocabulary():
    strangers = {
        str(path.relative_to(ROOT))
        for folder in slices()
        for path in folder.glob("*.py")
        if path.stem not in VOCABULARY
    }

    assert strangers == set()


def test_no_file_has_a_name_that_refuses_nothing():
    named = {str(p.relative_to(ROOT)) for p in python_files(*BOXES) if p.stem in FORBIDDEN_NAMES}

    assert named == set()


def test_rules_import_no_queries():
    """Rules are pure: choices and ValidationError are plain values, the ORM is not."""
    allowed = {"django.core.exceptions", "django.db.models", "django.utils"}
    for path in (p for folder in slices() for p in folder.glob("rules.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django"):
                module = node.module or ""
                assert any(module.startswith(name) for name in allowed), f"{path}: {module}"
                if module == "django.db.models":
                    assert {a.name for a in node.names} <= {"TextChoices", "IntegerChoices"}, path
        assert not any(name.endswith(("models", "queries")) and name.startswith(".")
                       for name in imported_modules(path)), path  # fmt: skip


@pytest.mark.parametrize("box", MODEL_INDEXES)
def test_the_index_names_every_model(box):
    from django.apps import apps

    package = box.replace("/", ".")
    config = next(config for config in apps.get_app_configs() if config.name == package)
    index = sys.modules[f"{package}.models"]

    models = {model.__name__ for model in config.get_models() if not model._meta.auto_created}

    assert models == {name for name in models if hasattr(index, name)}


def test_a_model_name_is_used_once():
    from django.apps import apps

    names = [
        model.__name__
        for config in apps.get_app_configs()
        if config.name.replace(".", "/") in MODEL_INDEXES
        for model in config.get_models()
        if not model._meta.auto_created
    ]

    assert sorted(names) == sorted(set(names))


def test_migrations_hold_no_block_definitions():
    """Frozen StreamField blocks would be nine tenths of the migration history."""
    migrations = [p for box in MODEL_INDEXES for p in (ROOT / box / "migrations").glob("0*.py")]

    assert migrations
    assert [p.name for p in migrations if "block_lookup" in p.read_text(encoding="utf-8")] == []


def test_only_services_write():
    """A view, a form or a query that saves would pass by the rules, the rights and the audit."""
    writes = {"create", "bulk_create", "get_or_create", "update_or_create", "save", "delete"}
    readers = {"views", "queries", "access", "rules"}
    found = []
    for path in (p for folder in slices() for p in folder.glob("*.py") if p.stem in readers):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                is_cache = isinstance(node.func.value, ast.Name) and node.func.value.id == "cache"
                if node.func.attr in writes and not is_cache:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.func.attr}")

    assert found == []


def test_nobody_is_let_through_for_being_a_superuser():
    found = [
        str(p.relative_to(ROOT)) for p in python_files(*BOXES)
        if p.name == "access.py" and "superuser" in p.read_text(encoding="utf-8").split('"""')[-1]
    ]  # fmt: skip

    assert found == []


def test_no_record_of_a_person_is_in_the_index_of_references():
    """Wagtail would show a trainer whose attempts hang on her page, and write into its index
    whenever a record is saved."""
    from django.contrib.auth import get_user_model
    from django.urls import get_resolver
    from wagtail.models import Page, ReferenceIndex

    assert get_resolver().url_patterns  # with the admin's screens, which put models into it

    def is_about_somebody(model):
        return any(field.related_model is get_user_model() for field in model._meta.concrete_fields)

    found = {
        model.__name__
        for model in ReferenceIndex.tracked_models
        if model.__module__.partition(".")[0] in BOXES
        and is_about_somebody(model)
        and not issubclass(model, Page)
    }

    assert ReferenceIndex.tracked_models
    assert found == set()
