"""English abbreviations after which a full stop ends no sentence, as UN documents use them."""

from __future__ import annotations

from typing import Final

NEVER_FINAL: Final = frozenset(
    # Titles, and what stands before a name.
    "mr mrs ms messrs mme mmes mlle dr prof rev hon st sr sra gen lt col maj capt cmdr adm brig sgt"
    " amb gov sen rep pres h.e"
    # What stands before a number, a letter or a symbol.
    " no nos para paras art arts p pp vol vols sect sects sec ch chap chaps fig figs table tab col"
    " cols ann ed eds suppl supp add corr rev ser op cit ibid cf viz vs v i.e e.g approx ca"
    " res dec doc docs a.k.a"
    # Latin and months in references.
    " al jan feb mar apr jun jul aug sept sep oct nov dec".split()
)
"""Without their last stop, folded to lower case."""

SOMETIMES_FINAL: Final = frozenset(
    "u.s u.k u.n e.u d.c u.s.a u.s.s.r a.m p.m b.c a.d etc inc ltd co corp jr ph.d m.d bros"
    " dept univ govt".split()
)
"""They end a sentence when the next word is one that usually begins one."""

NUMERIC: Final = frozenset(
    "no nos art arts fig figs add corr rev ser sec col p pp dec mar v ch ed".split()
)
"""Words too: an abbreviation only when a number, a letter or a symbol follows."""

OPENERS: Final = frozenset(
    "a about above according accordingly additionally after again all also although among an and"
    " another any as at because before both but by concerning consequently despite during each"
    " even every few finally first following for from further furthermore given had has have he"
    " hence her here his how however i if in indeed instead it its later like many meanwhile"
    " members moreover more most much nevertheless no none nor not now of on once one only or"
    " other others our over participants recently regarding several she similarly since so some"
    " speakers states such that the their then there therefore these they this those though through"
    " thus to today two under unfortunately unless until upon we what when where whereas whether"
    " which while who why will with within without yet you".split()
)
"""Words that, capitalized after a stop, nearly always begin a sentence."""
