"""The generated pages are what the program says today."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.docs.examples import ROOT


def test_the_generated_pages_are_fresh():
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "build.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_links_between_pages_lead_somewhere():
    for page in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"


def test_every_variable_of_the_environment_is_on_its_page():
    page = (ROOT / "docs" / "environment.md").read_text(encoding="utf-8")
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "convcalc").rglob("*.py"))
    read = set(re.findall(r'environ(?:ment)?(?:\.get\(|\[)"([A-Z][A-Z_]+)"', source))
    read |= set(re.findall(r'"((?:CONVCALC|LC|NO)_[A-Z_]+|LANG|PAGER)"', source))
    read -= {"COMP_CWORD"}  # of bash, where it completes
    assert len(read) > 10
    assert [name for name in sorted(read) if f"`{name}`" not in page] == []


def test_every_page_says_first_what_it_is_for():
    for page in [*ROOT.glob("docs/*.md"), *ROOT.glob("docs/reference/*.md")]:
        text = re.sub(r"<!--.*?-->\n\n", "", page.read_text(encoding="utf-8"))
        title, first, *_ = text.split("\n\n")
        assert title.startswith("# "), page
        assert re.match(r"[A-Z`\w].*[.。）]", first, re.DOTALL), page
        assert "\n```" not in f"\n{first}", page


def test_every_page_is_in_the_index():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = [*ROOT.glob("docs/*.md"), *ROOT.glob("docs/*.ipynb"), *ROOT.glob("docs/reference/*.md")]
    names = {page.relative_to(ROOT / "docs").as_posix() for page in pages} - {"README.md"}
    assert names - set(re.findall(r"\]\(([^)]+)\)", index)) == set()


def test_every_picture_is_shown():
    pages = "\n".join(
        page.read_text("utf-8") for page in (ROOT / "README.md", *ROOT.glob("docs/*.md"))
    )
    assert [path.name for path in ROOT.glob("docs/images/*.svg") if path.name not in pages] == []
