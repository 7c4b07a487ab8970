"""Words with a capital that are nobody's name: what sentences commonly begin with in Dutch and
English, and what roles and departments are called. Any other may be a name."""

from __future__ import annotations

COMMON = frozenset(
    """
    aan aanbieders aanmelden aanmeldingen aantal achter achteraf af afspraken al alle alleen
    alles als altijd ambulant ambulante andere anders bedoeld begeleiding begin behandeling
    bekostiging belangrijk bellen besloten bespreek besproken beter bewust bij bijna binnen
    blijft boven breed budget buiten buurtteams cijfers consult contact contracten
    contractuele daalt daar daardoor daarna daarnaast daarom dan dat de deel deels deze die
    directe dit doelen doelgroep door doorstroom doorverwijzing draagvlak drempels
    duidelijke duidelijkheid dus duur echt eén één een eerder eerst eigen elk elke en er
    ervaring ervaringen extra families gaat geef geen gegevens geld gemeenten gesprekken
    gewoon gezamenlijke gezinnen goed goede groepen haar had hebben heeft heel heldere helpt
    herstel het hier hij hoe hoeveel hoewel huisartsen hulp hun iedere iedereen iemand ik in
    ingebracht inkoop inkopers inmiddels instroom inzet is ja je jeugdhulp jeugdigen
    jongeren juist kan kies kijk kinderen kleine komt kort korte korter kosten krijgt kunnen
    kwaliteit laat lang lange langer later leerkrachten leerplicht leg lichte locaties
    lokaal lokale lukt maak maar maatwerk mag man meedenken meer meerdere mensen mentoren
    met mijn minder misschien moeders moet moeten mogelijk mogen mooi na naar naast nadat
    natuurlijk nee neem net niemand niet niets nieuwe nodig nog nooit nu nuttig of om omdat
    onder onderaannemers onderwijs onduidelijk ongeveer ons onze ook op opdracht open opvang
    ouders over overal overdracht overleg overstap pas passende per plaatsen plannen praat
    praktijk professionals regelmatig registratie registraties registreren ruim ruimte samen
    samenwerking scholen school sinds slechts snel snelle sneller soms spreek steeds stijgt
    sturen sturing te team teams tegelijk telt tevens thuis tijd tijdens tijdige toch toen
    tot trajecten tussen uit uiteindelijk uitstroom uitval vaak vaders van vanaf vandaag
    vanuit vast vaste veel veranderen verblijf verder verklaring verlenging vertrouwen
    vervoer vervolgens verwijzers via volgens voor vooraf vooral voordat vragen vroeg vroege
    vroeger waar waarom wachten wachtlijst wachtlijsten wachttijd wachttijden wanneer want
    waren warme was wat we weer weet weinig wel welke werk werkdruk werkt weten wie wij
    wijkteams wil worden wordt ze zeggen zeker zelf zelfs zes zet zie zij zijn zo zoals
    zodra zolang zonder zorg zowel zwaardere
    a about after all also although an and any as at because before better between both but
    by children clear contracts costs during each earlier every everybody everyone families
    few figures first for from funding good help how if in information inflow it its later
    less local longer many more most municipalities my new no nobody not nothing now often
    on one only or our out parents people professionals providers registration schools
    several she short since so some sometimes staff still support teams that the their them
    then there these they this those time to together too under until us very waiting we
    what when where which while who why with without work you young your
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
