### Reminders by mail, and where users are written to.

reminder-subject = { $count ->
    [one] One thing is due, see your calendar
   *[other] { $count } things are due, see your calendar
}
reminder-left = { $day }: days left: { $days }
reminder-today = { $day }: today is the last day
reminder-late = { $day }: days late: { $days }
reminder-more = And more: { $count }
reminder-calendar = Your calendar: { $link }
reminder-calendar-there = Your calendar is in Concert, beside the plans.
reminder-why = You are written to because your account has this address. Change or remove it: { $link }
reminder-why-there = You are written to because your account has this address. Change or remove it on the page of your account.

account-title = Your account
account-contact = Where you are written to
account-lead = When something of your organisation is due or late, a letter says how many things and on which days, and nothing of what they are. Each occasion is told once: 90, 30 and 7 days before, on the day, and every 30 days after.
account-address = E-mail address
account-address-hint = Only you and administrators see it. It is no part of the journal and is gone when you remove it.
account-language = Language of letters
account-keep = Keep
account-remove = Remove my address
account-none = You work at the machine that keeps the journal, or look at a demonstration: there is no account to write to.

fact-field-address = E-mail address
fact-field-language = Language
fact-rule-an-address-is-name-example-org-in-latin-letters = an address is name@example.org in Latin letters
fact-rule-a-language-has-a-code-such-as-en = a language has a code such as en

help-reminder = Reminders by mail
    .text =
        A member who gave an address is written to when a commitment of the organisation, or the answer to an observation of its reviewers, is due or late: 90, 30 and 7 days before the last day, on it, and every 30 days while it is late. Nothing is sent for what is complete, withdrawn or waits for another commitment.
        A letter says how many things are due and on which days, with a link to the calendar. It names no commitment, no organisation and no coalition. Each occasion is told to each user once. What could not be sent is tried again; should the program stop between a letter and the note that it went, the same letter is sent again under the same identifier.
        The address is kept beside the journal, with what was sent, and both are removed together: by the user at any time, and with the account.
