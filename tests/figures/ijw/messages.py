"""Small iJw messages of our own, with the test numbers of the standard."""

from __future__ import annotations

from pathlib import Path

TOM, ANNA = "999900006", "999900018"
MUNICIPALITY, PROVIDER = "0344", "99000001"
CODES = {"301": "436", "305": "438", "307": "440", "315": "446", "317": "486", "323": "490"}
_PERSON = """
  <m:Geboortedatum><i:Datum>{birth}</i:Datum></m:Geboortedatum><m:Geslacht>1</m:Geslacht>
  <m:Naam><i:Geslachtsnaam><i:Achternaam>Witteveen</i:Achternaam></i:Geslachtsnaam>
  <i:Voornamen>Tommie</i:Voornamen></m:Naam>
  <m:Contact><m:Adres><i:Straatnaam>Kerklaan</i:Straatnaam></m:Adres></m:Contact>
  <m:Relaties><m:Relatie><m:Geboortedatum><i:Datum>1971-04-07</i:Datum></m:Geboortedatum>
  <m:Naam><i:Achternaam>Bakkerij</i:Achternaam></m:Naam></m:Relatie></m:Relaties>"""


def message(
    folder: Path,
    kind: str,
    clients: dict[str, str],
    *,
    day: str = "2024-01-10",
    id: str = "1",
    birth: str = "2010-02-14",
    provider: str = PROVIDER,
    version: str = "2",
    name: str = "",
    head: str = "",
) -> Path:
    """One message: per client (BSN) the products in it, as XML."""
    sender, receiver = (MUNICIPALITY, provider) if kind == "301" else (provider, MUNICIPALITY)
    body = "".join(
        f"<m:Client><m:Bsn>{number}</m:Bsn>{_PERSON.format(birth=birth)}{products}</m:Client>"
        for number, products in clients.items()
    )
    if kind == "323":
        body = f"<m:Declaratie>{head}<m:Clienten>{body}</m:Clienten></m:Declaratie>"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or f"JW{kind}-{id}.xml")
    path.write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?>
<m:Bericht xmlns:i="urn:basis" xmlns:m="urn:jw{kind}">
<m:Header><m:BerichtCode>{CODES[kind]}</m:BerichtCode><m:BerichtVersie>3</m:BerichtVersie>
<m:BerichtSubversie>{version}</m:BerichtSubversie>
<m:Afzender>{sender}</m:Afzender><m:Ontvanger>{receiver}</m:Ontvanger>
<m:BerichtIdentificatie><i:Identificatie>{id}</i:Identificatie>
<i:Dagtekening>{day}</i:Dagtekening></m:BerichtIdentificatie></m:Header>
{body}</m:Bericht>""",
        encoding="utf-8",
    )
    return path


def _product(product: str) -> str:
    category, _, code = product.partition("/")
    inside = f"<i:Categorie>{category}</i:Categorie><i:Code>{code}</i:Code>"
    return f"<m:Product>{inside}</m:Product>"


def assigned(
    number: str, on: str, *, product: str = "45/45A03", request: str = "", change: str = ""
) -> str:
    changed = f"<m:RedenWijziging>{change}</m:RedenWijziging>" if change else ""
    reference = f"<m:ReferentieAanbieder>{request}</m:ReferentieAanbieder>" if request else ""
    return (
        f"<m:ToegewezenProducten><m:ToegewezenProduct><m:ToewijzingNummer>{number}"
        f"</m:ToewijzingNummer>{reference}{_product(product)}"
        f"<m:Toewijzingsdatum>{on}</m:Toewijzingsdatum>"
        f"<m:Toewijzingstijd>12:00:00</m:Toewijzingstijd><m:Ingangsdatum>{on}</m:Ingangsdatum>"
        f"{changed}</m:ToegewezenProduct></m:ToegewezenProducten>"
    )


def started(number: str, on: str, *, product: str = "45/45A03", status: str = "1") -> str:
    return (
        f"<m:StartProducten><m:StartProduct><m:ToewijzingNummer>{number}</m:ToewijzingNummer>"
        f"{_product(product)}<m:ToewijzingIngangsdatum>{on}</m:ToewijzingIngangsdatum>"
        f"<m:Begindatum>{on}</m:Begindatum><m:StatusAanlevering>{status}</m:StatusAanlevering>"
        "</m:StartProduct></m:StartProducten>"
    )


def stopped(
    number: str,
    since: str,
    until: str,
    *,
    reason: str = "31",
    product: str = "45/45A03",
    status: str = "1",
) -> str:
    return (
        f"<m:StopProducten><m:StopProduct><m:ToewijzingNummer>{number}</m:ToewijzingNummer>"
        f"{_product(product)}<m:ToewijzingIngangsdatum>{since}</m:ToewijzingIngangsdatum>"
        f"<m:Begindatum>{since}</m:Begindatum><m:RedenBeeindiging>{reason}</m:RedenBeeindiging>"
        f"<m:Einddatum>{until}</m:Einddatum><m:StatusAanlevering>{status}</m:StatusAanlevering>"
        "</m:StopProduct></m:StopProducten>"
    )


def requested(reference: str, referrer: str, *, until: str = "2024-12-31") -> str:
    return (
        "<m:AangevraagdeProducten><m:AangevraagdProduct>"
        f"<m:ReferentieAanbieder>{reference}</m:ReferentieAanbieder>"
        "<m:ToewijzingIngangsdatum>2024-01-01</m:ToewijzingIngangsdatum>"
        f"<m:ToewijzingEinddatum>{until}</m:ToewijzingEinddatum>"
        f"<m:Verwijzer><i:Type>{referrer}</i:Type><i:Naam>dokter Jansman</i:Naam></m:Verwijzer>"
        "</m:AangevraagdProduct></m:AangevraagdeProducten>"
    )


def claimed(
    month: str,
    cents: int,
    *,
    volume: int = 4,
    unit: str = "04",
    side: str = "D",
    product: tuple[str, str] = ("45", "45A04"),
) -> str:
    return (
        f"<m:Prestaties><m:Prestatie><m:ProductCategorie>{product[0]}</m:ProductCategorie>"
        f"<m:ProductCode>{product[1]}</m:ProductCode><m:ProductPeriode>"
        f"<i:Begindatum>{month}-01</i:Begindatum><i:Einddatum>{month}-28</i:Einddatum>"
        f"</m:ProductPeriode><m:GeleverdVolume>{volume}</m:GeleverdVolume>"
        f"<m:Eenheid>{unit}</m:Eenheid><m:IngediendBedrag><i:Bedrag>{cents}</i:Bedrag>"
        f"<i:DebetCredit>{side}</i:DebetCredit></m:IngediendBedrag></m:Prestatie></m:Prestaties>"
    )


def total(cents: int, side: str = "D") -> str:
    return (
        f"<m:TotaalIngediendBedrag><i:TotaalBedrag>{cents}</i:TotaalBedrag>"
        f"<i:DebetCredit>{side}</i:DebetCredit></m:TotaalIngediendBedrag>"
    )
