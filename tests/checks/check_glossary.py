"""A small glossary of its own, so that the checks are tested apart from the curated one."""

from __future__ import annotations

from typing import Any

from unterm.glossary import Glossary
from unterm.model import Concept

_OFTEN = {"english_pairs": 40, "both_pairs": 40, "chinese_count": 50}


def _concept(english: str, chinese: str, **more: Any) -> Concept:
    others = more.pop("others", ())
    return Concept.model_validate(
        {
            "id": english.lower().replace(" ", "-").replace("'", ""),
            "subject_field": "test",
            "attestation": _OFTEN,
            "designations": [
                {"text": english, "lang": "en"},
                {"text": chinese, "lang": "zh"},
                *others,
            ],
            **more,
        }
    )


def _zh(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "lang": "zh", "status": "admitted", "term_type": "variant", **more}


def _en(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "lang": "en", "status": "admitted", "term_type": "variant", **more}


GLOSSARY = Glossary(
    [
        _concept(
            "confidence-building measures",
            "建立信任措施",
            others=[_zh("建立互信措施", status="deprecated", term_type="full form")],
        ),
        _concept("preventive diplomacy", "预防外交", others=[_zh("预防性外交")]),
        _concept(
            "sustaining peace",
            "保持和平",
            relations=[{"type": "confusable", "target": "peacekeeping"}],
        ),
        _concept("peacekeeping", "维持和平", others=[_zh("维和", term_type="short form")]),
        _concept("good offices", "斡旋"),
        _concept(
            "United Nations Mission in South Sudan",
            "联合国南苏丹特派团",
            kind="mission",
            others=[
                _en("UNMISS", term_type="acronym"),
                _zh("南苏丹特派团", term_type="short form"),
            ],
        ),
        _concept(
            "United Nations Mission in the Sudan",
            "联合国苏丹特派团",
            kind="mission",
            others=[
                _en("UNMIS", term_type="acronym"),
                _zh("联苏特派团", term_type="short form"),
            ],
        ),
        _concept(
            "United Nations Organization Stabilization Mission in the Democratic Republic of the"
            " Congo",
            "联合国组织刚果民主共和国稳定特派团",
            kind="mission",
            others=[
                _en("MONUSCO", term_type="acronym"),
                _zh("联刚稳定团", term_type="short form"),
            ],
        ),
        _concept(
            "United Nations Multidimensional Integrated Stabilization Mission in Mali",
            "联合国马里多层面综合稳定特派团",
            kind="mission",
            others=[_en("MINUSMA", term_type="acronym")],
        ),
        _concept("mediation", "调解"),
        _concept("Iceland", "冰岛", kind="place"),
        _concept("Ireland", "爱尔兰", kind="place"),
        _concept("Convention on the Rights of the Child", "《儿童权利公约》", kind="instrument"),
        _concept(
            "Convention on the Rights of Persons with Disabilities",
            "《残疾人权利公约》",
            kind="instrument",
        ),
        _concept(
            "United Nations Children's Fund",
            "联合国儿童基金会",
            kind="organization",
            others=[
                _en("UNICEF", term_type="acronym"),
                _zh("儿基会", term_type="short form"),
            ],
        ),
        _concept(
            "United Nations Development Programme",
            "联合国开发计划署",
            kind="organization",
            others=[_en("UNDP", term_type="acronym"), _zh("开发署", term_type="short form")],
        ),
        _concept(
            "Peacebuilding Commission",
            "建设和平委员会",
            kind="body",
            others=[
                _zh("建和委", term_type="short form"),
                _zh("和平建设委员会", status="deprecated", term_type="full form"),
            ],
        ),
        _concept(
            "Security Council",
            "安全理事会",
            kind="body",
            others=[_zh("安理会", term_type="short form")],
        ),
        _concept(
            "Kenya",
            "肯尼亚",
            kind="place",
            others=[_zh("肯亚", status="deprecated", term_type="full form", region="Taiwan")],
        ),
        _concept(
            "Benin",
            "贝宁",
            kind="place",
            others=[
                _zh("达荷美", status="superseded", term_type="full form", valid_until=1975),
                _en("Dahomey", status="superseded", term_type="full form", valid_until=1975),
            ],
        ),
        _concept(
            "United Nations Framework Convention on Climate Change",
            "《联合国气候变化框架公约》",
            kind="instrument",
        ),
        _concept(
            "information",
            "信息",
            others=[_zh("资讯", status="deprecated", region="Taiwan")],
        ),
        _concept("United Nations", "联合国", kind="organization"),
        _concept("Secretary-General", "秘书长", kind="post"),
        _concept(
            "coronavirus disease",
            "2019冠状病毒病",
            others=[_en("COVID-19", term_type="acronym")],
        ),
    ]
)
