"""Sentence embeddings that a user brings: a model by its path, or any function.

    load_embeddings("models/LaBSE")                                # sentence-transformers
    load_embeddings("models/potion-multilingual-128M")             # model2vec
    load_embeddings(["wiki.en.align.vec", "wiki.zh.align.vec"])    # word vectors as text
    load_embeddings(lambda texts: session.run(None, …)[0])         # whatever there is

Nothing is loaded before it is asked for, and nothing is ever fetched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from unterm.alignment.vectors import StaticEmbeddings
from unterm.errors import (
    PATH,
    FormatError,
    InputError,
    MissingExtraError,
    require_each,
    require_path,
)
from unterm.model import Document

Encoder = Callable[[list[str]], npt.ArrayLike]
"""From n texts to an array of shape (n, d): a row for each, whatever its length and unit."""

Embeddings = str | Path | Sequence[str | Path] | Encoder
"""What a user names: the path of a model, the paths of word vectors, or an encoder."""

BATCH = 256
"""Texts that are handed to an encoder at once: bounds the memory."""

Rows = npt.NDArray[np.float32]


def load_embeddings(model: Embeddings, documents: Iterable[Document]) -> Encoder:
    """The encoder that a path names; a function is one already.

    ``model`` is the folder of a sentence-transformers or a model2vec model, or one or more files
    of static word vectors in one space (word2vec, fastText, GloVe or ConceptNet text, plain or
    gzip), of which only the words of ``documents`` are kept. Load it once to align many documents.

    Raises `InputError` for what is no local path, `MissingExtraError` where the package for the
    model is not installed, `FormatError` for a file or a folder that is no model.

    >>> en = Document.from_segments(["Peace."], lang="en")
    >>> load_embeddings("sentence-transformers/LaBSE", [en])
    Traceback (most recent call last):
    unterm.errors.InputError: no file or folder 'sentence-transformers/LaBSE': give the path of a
    model on this machine; models are never fetched
    """
    if callable(model):
        return model
    several = model if isinstance(model, list | tuple) else [model]
    given = require_each("embeddings", several, *PATH)
    if not given:
        raise InputError("embeddings is an empty list; give the paths of word vectors")
    for path in given:
        require_path("embeddings", path)
    paths = [Path(path) for path in given]
    for path in paths:
        if not path.exists():
            raise InputError(
                f"no file or folder '{path}': give the path of a model on this machine; models are "
                "never fetched"
            )
    documents = require_each("documents", documents, Document)
    folders = [path for path in paths if path.is_dir()]
    if not folders:
        return StaticEmbeddings(paths, (s.text for document in documents for s in document))
    if len(paths) > 1:
        raise InputError(f"several paths must be files of word vectors; {folders[0]} is a folder")
    return _load_folder(folders[0])


def _load_folder(folder: Path) -> Encoder:
    """The encoder of a model's folder."""
    if not any((folder / name).is_file() for name in ("modules.json", "config.json")):
        raise FormatError(
            folder,
            None,
            "neither modules.json nor config.json stands in it; name the folder of a "
            "sentence-transformers or model2vec model, or files of word vectors",
        )
    if _is_model2vec(folder):
        package = _import("model2vec", "a model2vec model")
        return _guarded(folder, lambda: package.StaticModel.from_pretrained(str(folder)).encode)
    package = _import("sentence_transformers", "a sentence-transformers model")

    def load() -> Encoder:
        transformer = package.SentenceTransformer(str(folder), local_files_only=True)

        def encode(texts: list[str]) -> npt.ArrayLike:
            rows: npt.ArrayLike = transformer.encode(
                texts, convert_to_numpy=True, show_progress_bar=False
            )
            return rows

        return encode

    return _guarded(folder, load)


def _is_model2vec(folder: Path) -> bool:
    """Whether the folder's configuration is that of a model2vec model.

    Such a folder can also be read by sentence-transformers, which takes far longer to load.
    """
    path = folder / "config.json"
    if not path.is_file():
        return False
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        named = config.get("model_type") == "model2vec"
        # Newer versions do not write the type; no other model has this.
        return named or "embedding_dtype" in config
    except (ValueError, AttributeError) as error:
        raise FormatError(path, None, "no configuration of a model; fetch it again") from error


def _import(package: str, capability: str) -> Any:
    try:
        return import_module(package)
    except ModuleNotFoundError as error:
        raise MissingExtraError(capability, "embeddings") from error


def _guarded(folder: Path, load: Callable[[], Encoder]) -> Encoder:
    """What ``load`` gives; whatever a package raises for a damaged model, as one kind of error."""
    try:
        return load()
    except Exception as error:
        raise FormatError(
            folder, None, f"the model could not be loaded ({error}); fetch it again"
        ) from error


class Embedder:
    """An encoder whose every answer is looked at: rows of length 1, in the order of the texts.

    >>> Embedder(lambda texts: [[len(text), 0] for text in texts])(["a", "bc"]).tolist()
    [[1.0, 0.0], [1.0, 0.0]]
    """

    def __init__(self, encode: Encoder) -> None:
        self._encode = encode
        self._size: int | None = None

    def __call__(self, texts: Sequence[str]) -> Rows:
        """Unit vectors (n, d) of n texts; each text is encoded once, in portions of `BATCH`.

        Raises `InputError` where the encoder's answer has not a row of the same size, all finite,
        for each text.
        """
        distinct = list(dict.fromkeys(texts))
        parts = [self._portion(distinct[k : k + BATCH]) for k in range(0, len(distinct), BATCH)]
        rows = np.concatenate(parts) if parts else np.zeros((0, self._size or 0), np.float32)
        row_of = {text: row for row, text in enumerate(distinct)}
        return rows[[row_of[text] for text in texts]]

    def _portion(self, texts: list[str]) -> Rows:
        given = self._encode(texts)  # what the user's function raises is the user's
        try:
            rows = np.asarray(given, dtype=np.float32)
        except (TypeError, ValueError) as error:
            raise InputError(f"the embeddings are no array of numbers: {error}") from error
        if rows.ndim != 2 or len(rows) != len(texts) or self._size not in (None, rows.shape[1]):
            raise InputError(
                f"the embeddings of {len(texts)} texts have the shape {rows.shape}; "
                f"they must have ({len(texts)}, {self._size or 'd'})"
            )
        if not np.isfinite(rows).all():
            raise InputError("the embeddings hold numbers that are not finite")
        self._size = rows.shape[1]
        return unit(rows)


def unit(rows: Rows) -> Rows:
    """The rows with length 1; a row of zeros stays.

    >>> unit(np.array([[3, 4], [0, 0]], dtype=np.float32)).round(1).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Rows = rows / np.maximum(length, 1e-12)
    return scaled
