"""Files of every format -> documents; manifests; each fault is one line that names the file."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from pathlib import Path
from typing import Final

import pytest

from factdb import readers
from factdb.errors import DocumentError, FactdbError, ManifestError
from factdb.readers import manifest
from factdb.readers.decode import MAX_BYTES, decode
from factdb.values import Grain

SEEDS: Final = Path(__file__).parents[1] / "seeds"
TEXT: Final = "Ferry cuts fares\n\nThe ferry cut its fares by 12 percent last year.\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def fault_of(path: Path) -> str:
    """The fault, after checking that it is one line that begins with the file."""
    with pytest.raises(DocumentError) as caught:
        readers.read(path)
    line = str(caught.value)
    assert line.startswith(str(path))
    assert "\n" not in line
    return caught.value.fault


# --- text


def test_text_is_read_as_it_stands(tmp_path: Path) -> None:
    content = "\ufeffA\r\nb\u00a0c \u201cd\u201d\r\n\r\n\u4e2d\n"
    document = readers.read(write(tmp_path, "a.txt", content))
    assert document.text == content
    assert (document.name, document.encoding, document.producer) == ("a", "utf-8", "factdb")
    assert document.sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert document.path == str(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t\r\n\xc2\xa0", "blank"),
        (b"caf\xe9 au lait", "offset 3 (it may be Latin-1"),
        ("Ferry cuts fares".encode("utf-16"), "UTF-16"),
        ("Ferry cuts fares".encode("utf-16-le"), "UTF-16"),
        ("Ferry cuts fares".encode("utf-16-be"), "UTF-16"),
        ("Ferry cuts fares".encode("utf-32"), "UTF-32"),
        (b"%PDF-1.7 \xff", "PDF"),
        (b"PK\x03\x04zip", "zip"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"\x89PNG\r\n", "image"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"text\x00more", "binary"),
        (b"\x01\x02\xff\xfe\x80\x81" * 50, "binary"),
    ],
)
def test_what_is_no_text_is_said(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in fault_of(write(tmp_path, "a.txt", content))


def test_missing_unreadable_and_huge_files(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "none.txt") == "No such file or directory"
    assert fault_of(tmp_path) == "is a folder"
    with (tmp_path / "big.txt").open("wb") as big:
        big.truncate(MAX_BYTES + 1)
    assert "split it" in fault_of(tmp_path / "big.txt")
    with pytest.raises(DocumentError, match="more than"):
        decode("x", b" " * (MAX_BYTES + 1))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", TEXT)
    path.chmod(0)
    assert fault_of(path) == "Permission denied"


def test_front_matter_gives_title_date_and_source(tmp_path: Path) -> None:
    content = f'---\ntitle: "Ferry cuts fares"\ndate: 2019-03-04T10:00:00Z\nsource: Port Gazette\nlink: https://port.example/1\n---\n{TEXT}'
    document = readers.read(write(tmp_path, "a.md", content))
    assert (document.title, document.publisher, document.url) == ("Ferry cuts fares", "Port Gazette", "https://port.example/1")
    reference = document.articles[0].reference
    assert reference is not None
    assert (reference.date, reference.basis) == (dt.date(2019, 3, 4), "front_matter")
    assert document.text == content


def test_the_date_given_wins_over_the_text_and_loses_to_the_manifest(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", f"---\ndate: 2019-03-04\n---\n{TEXT}")
    option = readers.read(path, reference_date=dt.date(2020, 1, 2)).articles[0].reference
    assert option is not None
    assert (option.date, option.basis) == (dt.date(2020, 1, 2), "option")
    write(tmp_path, "manifest.toml", '[[document]]\nfile = "a.md"\nreference_date = 2021-05-06\nprecision = "month"\nevidence = "stamp"\n')
    listed = readers.read(path, reference_date=dt.date(2020, 1, 2)).articles[0].reference
    assert listed is not None
    assert (listed.date, listed.grain, listed.basis, listed.evidence) == (dt.date(2021, 5, 6), Grain.MONTH, "manifest", "stamp")


# --- folders


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", ".hidden/x.txt", ".y.txt", "README.md", "LICENSE.txt", "c.bin", "manifest.toml"):
        write(tmp_path, name, TEXT if name != "manifest.toml" else "")
    assert list(readers.files([tmp_path])) == [tmp_path / "a" / "z.md", tmp_path / "b.txt"]
    assert list(readers.files([tmp_path / "README.md", tmp_path / "c.bin"])) == [tmp_path / "README.md", tmp_path / "c.bin"]


def test_faults_are_handed_on_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "b.txt", b"")
    write(tmp_path, "c.txt", TEXT)
    faults: list[tuple[Path, FactdbError]] = []
    found = list(readers.read_all([tmp_path, tmp_path / "d.txt"], on_error=lambda path, error: faults.append((path, error))))
    assert [document.name for document in found] == ["a", "c"]
    assert [path.name for path, _ in faults] == ["b.txt", "d.txt"]
    with pytest.raises(DocumentError, match="empty"):
        list(readers.read_all([tmp_path]))


def test_standard_input_is_a_document() -> None:
    (document,) = readers.read_bytes(TEXT.encode(), reference_date=dt.date(2020, 1, 2))
    assert (document.name, document.text) == ("stdin", TEXT)


# --- manifests


def test_the_seeds_are_as_their_manifest_says() -> None:
    found = list(readers.read_all([SEEDS]))
    assert len(found) == 5
    assert sum(len(document.articles) for document in found) == 24
    assert all(article.reference and article.reference.basis == "manifest" for document in found for article in document.articles)
    listed = manifest.load(SEEDS / "manifest.toml")
    assert all(entry.sha256 for entry in listed.entries.values())
    assert all(entry.publisher or file.startswith(("003", "004")) for file, entry in listed.entries.items())


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "manifest.toml", f'[[document]]\nfile = "a.txt"\nsha256 = "{"0" * 64}"\n')
    with pytest.raises(ManifestError) as caught:
        readers.read(path)
    assert str(tmp_path / "manifest.toml") in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_listed_has_no_entry(tmp_path: Path) -> None:
    write(tmp_path, "manifest.toml", '[[document]]\nfile = "other.txt"\npublisher = "Port Gazette"\n')
    assert readers.read(write(tmp_path, "a.txt", TEXT)).publisher is None


def test_articles_of_a_manifest_hold(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", TEXT + TEXT)
    toml = f"""
[[document]]
file = "a.txt"
publisher = "Port Gazette"
url = "https://port.example/a"
[[document.article]]
start = 0
title = "First"
reference_date = 2019-03-04
[[document.article]]
start = {len(TEXT)}
end = {2 * len(TEXT) - 1}
publisher = "City Courier"
speaker = "Ana Lund"
"""
    other = write(tmp_path, "list.toml", toml)
    first, second = readers.read(path, manifest=other, reference_date=dt.date(2020, 1, 2)).articles
    assert (first.title, first.publisher, first.span.end) == ("First", "Port Gazette", len(TEXT))
    assert (second.title, second.publisher, second.speaker) == ("Ferry cuts fares", "City Courier", "Ana Lund")
    assert first.reference
    assert second.reference
    assert (first.reference.basis, second.reference.basis) == ("manifest", "option")
    assert second.span == (len(TEXT), 2 * len(TEXT) - 1)


DOCUMENT: Final = '[[document]]\nfile = "a.txt"\n'


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("[[document", "not TOML"),
        (b"\xff", "not TOML"),
        ("[document]\n", "array of tables"),
        ("documents = 1\n", "unknown key 'documents'"),
        ("[[document]]\n", "file is missing"),
        ("[[document]]\nfile = 3\n", "file must be a text"),
        (DOCUMENT + DOCUMENT, "listed twice"),
        (DOCUMENT + 'sha256 = "abc"\n', "64 hexadecimal digits"),
        (DOCUMENT + "publisher = 3\n", "publisher must be a text"),
        (DOCUMENT + 'reference_date = "2019-03-04"\n', "must be a date"),
        (DOCUMENT + 'reference_date = 2019-03-04\nprecision = "about"\n', "precision 'about'"),
        (DOCUMENT + 'precision = "day"\n', "without reference_date"),
        (DOCUMENT + "article = 3\n", "array of tables"),
        (DOCUMENT + "[[document.article]]\n", "start is missing"),
        (DOCUMENT + "[[document.article]]\nstart = -1\n", "an offset"),
        (DOCUMENT + "[[document.article]]\nstart = true\n", "an offset"),
        (DOCUMENT + "[[document.article]]\nstart = 5\nend = 5\n", "not after start"),
        (DOCUMENT + "[[document.article]]\nstart = 5\n[[document.article]]\nstart = 5\n", "before the one at 5 ends"),
        (DOCUMENT + "[[document.article]]\nstart = 0\nend = 9\n[[document.article]]\nstart = 5\n", "before the one at 0 ends"),
        (DOCUMENT + "[[document.article]]\nstart = 0\nend = 9999\n", "the text at"),
        (DOCUMENT + "[[document.article]]\nstart = 9999\n", "the text at"),
        (DOCUMENT + "[[document.article]]\nstart = 0\ncolour = 1\n", "unknown key 'colour'"),
    ],
)
def test_a_broken_manifest_is_said(tmp_path: Path, toml: str | bytes, words: str) -> None:
    path = write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "manifest.toml", toml)
    with pytest.raises(ManifestError) as caught:
        readers.read(path)
    assert words in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "manifest.toml"))
    assert "\n" not in str(caught.value)


def test_a_missing_manifest_is_said(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="No such file"):
        readers.read(write(tmp_path, "a.txt", TEXT), manifest=tmp_path / "none.toml")


# --- JSON lines


def test_json_lines_hold_a_document_each(tmp_path: Path) -> None:
    records: list[dict[str, object]] = [
        {"id": "x1", "title": "Ferry", "date": "2019-03-04", "text": TEXT, "url": "https://port.example/1", "publisher": "Port Gazette"},
        {"text": "The mill cost 3 million.", "headline": "Mill", "published": "2020-05-06T07:08:09Z"},
        {"id": 7, "text": "Nothing is dated here."},
    ]
    path = write(tmp_path, "feed.jsonl", "\n\n".join(json.dumps(record) for record in records) + "\n")
    found = list(readers.documents(path))
    assert [document.name for document in found] == ["feed#x1", "feed#3", "feed#7"]
    assert [document.title for document in found] == ["Ferry", "Mill", None]
    assert (found[0].text, found[0].publisher, found[0].url) == (TEXT, "Port Gazette", "https://port.example/1")
    references = [document.articles[0].reference for document in found]
    assert [reference.date if reference else None for reference in references] == [dt.date(2019, 3, 4), dt.date(2020, 5, 6), None]
    assert len({document.sha256 for document in found}) == 3
    with pytest.raises(DocumentError, match="3 documents"):
        readers.read(path)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("[1]", "must be an object"),
        ('{"id": "a"}', "'text' is missing"),
        ('{"text": "  "}', "'text' is missing"),
        ('{"text": "a", "date": "soon"}', "date must be"),
        ('{"text": "a", "date": 2019}', "date must be"),
        ('{"text": "a", "title": 3}', "title must be"),
        ('{"text": "a", "id": [1]}', "id must be"),
        ('{"text": "\\ud800"}', "surrogate"),
        ('{"text": "a", "id": "1st"}', "was given to line 1"),
    ],
)
def test_a_broken_line_is_said(tmp_path: Path, line: str, words: str) -> None:
    path = write(tmp_path, "feed.jsonl", '{"id": "1st", "text": "Good."}\n' + line + "\n")
    with pytest.raises(DocumentError) as caught:
        list(readers.documents(path))
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"{path}, line 2: ")


# --- HTML, PDF, DOCX: only where the extra is installed

PAGE: Final = """<!doctype html><html><head><title>Ferry - Port Gazette</title><meta charset="utf-8">
<meta property="og:title" content="Ferry cuts fares"><meta property="og:site_name" content="Port Gazette">
<link rel="canonical" href="https://port.example/1">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2019-03-04T08:00:00+01:00"}]}</script>
</head><body><nav><ul><li>Home</li></ul></nav><header><h1>Ferry cuts fares</h1></header>
<main><article><p>By <b>Ana</b> Lund</p><p>The ferry<br>cut its fares by <em>12</em> percent.</p>
<figure><img src="x"><figcaption>The ferry. Photo: AFP</figcaption></figure>
<ul><li>4 ships</li><li>80 people</li></ul><div>Loose <a href="#">words</a> here.</div>
<table><tr><th>Year</th><th>Fares</th></tr><tr><td>2018</td><td>30</td></tr></table>
<aside><p>Subscribe!</p></aside><script>var x = 1;</script></article></main><footer><p>Imprint</p></footer></body></html>"""


def test_html_gives_its_main_text(tmp_path: Path) -> None:
    pytest.importorskip("selectolax")
    document = readers.read(write(tmp_path, "a.html", PAGE))
    assert document.text.split("\n\n") == [
        "Ferry cuts fares",
        "By Ana Lund",
        "The ferry cut its fares by 12 percent.",
        "The ferry. Photo: AFP",
        "- 4 ships",
        "- 80 people",
        "Loose words here.",
        "Year | Fares",
        "2018 | 30\n",
    ]
    assert (document.title, document.publisher, document.url) == ("Ferry cuts fares", "Port Gazette", "https://port.example/1")
    assert document.producer == "selectolax"
    assert document.producer_version
    reference = document.articles[0].reference
    assert reference is not None
    assert (reference.date, reference.evidence) == (dt.date(2019, 3, 4), "datePublished: 2019-03-04T08:00:00+01:00")


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        (
            "<div class=menu>Home</div><div>The mill <!-- c --> burned.<br><br>It was old.</div><div id=side-bar><p>Junk</p></div>",
            ["The mill burned.", "It was old."],
        ),
        ("<div class=sidebar><p>The whole text lies in a box of this name.</p></div>", ["The whole text lies in a box of this name."]),
        ("<table><tr><td><p>One cell.</p><p>Two parts.</p></td></tr></table>", ["One cell.", "Two parts."]),
        ("<pre>A wire\nstory.\n\nSecond part.</pre>", ["A wire\nstory.", "Second part."]),
        ("<ul><li>4 ships<ul><li>2 old</li></ul></li></ul><p>Loose<p>ends", ["4 ships", "- 2 old", "Loose", "ends"]),
        ("<p>" + "<div>" * 2000 + "Deep.", ["Deep."]),
        (
            "<main><p>A line.</p></main><div><p>The text of the page is far longer than its main part.</p></div>",
            ["A line.", "The text of the page is far longer than its main part."],
        ),
    ],
)
def test_html_of_many_makes(page: str, lines: list[str]) -> None:
    pytest.importorskip("selectolax")
    (document,) = readers.read_bytes(page.encode(), Path("a.html"))
    assert document.text.rstrip("\n").split("\n\n") == lines


def test_html_in_a_declared_encoding(tmp_path: Path) -> None:
    pytest.importorskip("selectolax")
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Caf\u00e9 prices rose by 3 percent.</p></body></html>'
    assert readers.read(write(tmp_path, "a.html", page.encode("latin-1"))).text == "Caf\u00e9 prices rose by 3 percent.\n"


@pytest.mark.parametrize(
    ("page", "words"), [("<html><body><nav>Home</nav></body></html>", "no text"), (b"<p>caf\xe9</p>", "not UTF-8"), (b"", "empty")]
)
def test_html_without_text(tmp_path: Path, page: str | bytes, words: str) -> None:
    pytest.importorskip("selectolax")
    assert words in fault_of(write(tmp_path, "a.html", page))


def test_docx_gives_paragraphs_and_tables(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.core_properties.title = "Ferry"
    made.add_heading("Ferry cuts fares")
    made.add_paragraph("The ferry cut its fares by 12 percent.")
    made.add_paragraph("4 ships", style="List Bullet")
    table = made.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "2018", "30"
    made.save(str(tmp_path / "a.docx"))
    document = readers.read(tmp_path / "a.docx")
    assert document.text == "Ferry cuts fares\n\nThe ferry cut its fares by 12 percent.\n\n- 4 ships\n\n2018 | 30\n"
    assert (document.title, document.producer) == ("Ferry", "python-docx")
    made = docx.Document()
    made.save(str(tmp_path / "b.docx"))
    assert "without text" in fault_of(tmp_path / "b.docx")
    assert "not a readable" in fault_of(write(tmp_path, "c.docx", "no zip"))


def pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF file with these lines on its pages."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        size,
        len(out),
    )


def test_pdf_gives_its_text_without_running_heads(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    pages = [("Port Gazette", f"The ferry carried {n} million people in year {n}.", f"Page {n}") for n in (1, 2, 3, 4)]
    document = readers.read(write(tmp_path, "a.pdf", pdf(*pages)))
    assert document.text == "".join(f"The ferry carried {n} million people in year {n}.\n" for n in (1, 2, 3, 4))
    assert document.producer == "pypdfium2"
    assert document.producer_version


@pytest.mark.parametrize(("content", "words"), [(pdf(()), "without text"), (b"%PDF-1.4 junk", "not a readable PDF"), (b"", "empty")])
def test_pdf_without_text(tmp_path: Path, content: bytes, words: str) -> None:
    pytest.importorskip("pypdfium2")
    assert words in fault_of(write(tmp_path, "a.pdf", content))


def test_a_missing_library_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    assert "pip install 'factdb[docs]'" in fault_of(write(tmp_path, "a.docx", "x"))
