"""Voorbereiden: bedoeling, kaders, data en dialoog van het volgende gesprek."""

from telvertel.screen import (
    agenda,
    extras,
    foundations,
    frameworks,
    norms,
    offers,
    people,
    plan,
    prepare,
    purpose,
    readiness,
    revised_since,
    sheet,
    stories,
    taking_stories,
    wishes,
)

sheet.invited()
meeting = prepare.meeting_or_new()
prepare.heading(meeting)
prepare.blocks(
    meeting,
    (purpose.purpose, purpose.client_voice, foundations.foundation),
    (plan.frame, extras.extras, norms.norms, frameworks.frameworks, frameworks.accountability),
    (agenda.agenda, offers.offers, revised_since.before, wishes.wishes),
    (people.people, stories.invitations, taking_stories.offers),
    (readiness.check,),
)
