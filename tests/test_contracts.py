"""The house rules that a machine can check."""

import ast
import importlib
import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("articles", "geo", "layers", "output", "whoheld")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
SOURCES += sorted(path for folder in ("tools", "benchmarks") for path in (ROOT / folder).rglob("*.py"))
QUANTITIES = ("radius", "distance", "gap", "duration", "tolerance", "spacing", "buffer")
UNITS = ("_km", "_m", "_deg", "_days", "_s", "_ms", "_px")
HEAVY = frozenset({"folium", "geopandas", "geopy", "numpy", "pandas", "pyogrio", "shapely", "trafilatura"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def body_lines(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_module_is_small_and_says_its_job(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text))


CALLED_BY_NAME = {("whoheld/shared_options.py", "run")}
"""Functions that typer calls with every option by name, and that hand on the options declared elsewhere."""


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_functions_are_small_and_take_no_keyword_soup(path: Path) -> None:
    for function in functions(path):
        assert body_lines(function) <= 40, function.name
        called_by_name = (name_of(path), function.name) in CALLED_BY_NAME
        assert function.args.kwarg is None or called_by_name, function.name


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_quantities_carry_units(path: Path) -> None:
    for function in functions(path):
        for argument in (*function.args.args, *function.args.kwonlyargs):
            if argument.arg.endswith(QUANTITIES):
                pytest.fail(f"{function.name}({argument.arg}): add one of {', '.join(UNITS)}")


@pytest.mark.parametrize("package", PACKAGES)
def test_errors_share_a_base_and_are_builtins_too(package: str) -> None:
    errors = importlib.import_module(f"{package}.errors")
    classes = [
        found
        for found in vars(errors).values()
        if inspect.isclass(found) and found.__module__ == errors.__name__
    ]
    (base,) = [found for found in classes if found.__bases__ == (Exception,)]
    for found in set(classes) - {base}:
        assert issubclass(found, base)
        assert any(parent.__module__ == "builtins" for parent in found.__bases__), found


def run_tool(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)],
    ids=["lint", "format", "types"],
)
def test_code_is_clean(command: tuple[str, ...]) -> None:
    run_tool(sys.executable, "-m", *command)


def test_imports_run_one_way() -> None:
    run_tool(str(Path(sys.executable).parent / "lint-imports"))


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, whoheld.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & HEAVY


def test_tests_folders_hold_no_init_files() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))
