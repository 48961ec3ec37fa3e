### The report of a plan.

plan-report-title = Report of a plan
plan-report-of = Report
plan-report-rests = As of { $day }, on the first { $statements } statements of the journal. The same day and number make the same report again.
plan-report-for-members = For members: it holds commitments that are not public.
plan-report-for-public = For the public: it holds only commitments that are public.
plan-report-version-adopted = Version { $number }, adopted, stated { $at }
plan-report-version-not-adopted = Version { $number }, not adopted, stated { $at }
plan-report-of-standing = { $standing }: { $count }
plan-report-measure = { $text }: { $figure } { $unit } by { $day }.
plan-report-figure-evidenced = { $figure } on { $day }, which can be checked.
plan-report-figure-claimed = { $figure } on { $day }, claimed without evidence.
plan-report-last-claim = { $day }: { $text } Evidence: { $evidence }, of which can be checked: { $checked }.
plan-report-last-review = { $day }, { $reviewer }: { $text }
plan-report-dropped = Towards actions that this version no longer has
plan-report-without-note = Organisations may have promised something that is not public.
plan-report-how = How to read a report
plan-report-files = As a file
plan-report-as-html = One HTML file, to send or to print
plan-report-as-xlsx = A workbook (XLSX)
plan-report-as-xml = IATI activity file (XML)
plan-report-public-part = What the public may see
plan-report-reporter = IATI identifier of who publishes
plan-report-reporter-hint = Such as XM-DAC-41127. The file holds public commitments that have an indicator, and figures that can be checked.

## Headings

plan-report-sheet-report = Report
plan-report-sheet-commitments = Commitments
plan-report-sheet-without = Nobody promised
plan-report-sheet-withdrawn = Withdrawn
plan-report-sheet-recommendations = Recommendations
plan-report-what = What
plan-report-value = Value
plan-report-plan = Plan
plan-report-version = Version
plan-report-digest = Digest of the text
plan-report-day = As of
plan-report-statements = Statements of the journal
plan-report-readers = For
plan-report-members = members
plan-report-public = the public
plan-report-generated = This data is generated. No person, organisation or place in it exists.
plan-report-actions = Actions
plan-report-actions-without = Actions towards which nobody promised anything
plan-report-actions-without-public = Actions without a public commitment
plan-report-commitments = Commitments
plan-report-postponed = Postponed
plan-report-withdrawn = Withdrawn
plan-report-action = Action
plan-report-action-text = What the action asks for
plan-report-objective = Objective
plan-report-commitment = Commitment
plan-report-identifier = Identifier
plan-report-maker = Promised by
plan-report-made = Day of the promise
plan-report-due = Last day
plan-report-means = Means
plan-report-indicator = Indicator
plan-report-unit = Unit
plan-report-target = Figure to reach
plan-report-target-day = Reach it by
plan-report-figure = Figure claimed last
plan-report-figure-day = Day of that figure
plan-report-standing = Standing
plan-report-light = Light
plan-report-light-reason = Why this light
plan-report-claimed = Claimed
plan-report-evidenced = Evidenced
plan-report-reviewed = Reviewed
plan-report-days-late = Days late
plan-report-days-postponed = Days postponed
plan-report-postponed-why = Why the last day was moved
plan-report-withdrawn-on = Withdrawn on
plan-report-withdrawn-why = Reason
plan-report-mechanism = Mechanism
plan-report-document = Document
plan-report-year = Year
plan-report-recommendation = Recommendation
plan-report-response = Response
plan-report-answering = Answered by actions

plan-report-mechanism-upr = Universal Periodic Review
plan-report-mechanism-greta = GRETA
plan-report-mechanism-tip-report = Trafficking in Persons Report
plan-report-mechanism-untoc = Review of the Convention against Transnational Organized Crime
plan-report-mechanism-other = Other mechanism
plan-report-response-accepted = Accepted
plan-report-response-noted = Noted
plan-report-response-none = No response

refusal-secretariat-plan-not-adopted = Nobody has adopted this plan yet: { $text }.
    .hint = The public sees a plan once a decision has adopted it. Members see its report before that.
fact-field-statements = statements
fact-field-report = report
fact-field-reporter = identifier of who publishes
fact-rule-there-are-not-so-many-statements = the journal has not so many statements
fact-rule-what-is-published-is-public = what is published is public
fact-rule-an-identifier-has-letters-digits-and-signs = an identifier has letters, digits, hyphens, points, underscores and colons, at most 100

help-plan-report = Report of a plan
    .text =
        The report of a plan says, for every action of the version in force, what was promised, by whom, by when and with what means; how each commitment stands, its light with the rule and the reason, and what is claimed, evidenced and reviewed, side by side. It counts the lights, shows by how many days last days were moved and why, what was withdrawn with the reason, towards which actions nobody promised anything, and which recommendations the plan answers.
        It names the digest of the plan's text, the day on which it was judged, and the number of statements on which it rests. With the same day and number anybody who may see the plan makes the same report again.
        Members see all of it. The public sees the plans that were adopted and the commitments that are public today. Counts in a report for the public are counts of those.
        In the IATI file an organisation's commitments that have an indicator are the results of one activity. The actual figure is that of the last claim that can be checked; a claim without evidence is none. Types, countries and identifiers that nobody stated are left out, and the type of a result is 9 (other).
