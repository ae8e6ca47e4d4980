"""Embeddings that a user brings: files, models, functions, and what they do to an alignment."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from unterm.alignment import align, load_embeddings
from unterm.alignment.embeddings import BATCH, Embedder
from unterm.alignment.meaning import Ratio
from unterm.cli import main
from unterm.errors import FormatError, InputError, MissingExtraError, WrongTypeError
from unterm.formats.registry import load_bitext
from unterm.formats.vectors import read_vectors
from unterm.model import Bead, Bitext, Document

CLEAR = [
    ("The Security Council met on 3 May 2021.", "安全理事会于2021年5月3日举行会议。"),
    ("Women and youth took part in the peace process.", "妇女和青年参加了和平进程。"),
    ("It adopted resolution 2254 (2015).", "安理会通过了第2254(2015)号决议。"),
    ("Climate change affects food security.", "气候变化影响粮食安全。"),
    ("Member States welcomed the report.", "会员国欢迎该报告。"),
    ("Some 1,200 children returned to school.", "约1 200名儿童重返学校。"),
    ("Human rights must be protected.", "人权必须得到保护。"),
    ("The General Assembly decided on the budget for 2022.", "大会决定了2022年预算。"),
    ("Sustainable development needs financing.", "可持续发展需要筹资。"),
    ("He thanked the Government of Kenya.", "他感谢肯尼亚政府。"),
]
# Words that no lexicon knows, on lines of one length: nothing but their sense tells them apart.
OBSCURE = [
    ("Zorp quil.", "嘟囔呢。"),
    ("Brem vost.", "嘀咕呢。"),
    ("Plim dask.", "哐啷呢。"),
    ("Frub nelk.", "扑哧呢。"),
    ("Grot hush.", "咕噜呢。"),
]
TOGETHER = 6
"""The pair whose Chinese stands for the English of the next one too."""


def pairs() -> list[tuple[str, str]]:
    return CLEAR[:5] + OBSCURE + CLEAR[5:]


def texts() -> tuple[Document, Document]:
    chinese = [zh for k, (_, zh) in enumerate(pairs()) if k != TOGETHER + 1]
    return (
        Document.from_segments([en for en, _ in pairs()], lang="en"),
        Document.from_segments(chinese, lang="zh"),
    )


def gold() -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    later = range(TOGETHER + 1, len(pairs()) - 1)
    beads = {((i,), (i,)) for i in range(TOGETHER)} | {((i + 1,), (i,)) for i in later}
    return beads | {((TOGETHER, TOGETHER + 1), (TOGETHER,))}


def found(bitext: Bitext) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    return {(bead.source, bead.target) for bead in bitext.beads}


def knowing(noise: float = 0.02) -> Callable[[list[str]], np.ndarray]:
    """An encoder that knows the pairs: both sides of one have one vector, several their sum."""
    draw = np.random.default_rng(7)
    vectors = draw.standard_normal((len(pairs()), 64))
    joined = vectors[TOGETHER] + vectors[TOGETHER + 1]
    own = {
        text: vector + noise * draw.standard_normal(64)
        for pair, vector in zip(pairs(), vectors, strict=True)
        for text in pair
    }
    own[pairs()[TOGETHER][1]] = joined

    def encode(batch: list[str]) -> np.ndarray:
        return np.array([sum(v for text, v in own.items() if text in line) for line in batch])

    return encode


def ignorant(seed: int) -> Callable[[list[str]], np.ndarray]:
    """An encoder whose vectors are drawn anew for each text."""

    def encode(batch: list[str]) -> np.ndarray:
        seeds = [[seed, *text.encode()] for text in batch]
        return np.array([np.random.default_rng(s).standard_normal(64) for s in seeds])

    return encode


def test_a_model_that_knows_the_pairs_finds_what_words_cannot():
    assert found(align(*texts())) != gold()
    bitext = align(*texts(), embeddings=knowing())
    assert found(bitext) == gold()
    assert bitext.decisions == ()


@pytest.mark.parametrize("seed", range(5))
def test_a_model_that_cannot_tell_changes_nothing_and_says_so(seed):
    plain = align(*texts())
    bitext = align(*texts(), embeddings=ignorant(seed))
    assert bitext.beads == plain.beads
    assert "they are not used" in bitext.decisions[-1]


def test_a_constant_model_changes_nothing():
    bitext = align(*texts(), embeddings=lambda batch: np.ones((len(batch), 3)))
    assert bitext.beads == align(*texts()).beads


def test_what_words_settle_is_not_asked_about():
    asked: list[str] = []

    def encode(batch: list[str]) -> np.ndarray:
        asked.extend(batch)
        return knowing()(batch)

    clear = [CLEAR[k % len(CLEAR)] for k in range(5)]
    align(
        Document.from_segments([en for en, _ in clear], lang="en"),
        Document.from_segments([zh for _, zh in clear], lang="zh"),
        embeddings=encode,
    )
    settled = len(asked)
    align(*texts(), embeddings=encode)
    assert settled == 0 < len(asked)


def test_the_result_is_the_same_each_time_and_mirrored_when_the_sides_are_swapped():
    english, chinese = texts()
    bitext = align(english, chinese, embeddings=knowing())
    assert align(english, chinese, embeddings=knowing()) == bitext
    mirrored = align(chinese, english, embeddings=knowing())
    assert [Bead(b.target, b.source, b.confidence) for b in mirrored.beads] == list(bitext.beads)


def test_fixed_beads_are_kept():
    wrong = Bead((TOGETHER,), (TOGETHER,), fixed=True)
    bitext = align(*texts(), embeddings=knowing(), fixed=[wrong])
    assert ((TOGETHER,), (TOGETHER,)) in found(bitext)


@pytest.mark.parametrize("many", [(0, 0), (1, 0), (1, 1), (2, 3)])
def test_hardly_any_text_is_no_error(many):
    english, chinese = [en for en, _ in OBSCURE[: many[0]]], [zh for _, zh in OBSCURE[: many[1]]]
    bitext = align(
        Document.from_segments(english, lang="en"),
        Document.from_segments(chinese, lang="zh"),
        embeddings=knowing(),
    )
    assert bitext.beads == align(bitext.source, bitext.target).beads


def test_a_ratio_rises_with_what_sets_right_from_wrong_and_is_flat_for_noise():
    draw = np.random.default_rng(3)
    wrong = draw.normal(0.1, 0.1, 2000)
    able = Ratio.learn(draw.normal(0.6, 0.1, 200), np.ones(200), wrong)
    noise = Ratio.learn(draw.normal(0.1, 0.1, 200), np.ones(200), wrong)
    assert able.tells and able.area > 0.99
    assert able.constant + able.slope * 0.6 > 2 > -2 > able.constant + able.slope * 0.1
    assert not noise.tells and abs(noise.slope * 0.1) < 0.3


def test_few_beads_prove_a_model_only_when_they_agree():
    wrong = np.linspace(0, 1, 100)
    assert not Ratio.learn([0.8, 0.9, 0.85, 0.2, 0.9], np.ones(5), wrong).tells
    assert not Ratio.learn([0.8] * 5, np.full(5, 1e-9), wrong).tells


# What an encoder answers


def test_each_text_is_encoded_once_and_in_portions():
    sizes = []

    def encode(batch: list[str]) -> np.ndarray:
        sizes.append(len(batch))
        return np.array([[len(text), 1.0] for text in batch])

    words = [str(k) for k in range(BATCH + 5)] * 2
    rows = Embedder(encode)(words)
    assert sizes == [BATCH, 5] and rows.shape == (len(words), 2)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert (rows[: len(words) // 2] == rows[len(words) // 2 :]).all()


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (np.ones(3), r"shape \(3,\)"),
        (np.ones((2, 4)), r"must have \(3, d\)"),
        ([[1.0], [1.0, 2.0], [3.0]], "no array of numbers"),
        ([object(), object(), object()], "no array of numbers"),
        (iter([[1.0], [2.0], [3.0]]), "no array of numbers"),
        (np.full((3, 2), np.nan), "not finite"),
    ],
)
def test_what_is_no_row_for_each_text_is_refused(answer, problem):
    with pytest.raises(InputError, match=problem):
        Embedder(lambda _: answer)(["a", "b", "c"])


def test_what_an_encoder_raises_is_its_own():
    def encode(batch: list[str]) -> np.ndarray:
        raise ValueError("out of memory")

    with pytest.raises(ValueError, match=r"^out of memory$"):
        Embedder(encode)(["a"])


def test_vectors_that_change_their_size_are_refused():
    embed = Embedder(lambda batch: np.ones((len(batch), len(batch[0]))))
    embed(["abc"])
    with pytest.raises(InputError, match=r"must have \(1, 3\)"):
        embed(["abcd"])


# Paths


def documents() -> list[Document]:
    return list(texts())


def test_a_name_that_is_no_path_is_never_fetched():
    with pytest.raises(InputError, match="never fetched"):
        align(*texts(), embeddings="sentence-transformers/LaBSE")


def test_what_is_neither_path_nor_function_is_refused():
    with pytest.raises(WrongTypeError, match="embeddings"):
        align(*texts(), embeddings=5)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="empty list"):
        load_embeddings([], documents())


@pytest.mark.parametrize(
    ("package", "name", "config"),
    [
        ("sentence_transformers", "modules.json", []),
        ("sentence_transformers", "config.json", {"model_type": "bert"}),
        ("model2vec", "config.json", {"model_type": "model2vec"}),
        ("model2vec", "config.json", {"embedding_dtype": "float32"}),
    ],
)
def test_a_model_without_its_package_says_how_to_install_it(
    tmp_path, monkeypatch, package, name, config
):
    (tmp_path / name).write_text(json.dumps(config), "utf-8")
    monkeypatch.setitem(sys.modules, package, None)
    capability = package.replace("_", "-")
    with pytest.raises(MissingExtraError, match=rf"{capability} .*unterm\[embeddings\]"):
        load_embeddings(tmp_path, documents())


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(FormatError, match=r"neither modules\.json nor config\.json"):
        load_embeddings(tmp_path, documents())
    (tmp_path / "config.json").write_text("[]", "utf-8")
    with pytest.raises(FormatError, match="no configuration"):
        load_embeddings(tmp_path, documents())
    with pytest.raises(InputError, match="is a folder"):
        load_embeddings([tmp_path, tmp_path], documents())


class _Transformer:
    """What `unterm` asks of a sentence-transformers model."""

    def __init__(self, path: str, *, local_files_only: bool) -> None:
        if not local_files_only:
            raise AssertionError("a model might be fetched")
        if not (Path(path) / "weights").exists():
            raise OSError("no weights")

    def encode(
        self, sentences: list[str], *, convert_to_numpy: bool, show_progress_bar: bool
    ) -> np.ndarray:
        return knowing()(sentences)


def test_a_folder_of_sentence_transformers_is_loaded_from_this_machine_alone(tmp_path, monkeypatch):
    package = type(sys)("sentence_transformers")
    package.SentenceTransformer = _Transformer  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", package)
    (tmp_path / "modules.json").write_text("[]", "utf-8")
    with pytest.raises(FormatError, match="no weights"):
        load_embeddings(tmp_path, documents())
    (tmp_path / "weights").touch()
    assert found(align(*texts(), embeddings=tmp_path)) == gold()


# Word vectors


def write_vectors(path: Path, words: dict[str, np.ndarray], header: bool = True) -> Path:
    size = len(next(iter(words.values())))
    lines = [f"{len(words)} {size}"] * header
    lines += [f"{word} {' '.join(f'{x:.4f}' for x in vector)} " for word, vector in words.items()]
    data = ("\n".join(lines) + "\n").encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def bilingual() -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Vectors of the words of the texts: those of one pair of sentences lie close together."""
    draw = np.random.default_rng(5)
    english: dict[str, np.ndarray] = {"unused": draw.standard_normal(32)}
    chinese: dict[str, np.ndarray] = {"没有": draw.standard_normal(32)}
    for en, zh in pairs():
        sense = draw.standard_normal(32)
        for word in en.rstrip(".").lower().split():
            english.setdefault(word, sense + 0.2 * draw.standard_normal(32))
        for start in range(0, len(zh) - 1, 2):
            chinese.setdefault(zh[start : start + 2], sense + 0.2 * draw.standard_normal(32))
    shared = [english[OBSCURE[TOGETHER - 5 + k][0].split()[0].lower()] for k in (0, 1)]
    chinese[pairs()[TOGETHER][1][:2]] = shared[0] + shared[1]
    return english, chinese


def test_word_vectors_in_one_file_or_two_align(tmp_path):
    english, chinese = bilingual()
    one = write_vectors(tmp_path / "both.vec", english | chinese)
    two = [
        write_vectors(tmp_path / "zh.txt.gz", chinese | {"zorp": np.ones(32)}),
        write_vectors(tmp_path / "en.vec", english, header=False),
    ]
    prefixed = {f"/c/en/{w}": v for w, v in english.items()}
    prefixed |= {f"/c/zh/{w}": v for w, v in chinese.items()}
    named = write_vectors(tmp_path / "numberbatch.txt", prefixed)
    for paths in (one, str(one), two, two[::-1], named):
        assert found(align(*texts(), embeddings=paths)) == gold(), paths


def test_only_words_of_the_texts_are_kept_and_the_more_frequent_of_two(tmp_path):
    kept = {"peace": "peace", "Peace": "peace"}
    path = tmp_path / "words.vec"
    path.write_text("war 1 0\nPeace 0 1\npeace 1 1\n", "utf-8")
    vectors = read_vectors([path], kept.get)
    assert vectors.rows == {"peace": 0} and vectors.table.tolist() == [[0.0, 1.0]]


@pytest.mark.parametrize(
    ("content", "place", "problem"),
    [
        (b"2 3\nzorp 1 2 3\nquil 1 2\n", ":3:", "2 numbers .* vectors of 3"),
        (b"2 3\nzorp 1 2 3\nquil 1 x 3\n", ":3:", "no word vector"),
        (b"2 3\nzorp 1 2 3\nquil 1 nan 3\n", ":3:", "no word vector"),
        (b"2 3\nzorp \x00\x01\xff\x9c\x10\n\xfe", ":2:", "read as text"),
        (b"{}", ":1:", "read as text"),
        (b"", "words.vec:", "no vector stands in it"),
        (b"\x1f\x8b\x08\x00broken", "words.vec:", "damaged"),
        (b"zorp 1 2 3\nquil 1 2 3\n", "", "no Chinese words"),
        ("嘟囔 1 2 3\n".encode(), "", "no English words"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_its_line(tmp_path, content, place, problem):
    path = tmp_path / "words.vec"
    path.write_bytes(content)
    with pytest.raises((FormatError, InputError), match=problem) as error:
        load_embeddings(path, documents())
    assert place in str(error.value) and "words.vec" in str(error.value)


def test_two_files_of_different_spaces_are_refused(tmp_path):
    english, chinese = bilingual()
    first = write_vectors(tmp_path / "en.vec", english)
    second = write_vectors(tmp_path / "zh.vec", {w: v[:16] for w, v in chinese.items()})
    with pytest.raises(FormatError, match=r"zh\.vec:2: 16 numbers .* one space"):
        load_embeddings([first, second], documents())


def test_rare_words_weigh_more_and_traditional_script_is_understood(tmp_path):
    words = {"the": [1.0, 0.0], "peace": [0.0, 1.0], "聯合國": [0.0, 1.0], "会": [1.0, 1.0]}
    path = write_vectors(tmp_path / "w.vec", {w: np.array(v) for w, v in words.items()})
    english = Document.from_segments(["The the the the peace."], lang="en")
    chinese = Document.from_segments(["联合国"], lang="zh")
    encode = load_embeddings(path, [english, chinese])
    rows = np.asarray(encode(["the peace", "联合国", "聯合國", "nothing"]))
    assert rows[0, 1] > 3 * rows[0, 0] > 0
    assert (rows[1] == rows[2]).all() and rows[1, 1] > 0
    assert not rows[3].any()


def test_the_command_line_asks_the_same_model_for_files_and_folders(tmp_path):
    english, chinese = bilingual()
    options = []
    for name, words in (("en.vec", english), ("zh.vec", chinese)):
        options += ["--embeddings", str(write_vectors(tmp_path / name, words))]
    for lang, document in zip(("en", "zh"), texts(), strict=True):
        folder = tmp_path / lang
        folder.mkdir()
        lines = "\n\n".join(segment.text for segment in document)
        (folder / "A_75_L.1.txt").write_text(lines, "utf-8")
    run = CliRunner().invoke
    files = [str(tmp_path / lang / "A_75_L.1.txt") for lang in ("en", "zh")]
    result = run(main, ["align", *files, *options, "--format", "beads"])
    assert result.exit_code == 0, result.output
    assert f"[{TOGETHER}, {TOGETHER + 1}]:[{TOGETHER}]" in result.output
    folders = [str(tmp_path / lang) for lang in ("en", "zh")]
    result = run(main, ["align", *folders, *options, "-o", str(tmp_path / "out"), "--to", ".jsonl"])
    assert "1 bitext written" in result.output
    (written,) = (tmp_path / "out").iterdir()
    assert found(load_bitext(written)) == gold()
    result = run(main, ["align", *files, "--embeddings", "LaBSE"])
    assert result.exit_code == 2 and "never fetched" in result.output
