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
prepare.blocks(
    meeting,
    (purpose.purpose, purpose.client_voice),
    (plan.frame, norms.norms),
    (agenda.agenda, offers.offers),
    (people.people, stories.invitations),
    (readiness.check,),
)
