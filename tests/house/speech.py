"""What our own texts never say: that one thing causes another, or that a figure is good or bad.

People may say so in a talk; the app may not. The lists hold whole phrases, so that ordinary words
stay free: "beëindigd door de aanbieder" names who acted, "verbeterafspraak" is an agreement.
"""

from __future__ import annotations

import re

CAUSAL = {
    "nl": (
        r"leid(t|en|de|den) tot",
        r"geleid tot",
        r"veroorza\w+",
        r"dankzij",
        r"te (wijten|danken) aan",
        r"(als|ten) gevolge? van",
        r"het gevolg van",
        r"(kom|komt|komen|kwam|kwamen) door(dat)?",
        r"doordat",
        r"waardoor",
        r"zorg(t|de|en|den) (er ?)?voor dat",
        r"resulte(ert|erde|ren) in",
        r"effect (heeft|had) gehad",
        r"heeft gewerkt",
        r"leid(t|en|de|den) ertoe",
        r"met als (gevolg|resultaat)",
        r"(?<!wat )maakt(e|en)? dat (de|het|een|er)",
        r"bewijst|bewijzen|bewezen",
    ),
    "en": (
        r"leads? to",
        r"led to",
        r"leading to",
        r"caus(es|ed|ing)",
        r"thanks to",
        r"due to",
        r"owing to",
        r"because of",
        r"as a result of",
        r"result(s|ed|ing)? in",
        r"attributable to",
        r"brought about",
        r"the effect of",
        r"prov(es|ed|en|ing) that",
    ),
}

VERDICT = {
    "nl": (
        r"(goede?|slechte?|sterke?|zwakke?) (cijfers?|resulta\w+|scores?|prestaties?)",
        r"scoor(t|de|den)|scoren",
        r"prest(eer|atie)\w*",
        r"(onder|ondermaats|boven)presteer\w*",
        r"zorgwekkend\w*|zorgelijk\w*|alarmerend\w*|verontrustend\w*",
        r"ondermaats\w*|benedengemiddeld\w*",
        r"schiet(en)? tekort|tekortschiet\w*",
        r"te (hoog|laag)",
        r"(ver)?slechter(t|de|ing)?",
        r"beter dan",
        r"achterblijv\w*|blijft achter",
        r"koploper\w*|hekkensluiter\w*|uitblinker\w*|achterstand\w*",
        r"rood|groen|stoplicht\w*",
        r"ranglijst\w*|rangorde|ranking",
        r"slechtst\w*",
        r"zwakke? plek\w*",
        r"faal(t|de|den)|gefaald|falen",
        r"succesvol\w*|effectie(f|ve)",
    ),
    "en": (
        r"(good|bad|poor|strong|weak) (figures?|results?|scores?|performances?)",
        r"scor(es|ed|ing)",
        r"perform(s|ed|ing|ance)?",
        r"(under|out)perform\w*",
        r"alarming|worrying|disappointing",
        r"falls? short|fell short",
        r"too (high|low)",
        r"worse(ned|ning)?|worst",
        r"better than",
        r"lag(s|ging)? behind",
        r"league table|ranking",
        r"insufficient|inadequate",
        r"fail(s|ed|ing|ures?)",
        r"successful(ly)?|effective(ly|ness)?",
        r"red|green|traffic lights?",
    ),
}


def found_in(text: str, language: str) -> list[str]:
    """Every phrase in the text that explains or judges, as it stands there."""
    phrases = "|".join((*CAUSAL[language], *VERDICT[language]))
    return [one.group() for one in re.finditer(rf"\b({phrases})\b", text, re.IGNORECASE)]
