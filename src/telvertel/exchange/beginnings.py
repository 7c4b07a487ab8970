"""Words with a capital that are nobody's name: what sentences commonly begin with in Dutch and
English, and what roles and departments are called. Any other may be a name."""

from __future__ import annotations

COMMON = frozenset(
    """
    aan aanbieders aanmelden aanmeldingen aantal achter achteraf af afspraken al alle alleen
    alles als altijd ambulante andere anders begeleiding behandeling bekostiging belangrijk
    bellen beter bij bijna binnen boven breed budget buiten cijfers consult contact
    contracten contractuele daar daardoor daarna daarom daarnaast dan dat de deel deels deze
    die dit doelen doelgroep door doorstroom doorverwijzing draagvlak drempels duidelijke
    duidelijkheid duur dus echt eerder eerst eigen elk elke en er eén één een ervaring
    ervaringen extra families geen gegevens geld gemeenten gesprekken gewoon gezinnen goed
    goede groepen haar heel heldere herstel het hier hij hoe hoewel hulp hun huisartsen
    iedere iedereen iemand ik in inkoop inkopers inmiddels instroom inzet is ja je jeugdhulp
    jeugdigen jongeren juist kijk kinderen kleine komt kort korte korter kosten krijgt
    kwaliteit lang lange langer later leerplicht leerkrachten lichte locaties lokale maak
    maar maatwerk man mensen mentoren met meer meerdere minder misschien moeders na naar
    naast nadat natuurlijk nee net niemand niet niets nieuwe nog nooit nu of om omdat onder
    onderaannemers onderwijs ons ook op open opdracht opvang ouders over overal overdracht
    overleg per plaatsen plannen praktijk professionals registratie registreren registraties
    ruim ruimte samen samenwerking scholen sinds slechts snel snelle sneller soms steeds
    sturen sturing te team teams tegelijk tevens tijd tijdens toch toen tot trajecten tussen
    uit uitstroom uitval uiteindelijk vaak vaders van vandaag vanaf vanuit vast vaste veel
    verblijf verder verklaring verlenging veranderen vertrouwen verwijzers vervolgens via
    volgens voor vooraf vooral voordat vragen vroeg vroeger waar waarom wachten wachtlijst
    wachtlijsten wachttijd wachttijden wanneer want warme wat we weer weinig wel welke werk
    werkdruk wie wij wijkteams wil zie ze zelf zelfs zeker zes zij zijn zo zoals zodra
    zolang zonder zorg zowel zwaardere a about after all also although an and any as at
    because before better between both but by children clear contracts costs during each
    earlier every everybody everyone families few figures first for from funding good help
    how if in information inflow it its later less local longer many more most
    municipalities my new no nobody not nothing now often on one only or our out parents
    people professionals providers registration schools several she short since so some
    sometimes staff still support teams that the their them then there these they this those
    time to together too under until us very waiting we what when where which while who why
    with without work you young your
    """.split()  # noqa: SIM905
)

# Pieces of what a role, a team or a department is called.
_OF_A_ROLE = tuple(
    """
    aanbied aanmeld accounth adjunct advis advies afdeling algemeen algemene bedrijf
    begeleid behandel beheer beleid bestuur board buurt college commission consulent
    contract control coordinator coördinator council data departement department directeur
    director domein education educatie finance financ functionaris gedrag gemeente gezin
    gz-psych hoofd huisarts hulp informat inkoop inkop jeugd jongere juridi juris kind
    kwaliteit leider lead leerkracht leerling maatschap manager medewerk mentor middelen
    ministerie municipal namens officer onderwijs opdracht orthoped ouder participatie
    planning policy praktijk procurement programma project provider psycholo purchas quality
    raad regio regie regiss rijk samen samenlev school secret sociaal social specialist
    strateg team toegang uitvoer unit vakgroep verband verwijz voorlicht wethouder wijk
    woordvoer youth zaken zorg
    """.split()  # noqa: SIM905
)


def is_role(word: str) -> bool:
    """Whether a word says what somebody does and not who it is."""
    small = word.casefold()
    return small in COMMON or any(piece in small for piece in _OF_A_ROLE)
