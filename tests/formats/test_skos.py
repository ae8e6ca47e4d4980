import re
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from format_strategies import PLAIN, RICH, glossaries
from hypothesis import given, settings

from unterm.errors import InputError
from unterm.formats.markup import writable
from unterm.formats.skos import dump_skos

SKOS = "{http://www.w3.org/2004/02/skos/core#}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STRING = r'"((?:[^"\\\n\r]|\\["\\nrt]|\\u[0-9A-F]{4})*)"'


def unescape(text):
    return re.sub(
        r"\\(u[0-9A-F]{4}|.)",
        lambda m: (
            chr(int(m[1][1:], 16))
            if m[1][0] == "u"
            else {"n": "\n", "r": "\r", "t": "\t"}.get(m[1], m[1])
        ),
        text,
    )


@given(glossary=glossaries)
@settings(max_examples=60, deadline=None)
def test_every_label_stands_once_in_both_syntaxes(tmp_path_factory, glossary):
    turtle = tmp_path_factory.getbasetemp() / "a.ttl"
    rdf = turtle.with_suffix(".rdf")
    dump_skos(glossary, turtle)
    dump_skos(glossary, rdf)
    wanted = Counter(
        (c.id, lang, text)
        for c in glossary
        for lang, text in {(d.lang, d.text) for d in c.designations}
    )
    found = Counter()
    for block in turtle.read_text("utf-8").split("\n\n")[1:]:
        identifier = re.match(r"<urn:unterm:([^>]*)>", block)[1]
        for label in re.findall(rf"skos:\w+Label {STRING}@(\w+)", block):
            found[identifier, label[1], unescape(label[0])] += 1
    assert found == wanted
    labels = Counter()
    for element in ET.parse(rdf).getroot().findall(f"{SKOS}Concept"):
        identifier = element.find(f"{SKOS}notation").text
        for name in ("prefLabel", "altLabel", "hiddenLabel"):
            for label in element.findall(f"{SKOS}{name}"):
                labels[identifier, label.get(LANG), label.text] += 1
        for language in ("en", "zh"):
            preferred = [e for e in element.findall(f"{SKOS}prefLabel") if e.get(LANG) == language]
            assert len(preferred) == 1
    assert {k: n for k, n in labels.items() if writable(k[2]) and "\ufffd" not in k[2]} == {
        k: n for k, n in wanted.items() if writable(k[2])
    }


def test_turtle_as_it_is_written(tmp_path):
    path = tmp_path / "a.ttl"
    report = dump_skos([PLAIN, RICH], path, base="https://example.org/")
    assert path.read_text("utf-8").endswith(
        """
<https://example.org/human-rights-council> a skos:Concept ;
    skos:inScheme <https://example.org/_scheme> ;
    skos:notation "human-rights-council" ;
    skos:prefLabel "Human Rights Council"@en ;
    skos:altLabel "HRC"@en ;
    skos:prefLabel "人权理事会"@zh ;
    skos:hiddenLabel "人权委员会"@zh ;
    skos:hiddenLabel "人權理事會"@zh ;
    dcterms:subject "human rights" ;
    dcterms:type "body" ;
    skos:definition "an intergovernmental body" ;
    skos:note "see also the treaty bodies" ;
    dcterms:source "A/RES/60/251, para. 1" ;
    dcterms:replaces <https://example.org/good-offices> .
"""
    )
    assert "human-rights-council: designations: 'HRC': acronym" in map(str, report)


def test_a_base_that_is_no_address_is_refused(tmp_path):
    with pytest.raises(InputError, match="no address"):
        dump_skos([PLAIN], tmp_path / "a.ttl", base="not an address")
