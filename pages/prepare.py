"""Voorbereiden: bedoeling, kaders, data en dialoog van het volgende gesprek."""

from telvertel.screen import (
    agenda,
    norms,
    offers,
    people,
    plan,
    prepare,
    purpose,
    readiness,
    sheet,
    stories,
)

sheet.invited()
meeting = prepare.meeting_or_new()
prepare.heading(meeting)
why, frameworks, data, dialogue, ready = prepare.blocks()
if why.open:
    with why:
        purpose.purpose(meeting)
        purpose.client_voice(meeting)
if frameworks.open:
    with frameworks:
        plan.frame(meeting)
        norms.norms(meeting)
if data.open:
    with data:
        agenda.agenda(meeting)
        offers.offers(meeting)
if dialogue.open:
    with dialogue:
        people.people(meeting)
        stories.invitations(meeting)
if ready.open:
    with ready:
        readiness.check(meeting)
