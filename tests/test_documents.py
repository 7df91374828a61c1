"""Articles, segments, sentences, speakers and reference dates of made-up texts, and the laws they keep on any text."""

from __future__ import annotations

import datetime as dt
import json
import time
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from factdb import examples, pipeline
from factdb.cli import main
from factdb.lexicon import table
from factdb.text import layout_check, printed, speakers, structure
from factdb.text.blocks import blocks
from factdb.text.fold import fold
from factdb.text.sentences import sentences
from factdb.values import Article, Grain, Reference, Segment, SegmentKind, Span

CORPUS: Final = Path(__file__).parent / "corpus"
# the user's folder beside the repository, not part of it
SHARED: Final = next((p / "shared" for p in Path(__file__).parents if (p / "shared" / "eval").is_dir()), Path("shared"))
AGGREGATES: Final = tomllib.loads((CORPUS / "articles.toml").read_text(encoding="utf-8"))
DATES: Final = tomllib.loads((CORPUS / "articles_dates.toml").read_text(encoding="utf-8"))


def of(text: str, segments: tuple[Segment, ...], kind: SegmentKind) -> list[str]:
    return [segment.span.of(text) for segment in segments if segment.kind is kind]


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(fold(text), 0, len(text))]


# --- articles


@pytest.mark.parametrize("name", AGGREGATES)
def test_articles_start_where_a_reader_sees_them(name: str) -> None:
    text, starts = AGGREGATES[name]["text"], AGGREGATES[name]["starts"]
    found = structure.articles(text)
    assert [article.span.of(text)[: len(start)] for article, start in zip(found, starts, strict=False)] == starts
    assert len(found) == len(starts), [article.reason for article in found]


@pytest.mark.parametrize("name", AGGREGATES)
def test_no_split_leaves_one_article(name: str) -> None:
    (article,) = structure.articles(AGGREGATES[name]["text"], split=False)
    assert article.reason == "not split"


def test_a_start_has_its_reason_and_confidence() -> None:
    first, second, _ = structure.articles(AGGREGATES["wire_datelines"]["text"])
    assert "dateline" in second.reason
    assert 0.7 <= second.confidence < 1
    assert first.confidence == 1


def test_articles_in_any_order_and_company_are_found() -> None:
    # the aggregates' own articles, taken apart and put together with others
    parts = [article.span.of(entry["text"]).strip() for entry in AGGREGATES.values() for article in structure.articles(entry["text"])]
    long = [part for part in parts if len(part) > 900 and "\n\n" in part]
    text = "\n\n".join(long)
    starts = [text.index(part) for part in long]
    found = [article.span.start for article in structure.articles(text)]
    assert set(found) <= set(starts)
    assert len(found) * 10 >= len(starts) * 8


def test_the_articles_of_a_listing_know_their_publishers() -> None:
    text = AGGREGATES["listing"]["text"]
    assert [article.publisher for article in structure.articles(text)] == ["Port Gazette", "City Courier"]


def test_the_command_prints_articles(tmp_path: Path) -> None:
    path = tmp_path / "wire.txt"
    path.write_text(AGGREGATES["wire_datelines"]["text"], encoding="utf-8")
    result = CliRunner().invoke(main, ["articles", "--format", "jsonl", str(path)])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [row["title"].split()[0] for row in rows] == ["Ferry", "Olive", "Observatory"]
    assert rows[1]["start"] == rows[0]["end"]
    assert {"file", "reference_date", "precision", "basis", "evidence", "confidence", "reason"} <= set(rows[0])
    result = CliRunner().invoke(main, ["articles", "--no-split", "--date", "2019-03-03", str(path), str(tmp_path / "none.txt")])
    assert result.exit_code == 1
    assert "2019-03-03" in result.stdout
    assert "none.txt: No such file" in result.stderr


# --- seeds, when their gold is beside the repository


def gold_articles() -> list[dict[str, Any]]:
    file = SHARED / "eval" / "segments.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.is_file() else []


@pytest.mark.skipif(not gold_articles(), reason="no gold beside the repository")
def test_seeds_are_split_without_their_manifest_and_dated() -> None:
    dated = 0
    for file in sorted({entry["file"] for entry in gold_articles()}):
        text = (SHARED / "seeds" / file).read_bytes().decode()
        wanted = {entry["start"]: entry for entry in gold_articles() if entry["file"] == file}
        found = pipeline.document(text).articles
        assert [article.span.start for article in found] == sorted(wanted)
        for article in found:
            reference = article.reference
            dated += reference is not None and str(reference.date.year) == wanted[article.span.start]["reference_date"][:4]
    assert dated >= 22


@pytest.mark.skipif(not (SHARED / "texts").is_dir(), reason="no texts beside the repository")
def test_single_articles_stay_whole() -> None:
    for file in sorted((SHARED / "texts").glob("t*.txt")):
        assert len(structure.articles(file.read_text(encoding="utf-8"))) == 1, file.name


# --- segments


def test_captions_that_are_printed_twice_are_kept_and_marked() -> None:
    text = AGGREGATES["doubled_captions"]["text"]
    first = structure.articles(text)[0]
    captions = [segment for segment in first.segments if segment.kind is SegmentKind.CAPTION]
    assert [segment.duplicate_of for segment in captions] == [None, captions[0].span.start]


def test_a_caption_in_two_spellings_is_one() -> None:
    text = (
        "Crane arrives\n\nThe crane is unloaded in the port of Varn on Feb. 3, 2020. Photo: AFP\n\n"
        "The crane is unloaded in the port of Varn on February 3, 2020. Photo: AFP\n\nThe crane came by ship.\n"
    )
    (article,) = structure.articles(text)
    captions = [segment for segment in article.segments if segment.kind is SegmentKind.CAPTION]
    assert captions[1].duplicate_of == captions[0].span.start


def test_the_parts_of_a_page() -> None:
    text = (
        "Harbour to get second crane\n\nBy Ana Lund\n3 May 2021\n\nAdvertisement\n\nVARN, May 3 (AP) -- The harbour will get a crane.\n\n"
        "What it costs\n\nThe crane costs 5 million, it said:\n\n- 3 million for steel\n- 2 million for the rails\n\n"
        '"We have waited for this for years. Now it comes, and we are glad."\n\n'
        "The crane is shown in Varn. (Photo by Jo Bell/Port Gazette)\n\nIt will come in spring.\n\nComments\n"
    )
    (article,) = structure.articles(text)
    assert article.title == "Harbour to get second crane"
    assert of(text, article.segments, SegmentKind.TITLE) == ["Harbour to get second crane", "What it costs"]
    assert of(text, article.segments, SegmentKind.DATELINE) == ["By Ana Lund", "3 May 2021", "VARN, May 3 (AP) --"]
    assert of(text, article.segments, SegmentKind.FURNITURE) == ["Advertisement", "Comments"]
    assert of(text, article.segments, SegmentKind.LIST_ITEM) == ["- 3 million for steel", "- 2 million for the rails"]
    assert of(text, article.segments, SegmentKind.QUOTATION) == ['"We have waited for this for years. Now it comes, and we are glad."']
    assert of(text, article.segments, SegmentKind.CAPTION) == ["The crane is shown in Varn. (Photo by Jo Bell/Port Gazette)"]
    assert "The harbour will get a crane." in of(text, article.segments, SegmentKind.PARAGRAPH)


def test_items_without_bullets_end_where_sentences_begin() -> None:
    text = AGGREGATES["one_list_without_blank_lines"]["text"]
    (article,) = structure.articles(text)
    items = of(text, article.segments, SegmentKind.LIST_ITEM)
    assert len(items) == 4
    assert items[-1] == "Repair of the eastern quay"
    assert "Ships from 30 countries called at the harbour" in of(text, article.segments, SegmentKind.TITLE)


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = AGGREGATES["hard_wrapped_digest"]["text"]
    first = structure.articles(text)[0]
    assert [segment.kind for segment in first.segments] == [
        SegmentKind.TITLE,
        SegmentKind.DATELINE,
        SegmentKind.PARAGRAPH,
        SegmentKind.PARAGRAPH,
    ]
    assert [len(segment.sentences) for segment in first.segments] == [1, 1, 2, 1]


def test_a_player_inside_a_paragraph_is_cut_out() -> None:
    player = (
        "Video Player is loading. Play Video Unmute Current Time 0:00 / Duration -:- Loaded : 0% Font Size 50% 75% End of dialog window."
    )
    text = f"The mill\n\nThe mill ground 40 tons a day. {player} It stands idle now, and the town has 300 jobs less.\n"
    (article,) = structure.articles(text)
    assert of(text, article.segments, SegmentKind.FURNITURE) == [player]
    assert of(text, article.segments, SegmentKind.PARAGRAPH) == [
        "The mill ground 40 tons a day.",
        "It stands idle now, and the town has 300 jobs less.",
    ]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        # one cut is enough where the sentence plainly goes on
        (
            "The mill ground 40 tons of flour a day\nand gave work to 30 people.",
            ["The mill ground 40 tons of flour a day\nand gave work to 30 people."],
        ),
        # letters of unequal width, as in a PDF: ragged lines, no blank ones between paragraphs
        (
            (
                "The mill on the lower bridge ground 40 tons of flour a day until the\nspring, when its wheel broke. Nobody in the valley could\n"
                "make a new one, and the owner had to write to Lund, where\nAna Campo still builds them.\n"
                "In May the wheel came by train. It weighs three tons, and it\ntook nine people and a crane to put it in its place above\nthe water."
            ),
            [
                (
                    "The mill on the lower bridge ground 40 tons of flour a day until the\nspring, when its wheel broke. Nobody in the valley could\n"
                    "make a new one, and the owner had to write to Lund, where\nAna Campo still builds them."
                ),
                "In May the wheel came by train. It weighs three tons, and it\ntook nine people and a crane to put it in its place above\nthe water.",
            ],
        ),
        # a list of headlines is none
        (
            (
                "Ferry line cuts its fares after a mild winter\nOlive harvest falls to a low of ten years\nObservatory opens its dome to schools\n"
                "Stolen violin is found in a bus at last\nBakers ask for cheaper power by night"
            ),
            [],
        ),
    ],
)
def test_lines_are_joined_where_the_width_cut_them(text: str, paragraphs: list[str]) -> None:
    found = [text[block.start : block.end] for block in blocks(fold(text))]
    assert found == (paragraphs or text.split("\n"))


# --- speakers


def test_turns_of_an_interview_have_their_speaker_by_full_name() -> None:
    text = AGGREGATES["one_interview"]["text"]
    (article,) = structure.articles(text)
    turns = [(segment.speaker, segment.span.of(text)[:12]) for segment in article.segments if segment.kind is SegmentKind.TURN]
    holm = "Ingrid Maria Holm"
    assert [speaker for speaker, _ in turns] == [None, holm, holm, None, holm, None, holm]
    assert turns[2][1] == "And there is"


@pytest.mark.parametrize(
    "text",
    [
        "Prices in brief\n\nBread: 3.20 a loaf.\n\nMilk: 1.10 a litre.\n\nBread: more in May.\n\nThat is all for today.",
        "A walk\n\nNote: bring water.\n\nThe way is long. It begins at the mill.\n\nNote: dogs are welcome.",
        "However: nobody came.\n\nThe hall was empty, and the band played on.",
    ],
)
def test_labels_that_are_no_names_make_no_interview(text: str) -> None:
    (article,) = structure.articles(text)
    assert not of(text, article.segments, SegmentKind.TURN)


def test_labels_on_their_own_line_and_questions_make_an_interview() -> None:
    text = (
        "Talk with a diver\n\nOur reporter met the diver Mira Okafor.\n\nVP: How deep is the lake?\n\nOkafor:\nForty meters.\n\n"
        "VP: What lies below?\n\nOkafor:\nTwo boats. A bell weighs 300 kilograms.\n\nWe have left it there.\n"
    )
    (article,) = structure.articles(text)
    spoken = [segment.span.of(text) for segment in article.segments if segment.speaker == "Mira Okafor"]
    assert "Two boats. A bell weighs 300 kilograms." in spoken
    assert "We have left it there." in spoken


VOICES: Final[dict[str, tuple[str, dict[str, str | None]]]] = {
    "letters": (
        (
            "Talk with a diver\n\nOur reporter spoke with the diver Mira Okafor about the lake.\n\nQ: How deep is it?\n\nA: Forty meters.\n\n"
            "Q. And what lies below?\n\nA. Two boats.\n"
        ),
        {"A: Forty meters.": "Mira Okafor", "Q: How deep is it?": None, "A. Two boats.": "Mira Okafor"},
    ),
    "transcript in capitals": (
        (
            "Press Briefing by Spokeswoman Karin Holm-Berg\n\nMS. HOLM-BERG: We have 40 new trams. Karin Holm-Berg is happy today.\n\n"
            "QUESTION: When do they run?\n\nMS. HOLM-BERG: In May.\n"
        ),
        {"MS. HOLM-BERG: In May.": "Karin Holm-Berg", "QUESTION: When do they run?": None},
    ),
    "the president": (
        (
            "Remarks by President Ana Lund before the harbour tour\n\nTHE PRESIDENT: We will build 3 docks.\n\n"
            "Q  How much will they cost?\n\nTHE PRESIDENT: 40 million.\n"
        ),
        {"THE PRESIDENT: 40 million.": "Ana Lund", "Q  How much will they cost?": None},
    ),
    "names with their papers": (
        (
            "Talk at the mill\n\nJo Bell (Valley Post): How many loaves do you sell?\n\nRosa Campo: Nine hundred a day.\n\n"
            "Jo Bell (Valley Post): And on Sundays?\n\nRosa Campo: Twice as many.\n"
        ),
        {"Rosa Campo: Twice as many.": "Rosa Campo", "Jo Bell (Valley Post): And on Sundays?": None},
    ),
    "names on lines of their own": (
        (
            "Results call\n\nRosa Campo -- Chief Executive Officer\n\nWe sold 900 ovens.\n\nJo Bell -- Bank of the Valley\n\nWhat did they cost?\n\n"
            "Rosa Campo -- Chief Executive Officer\n\nThey cost 3 million. Rosa Campo and Jo Bell know it.\n\nJo Bell -- Bank of the Valley\n\nThank you.\n"
        ),
        {"We sold 900 ovens.": "Rosa Campo", "Thank you.": "Jo Bell"},
    ),
}


@pytest.mark.parametrize("name", VOICES)
def test_turns_of_many_layouts(name: str) -> None:
    text, wanted = VOICES[name]
    (article,) = structure.articles(text)
    turns = {segment.span.of(text): segment.speaker for segment in article.segments if segment.kind is SegmentKind.TURN}
    assert {line: turns[line] for line in wanted} == wanted


@pytest.mark.parametrize(
    ("heading", "speaker"),
    [
        ("Remarks by President Ana Lund at the opening of the canal", "Ana Lund"),
        ("Full text of keynote address by Norwegian Prime Minister Jo Bell at the summit", "Jo Bell"),
        ("Statement by Foreign Minister Rosa de la Cruz", "Rosa de la Cruz"),
        ("Address by H.E. Ana M. Lund to the Assembly", "Ana M. Lund"),
        ("Op-ed by Mira Okafor", "Mira Okafor"),
        ("Ministers welcome speech by rebel leader", None),
        ("Statement by the Ministry of Fisheries on the herring", None),
        ("Letter from Lagos", None),
        ("Remarks by the President on jobs", None),
    ],
)
def test_a_signed_speech_names_who_speaks(heading: str, speaker: str | None) -> None:
    assert speakers.speech_speaker(heading) == speaker


def test_a_speech_is_its_speakers() -> None:
    (article,) = structure.articles(AGGREGATES["one_speech"]["text"])
    assert article.speaker == "Ana Lund"


@pytest.mark.parametrize(
    ("kicker", "byline", "speaker"),
    [("Op-ed", "By Mira Okafor", "Mira Okafor"), ("Op-ed", "By Mira Okafor and Jo Bell", None), ("Opinion", "By Mira Okafor", None)],
)
def test_a_signed_article_is_its_authors(kicker: str, byline: str, speaker: str | None) -> None:
    text = f"{kicker}: Small shops need patience\n\n{byline}\n\nHalf of the 40 shops that close today would stay open.\n"
    (article,) = structure.articles(text)
    assert article.speaker == speaker


def test_the_quotation_under_an_introduction_is_its_speakers() -> None:
    text = (
        'New homes\n\nCarla Diaz, manager of the yard, said:\n\n"We will build 40 homes here. They will be warm."\n\nThe yard is in Varn.\n'
    )
    (article,) = structure.articles(text)
    assert [segment.speaker for segment in article.segments if segment.kind is SegmentKind.QUOTATION] == ["Carla Diaz"]


# --- sentences


@pytest.mark.parametrize(
    "marked",
    [
        "It fell by 3.5 percent. | Then it rose.",
        "Rosa M. Lund of the U.S. Navy came at 5 p.m. on Monday. | She left.",
        '"Why now?" Lund asked. | "Because we can!" he said. | They left.',
        "The bridge ... and the mill were lost. | Nobody was hurt.",
        "It costs 40 kr. in all. | That is not much.",
        "The mill closed (it was old). | The yard stayed.",
        "The price fell.The mill closed. | It was old.".replace("fell.The", "fell. | The"),
        "Write to info@mill.example or see www.mill.example today. | It is free.",
        "He won 3-2. | She lost 6-4, 6-3.",
        "They moved to St. Gallen in Jan. 2019. | It snowed.",
        "The E.U. and the U.N. met. | Nothing came of it.",
        "1. Boil the water. | 2. Add the salt.",
        "Sales at Bell & Sons Inc. rose. | At Lund Ltd. they fell.",
        '"It is over." | The crowd went home.',
    ],
)
def test_sentences_end_where_they_do(marked: str) -> None:
    wanted = marked.split(" | ")
    assert split(" ".join(wanted)) == wanted


def test_sentences_run_together_are_parted() -> None:
    assert split('The price fell.The mill closed.It was by 3%.Then "all was over."The end came.') == [
        "The price fell.",
        "The mill closed.",
        "It was by 3%.",
        'Then "all was over."',
        "The end came.",
    ]


# --- the words of lexicon/layout.toml


@pytest.mark.parametrize("entry", table("layout"))
def test_layout_words_do_what_their_examples_say(entry: str) -> None:
    fields = table("layout")[entry]
    assert set(fields) == {"words", "yes", "no"}
    assert len(set(fields["words"])) == len(fields["words"]), "a word stands twice"
    assert all(word == word.lower() for word in fields["words"])
    checked = entry in layout_check.LINES or entry in layout_check.SENTENCES
    assert bool(fields["yes"]) == bool(fields["no"]) == checked, "examples that nothing runs, or a check without examples"
    assert list(examples.failures("layout", entry, fields)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Published - May 3, 2021 10:15 am IST",
        "May 3, 2021 / 10:15 AM / Valley News",
        "3rd May 2021",
        "Monday, 3 May 2021",
        "2021-05-03T10:15:00Z",
        "Last modified on Mon 3 May 2021 10.15 BST",
        "(Port Gazette) 10:15, May 03, 2021",
        "Source:Valley Post Published: 2021/5/3 10:15:00",
        "Mon, 03 May 2021 10:15:00 +0000",
        "Date: 03.05.2021",
        "Brussels, 3 May 2021",
        "Posted on May 3, 2021 by admin",
        "Press release | 3 May 2021",
        "5 min read | May 3, 2021",
        "By Ana Lund, Port Gazette \u2022 May 3, 2021",
        "FOR IMMEDIATE RELEASE: May 3, 2021",
    ],
)
def test_lines_that_only_print_a_date(line: str) -> None:
    assert printed.is_date_line(line)
    text = f"Ferry line cuts fares\n\n{line}\n\nThe ferry line will cut its fares by 12 percent.\n"
    found = pipeline.document(text).articles[0].reference
    assert found is not None
    assert (found.date.year, found.basis) == (2021, "byline")


@pytest.mark.parametrize(
    "line",
    [
        "The mill closed on May 3, 2021",
        "Retail sales, June 2014",
        "May 2021",
        "Trade fell 3 May 2021 to 4 percent, the office said.",
        "Bell and Lund and Reyes and Okafor and Campo met on May 3",
    ],
)
def test_lines_that_say_more_than_a_date(line: str) -> None:
    assert not printed.is_date_line(line)


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("OSLO, March 3 (Reuters) - The ferry stopped.", "OSLO, March 3 (Reuters) - "),
        ("May 3 (Reuters) - The ferry stopped.", "May 3 (Reuters) - "),
        ("(Bloomberg) -- The ferry stopped.", "(Bloomberg) -- "),
        ("NEW DELHI, May 3 (PTI): The ferry stopped.", "NEW DELHI, May 3 (PTI): "),
        ("HARARE, Zimbabwe \u2014 The ferry stopped.", "HARARE, Zimbabwe \u2014 "),
        ("SAN FRANCISCO, May 3, 2021 /PRNewswire/ -- The ferry stopped.", "SAN FRANCISCO, May 3, 2021 /PRNewswire/ -- "),
        ("Washington, D.C., May 3, 2021\u2014The ferry stopped.", "Washington, D.C., May 3, 2021\u2014"),
        ("Lagos, Nigeria \u2013 3 May 2021 \u2013 The ferry stopped.", "Lagos, Nigeria \u2013 3 May 2021 \u2013 "),
        ("GENEVA (3 May 2021) \u2013 The ferry stopped.", "GENEVA (3 May 2021) \u2013 "),
        ("ST. LOUIS -- The ferry stopped.", "ST. LOUIS -- "),
        ("U.S. \u2014 China trade fell.", None),
        ("EU - The ferry stopped.", None),
        ("Trade - a big word - fell.", None),
        ("Mumbai: The ferry stopped.", None),
        ("On May 3 - a Monday - the ferry stopped.", None),
        ("Bell (Lund) is a ferry.", None),
    ],
)
def test_datelines(line: str, dateline: str | None) -> None:
    found = printed.dateline(line)
    assert (found.group() if found else None) == dateline


@pytest.mark.parametrize("entry", table("dating"))
def test_dating_words_do_what_their_examples_say(entry: str) -> None:
    fields = table("dating")[entry]
    assert set(fields) == {"words", "yes", "no"}
    assert len(set(fields["words"])) == len(fields["words"]), "a word stands twice"
    assert fields["yes"]
    assert fields["no"]
    assert list(examples.failures("dating", entry, fields)) == []


# --- reference dates


@pytest.mark.parametrize("name", DATES)
def test_a_text_tells_when_it_was_written(name: str) -> None:
    (article,) = pipeline.document(DATES[name]["text"]).articles
    found = article.reference
    assert ([found.date.isoformat(), str(found.grain), found.basis] if found else None) == DATES[name].get("expect")
    if found and found.evidence_span:
        assert article.span.covers(found.evidence_span)
        assert found.evidence


def test_a_date_that_is_given_stays() -> None:
    given_date = Reference(dt.date(1999, 1, 2), Grain.DAY, "option")
    (article,) = pipeline.document(DATES["dateline_with_year"]["text"], reference=given_date).articles
    assert article.reference == given_date


def test_neighbours_of_one_year_date_an_article_that_names_none() -> None:
    dated_before = (
        "OSLO, March 3, 2019 (AP) -- The ferry line of Norway will cut its fares by 12 percent from May, said Ana Lund in Oslo. " * 4
    )
    between = "The observatory of Norway opened its dome to school classes from Oslo again, and Ana Lund was the first to come. " * 4
    after = "LIMA, May 9, 2019 (AP) -- A violin that was stolen from a train has been found in a bus, behind the last seat. " * 4
    text = (
        f"Ferry line cuts fares after mild winter\n\n{dated_before}\n\nObservatory opens its dome to schools in the hills\n\n"
        f"Editor's Note: A series.\n\n{between}\n\nStolen violin is found in a bus after years\n\n{after}\n"
    )
    found = pipeline.document(text).articles
    assert [article.reference.date.year if article.reference else None for article in found] == [2019, 2019, 2019]
    middle = found[1].reference
    assert middle is not None
    assert (middle.grain, middle.basis) == (Grain.YEAR, "inferred")
    assert middle.evidence == "the other articles of the file"


def test_days_in_a_caption_hang_on_the_day_of_the_picture() -> None:
    text = (
        "Trams return\n\nTrams leave the depot on Jan. 31, 2021. The first of 40 trams left on Sunday. Photo: AFP\n\n"
        "The trams are full again. On Sunday they carried 9,000 people.\n"
    )
    document = pipeline.document(text, reference_date=dt.date(2024, 5, 15))
    days = [found.start for _, found in pipeline.times(document) if found.span.of(text) == "Sunday"]
    assert days == [dt.date(2021, 1, 31), dt.date(2024, 5, 12)]


def test_articles_of_different_worlds_do_not_date_each_other() -> None:
    dated_one = (
        "OSLO, March 3, 2019 (AP) -- The ferry line of Norway will cut its fares by 12 percent from May, said Ana Lund in Oslo. " * 5
    )
    dated_two = "BERGEN, March 4, 2019 (AP) -- The ferry line of Norway has found new captains in Bergen, said Ana Lund of Oslo again. " * 5
    other = (
        "Growers near Quito and Lima showed their beans to buyers from Tokyo, and the union of Tomas Reyes was content with Friday. " * 5
    )
    text = (
        f"Ferry line cuts fares after mild winter\n\n{dated_one}\n\nFerry line finds captains for summer\n\n{dated_two}\n\n"
        f"Cocoa growers meet their buyers at last\n\nEditor's Note: A series.\n\n{other}\n"
    )
    found = pipeline.document(text).articles
    assert [article.reference.date.year if article.reference else None for article in found] == [2019, 2019, None]


# --- laws

_WORDS: Final = [
    "The",
    "mill",
    "fell.",
    "Lund",
    "said",
    "3",
    "percent",
    '"We',
    'go."',
    "U.S.",
    "...",
    "2019",
    "?",
    "By",
    "Photo:",
    "GT:",
    "-",
    "in",
    "March",
]
LINES: Final = st.lists(st.sampled_from(_WORDS), min_size=0, max_size=25).map(" ".join)
TEXTS: Final = st.one_of(
    st.lists(LINES, max_size=14).map("\n".join),
    st.lists(LINES, max_size=10).map("\n\n".join),
    st.text(alphabet=st.sampled_from("aA .\n\r\t\u00a0\"'?!:-(1)\u2026\u201c\u200b\u2028"), max_size=120),
)


def check_cover(text: str, found: tuple[Article, ...]) -> None:
    last = 0
    for article in found:
        assert last <= article.span.start < article.span.end <= len(text)
        last = article.span.end
        inside = article.span.start
        for segment in article.segments:
            assert inside <= segment.span.start < segment.span.end <= article.span.end
            assert not fold(text[inside : segment.span.start]).strip(), "a gap that is not blank"
            inside = segment.span.end
            within = segment.span.start
            for sentence in segment.sentences:
                assert within <= sentence.start < sentence.end <= segment.span.end
                assert not fold(text[within : sentence.start]).strip()
                assert fold(sentence.of(text)) == fold(sentence.of(text)).strip()
                within = sentence.end
            assert not fold(text[within : segment.span.end]).strip()
        assert not fold(text[inside : article.span.end]).strip()


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_segments_and_sentences_are_in_order_and_cover_all_text(text: str) -> None:
    found = structure.articles(text)
    assert bool(found) == bool(blocks(fold(text)))
    check_cover(text, found)
    assert structure.articles(text) == found


@pytest.mark.parametrize("name", AGGREGATES)
def test_the_laws_hold_for_the_corpus(name: str) -> None:
    text = AGGREGATES[name]["text"]
    check_cover(text, structure.articles(text))
    check_cover(text, structure.articles(text, split=False))


@pytest.mark.parametrize("name", AGGREGATES)
def test_blank_lines_before_a_text_only_shift_it(name: str) -> None:
    text = AGGREGATES[name]["text"]
    plain, shifted = structure.articles(text), structure.articles("\n\n\n" + text)
    assert [article.span.start + 3 for article in plain] == [article.span.start for article in shifted]
    assert [(s.kind, s.speaker, s.span.start + 3) for a in plain for s in a.segments] == [
        (s.kind, s.speaker, s.span.start) for a in shifted for s in a.segments
    ]


@pytest.mark.parametrize("name", AGGREGATES)
def test_a_neutral_paragraph_before_a_text_only_shifts_it(name: str) -> None:
    text, neutral = (
        AGGREGATES[name]["text"].lstrip("\n"),
        "The weather was calm all day, and nobody in the town could say when it would turn.\n\n",
    )
    (plain,), (shifted,) = structure.articles(text, split=False), structure.articles(neutral + text, split=False)
    shift = len(neutral)
    # the first of them is no longer the text's title, the rest stays what it is
    before = [
        (s.span.start + shift, s.span.end + shift, s.kind, s.speaker, tuple(x.start + shift for x in s.sentences)) for s in plain.segments
    ]
    after = [(s.span.start, s.span.end, s.kind, s.speaker, tuple(x.start for x in s.sentences)) for s in shifted.segments]
    assert before[1:] == after[2:]


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_a_neutral_paragraph_before_only_shifts_sentences(line: str) -> None:
    neutral = "The weather was calm all day."
    text = f"{neutral}\n\n{line}"
    if not line.strip():
        return
    start = text.index(line, len(neutral)) + len(line) - len(line.lstrip())
    alone = sentences(fold(line), start - len(neutral) - 2, len(line.rstrip()))
    shift = len(neutral) + 2
    assert [Span(s.start + shift, s.end + shift) for s in alone] == list(sentences(fold(text), start, len(text.rstrip())))


@pytest.mark.parametrize(
    "unit",
    [
        "a. ",
        "A ",
        "Lund: x?\n",
        "\n",
        "Port news today\n\n",
        "1. ",
        "... ",
        '"',
        "Photo: ",
        "By A",
        "- a\n",
        "The mill burned.",
        "(",
        "time3 ",
    ],
)
def test_structure_takes_linear_time(unit: str) -> None:
    def best(count: int) -> float:
        text = unit * count
        times = []
        for _ in range(3):
            begin = time.process_time()
            structure.articles(text)
            times.append(time.process_time() - begin)
        return min(times)

    small = 30_000 // len(unit)
    assert best(8 * small) < 24 * max(best(small), 0.004)


@given(st.text(max_size=60))
@settings(deadline=None)
def test_folding_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("name", AGGREGATES)
def test_line_ends_of_windows_change_nothing(name: str) -> None:
    text = AGGREGATES[name]["text"]
    windows = text.replace("\n", "\r\n")
    plain, other = structure.articles(text), structure.articles(windows)
    assert [article.title for article in plain] == [article.title for article in other]
    assert [(s.kind, s.speaker, len(s.sentences)) for a in plain for s in a.segments] == [
        (s.kind, s.speaker, len(s.sentences)) for a in other for s in a.segments
    ]
