"""Characters that sound alike, and are typed for one another by who types by sound.

Not every homophone: those of the characters that official designations are made of.
"""

from __future__ import annotations

from typing import Final

_GROUPS: Final = """
事是势式示世视试室适市氏誓释 义议意易异益亿艺译疫宜谊 性型行形刑星兴 划化华画话
署属数暑树束术述书 构购够钩 到道导岛倒 建健件践间剑 权全券拳 制治质智志置致至制秩
员原源园援元院缘圆 会汇惠绘慧 国过果 即既级机积基极及 以已亦 作做坐座 查察差
部步布 委位伟为卫未 辑籍计记际继纪技季 定订 定丁 力利立历例励 联连链廉 理里礼李
政正证争征整 经精京 济记计季 安按案岸 合和核何河 平评凭瓶 保报宝饱 护互户沪
主住助注 公工功供 共贡 约越阅 条调跳 区曲屈 域遇预育欲 组祖阻 织职只值直执
规归轨 则责择 章张 宪现限线县 法发罚 律率绿 军均君 备被背 核合 武物务误 器气汽
人仁任认 权劝 民名明鸣 族足组 难南男 战站占 争正 冲充 突图 防访方房 御预
解借结节接 决绝觉 贸冒 易意 资姿 金今 融荣容溶 币必毕闭 环还 境竞镜静敬净 污无
染然 气汽器 候后厚 变边便遍 发法 展占 援圆员 助住 粮良量梁 食时石识实 教叫较
育域 卫位 生声升 妇父负付富复副福 儿而 童同通统 青轻清 年念 老劳 残参 疾及
障章 移宜 徙喜 犯范饭 罪最 毒独读度 品贫 恐孔 怖布 主义 极激 端短 秘密 书输
长常场 代待带大 表标 副负 席习 席系 派排 使史 驻住 总宗 干甘 监坚兼 察查
任人 期其气七起齐 届界介戒借
""".split()

_SOUNDS: Final[dict[str, frozenset[int]]] = {
    character: frozenset(n for n, group in enumerate(_GROUPS) if character in group)
    for character in set("".join(_GROUPS))
}
_NONE: Final[frozenset[int]] = frozenset()


def sound_alike(one: str, other: str) -> bool:
    """Whether two characters are typed alike.

    >>> sound_alike("署", "暑"), sound_alike("署", "局")
    (True, False)
    """
    return not _SOUNDS.get(one, _NONE).isdisjoint(_SOUNDS.get(other, _NONE))
