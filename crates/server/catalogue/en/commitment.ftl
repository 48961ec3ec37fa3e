### The pages of commitments.

nav-commitments = Commitments
commitment = Commitment
commitments-lead = What organisations have promised towards the actions of plans, and how far it is: as they claim, as can be checked, and as somebody independent found.
how-commitments = How commitments work
commitments-found = { $count ->
    [one] One commitment.
   *[other] { $count } commitments.
}
commitments-of-plan = Towards the
commitments-all = Show all commitments
commitments-none = Nobody has promised anything of this kind. A commitment is made towards an action of a plan.
commitment-words = Words in the text
commitment-within = Due within days
commitment-stands = Standing
commitment-light = Traffic light
commitment-due = Last day
commitment-made = Day of the promise
commitment-maker = Promised by
commitment-action = Action
commitment-action-dropped = The version in force has no such action any more.
commitment-what = What is promised
commitment-text = Promise
commitment-nothing-said = Nothing yet
commitment-claimed = Claimed
commitment-claimed-how = what the maker says
commitment-evidenced = Evidenced
commitment-evidenced-how = what of that can be checked
commitment-reviewed = Reviewed
commitment-reviewed-how = what somebody independent found
commitment-changed-since = Changed since its last review
commitment-postponed = postponed, days: { $days }
commitment-brought-forward = brought forward, days: { $days }
commitment-standing-late-by = { $standing }, days late: { $days }
commitment-was-withdrawn = Withdrawn { $at }.

commitment-standing-waiting = Waiting
commitment-standing-running = Running
commitment-standing-due-soon = Due soon
commitment-standing-late = Late
commitment-standing-complete = Complete
commitment-standing-withdrawn = Withdrawn

## The traffic light

light-green = Green
light-amber = Amber
light-red = Red
light-off = Not judged
light-why-withdrawn = It was withdrawn, so nothing is expected of it.
light-why-waiting = It waits for another commitment and cannot be late before that.
light-why-complete = A reviewer found all of it done.
light-why-late = Its last day has passed and no reviewer found it complete. Days late: { $late }.
light-why-far-behind = { $expected } is expected by now and { $level } counts. Levels behind: { $behind }.
light-why-behind = { $expected } is expected by now and { $level } counts. Levels behind: { $behind }.
light-why-silent = It is as far as expected, and nothing was claimed for long. Days silent: { $silent }.
light-why-as-expected = It is as far as expected: { $level } counts.
commitment-light-why = How the light came about
light-time = Time that has passed
light-expected = Expected by now
light-level = Level that counts
light-behind = Levels behind
light-silent = Days since the last claim
light-rule-title = The rule
light-rule = Expected is started when { $started } of the time has passed, partial at { $partial }, substantial at { $substantial }, complete after the last day. What counts is what a reviewer found, else what is evidenced; a claim without evidence counts for nothing. Amber from one level behind, or when nothing was claimed for more days than { $days }. Red from so many levels behind: { $levels }; and when it is late. Postponing and changes after a review change no colour and are told beside it. These thresholds are a convention of this program.
how-light = More on the light
commitment-level-rests = { $level } ({ $basis })
commitment-basis-reviewed = reviewed
commitment-basis-evidenced = evidenced, not reviewed
commitment-basis-nothing = neither reviewed nor evidenced

## What is promised

commitment-means = Means
commitment-means-hint = What you put in. Leave a row empty that you do not need.
commitment-means-kind = Kind
commitment-means-amount = Amount
commitment-means-words = Currency, unit, or words of the policy
commitment-means-capacity = { $units } { $unit }
commitment-means-staff = People: { $people }
commitment-kind-money = Money
commitment-kind-capacity = Capacity
commitment-kind-staff = Staff
commitment-kind-policy = Policy or law
commitment-cells = Where it is to be felt
commitment-cells-hint = Cells of the frame. Without a cell its effect cannot be looked for.
commitment-no-cell = No cell is named: its effect cannot be looked for.
commitment-measure = Indicator
commitment-measure-hint = By what one would see that it is kept.
commitment-counted = What is counted
commitment-unit = Unit
commitment-before = Figure before
commitment-before-on = Day of that figure
commitment-to-reach = Figure to reach
commitment-to-reach-on = Reach it by
commitment-baseline = Before: { $figure } { $unit } on { $day }
commitment-target = To reach: { $figure } { $unit } by { $day }
commitment-condition = Waits for
commitment-condition-hint = It waits until another commitment is reviewed at a level, and cannot be late before that.
commitment-condition-met = That is reached.
commitment-condition-open = That is not reached yet.
commitment-condition-vain = That was withdrawn before it was reached.
commitment-waited-for = Waited for by
commitment-other = Identifier of the other commitment
commitment-public = Public from
commitment-public-hint = Members see it at once. Without a day the public never does.
commitment-never-public = Never: for members only
commitment-promised-hint = Where it was promised before today.
commitment-maker-hint = The name of an organisation that is registered, or its identifier.
commitment-reason-hint = It stands in the history for good.
form-unreadable = This cannot be read: { $text }.
    .hint = Correct the field before the colon, or complete it. Whole numbers are written in digits, without separators.

## What is done with it

commitment-new = Make a commitment
commitment-change = Change this commitment
commitment-claims = Claims and their evidence
commitment-no-claims = The maker has claimed nothing yet.
commitment-claim = Claim progress
commitment-level = Level
commitment-done = What was done
commitment-figure = What the indicator stands at
commitment-figure-at = Indicator: { $figure }
commitment-evidence = Evidence
commitment-evidence-hint = A claim counts once somebody else could check it: an initiative, a statement, or a document with an address or a digest.
commitment-not-evidenced = No evidence: this is claimed only.
commitment-can-be-checked = can be checked
commitment-evidence-gone = An initiative that was withdrawn
commitment-estimate = An estimate
commitment-no-initiative = No initiative
commitment-document = Title of a document
commitment-address = Its address
commitment-sha256 = Its SHA-256 digest
commitment-statement = Number of a statement of the journal
commitment-reviews = Review
commitment-review = Review this commitment
commitment-reviewer = Reviewer
commitment-reviewer-is = Reviewed by
commitment-no-reviewer = Nobody was named to review it yet.
commitment-name-reviewer = Name who reviews it
commitment-reviewer-hint = An organisation other than the maker. Only its members can then review, and none of them who stated anything of this commitment.
commitment-found = What was found
commitment-judges = Judges the claim
commitment-judges-none = No claim: what was seen without one
commitment-withdraw = Withdraw this commitment
commitment-withdraw-hint = It stays in the journal, with your reason. Nobody counts it any more.
commitment-pairs = Matched pledges
commitment-brings-policy = this commitment brings the policy, that one the money or capacity.
commitment-brings-means = this commitment brings the money or capacity, that one the policy.
commitment-pair-proposed = proposed
commitment-pair-agreed = agreed
commitment-pair-ended = ended
commitment-pair-asked = { $standing }, asked: { $asked }
commitment-pair-accept = Agree
commitment-pair-end = Decline or end
commitment-pair-propose = Propose to match it with another pledge
commitment-pair-hint = The policy of one organisation is matched with the money or capacity of another. The end of the address of a commitment is its identifier.
commitment-what-changed = Changed
commitment-first-version = As it was made
commitment-field-text = promise
commitment-field-action = action
commitment-field-due = last day
commitment-field-means = means
commitment-field-cells = cells
commitment-field-measure = indicator
commitment-field-condition = condition
commitment-field-public-from = public from

## On the page of a plan

plan-commitments = Commitments: { $count }
plan-worst-light = worst light:
plan-all-waiting = none judged
plan-promise = Promise something
plan-health = Promised
plan-health-line = Actions with a commitment: { $with } of { $actions }. Commitments: { $count }; claimed { $claimed }, evidenced { $evidenced }, reviewed { $reviewed }; late { $late }, complete { $complete }.
plan-health-without = Actions that name no organisation and that nobody promised: { $unowned }. Commitments without a cell: { $cell }.
plan-health-dropped = Towards actions that this version dropped: { $dropped }.
plan-health-lateness = Median days late, of those late or complete: { $days }.

help-commitment = Commitments
    .text =
        A commitment is what one organisation promises towards one action of a plan, by a day. It is always stated whole; a change is another statement with a reason, and every version stays. The maker and the day of the promise never change. Moving the last day does not hide: the days by which it was moved stand beside it.
        It is waiting while its condition is not met, due soon from 30 days before its last day, and late the day after it. Only a review that finds all of it done closes it, and a later review at a lower level opens it again. One that is withdrawn counts nowhere.
        It is for those who are signed in until the day from which it is public. A policy of one maker can be matched with the money or capacity of another: the pair holds once both have agreed.
help-fit = Gaps that fit our means
    .text =
        N is the need over its draws, S the supply that is there, c what could be added in a year: the gap that c would close if all of it went to this one need. Where a need is in doubt that is less than both the gap and c, because in some draws there is less to close. Without c the whole gap is shown.
        Needs are sorted by the share of the expected gap of their pillar and side in the place that would be closed, because pillars have different units. Only needs are shown whose gap is likely or certain. Among equals those come first that the organisation serves already, then those in countries where it works.
        Actions are those of plans in force for the place whose pillar, side, form and population fit, that ask the organisation or its kind and whose last day is not over; those with the fewest open commitments first. What was promised there is not taken off the gap: a promise helps nobody until it is kept.
help-progress = Levels of progress
    .text =
        None: nothing that can be seen was done. Started: work has begun; nothing of what was promised is there yet. Partial: some of what was promised is there, the larger part is not. Substantial: the larger part is there, something of it is not. Complete: everything that was promised is there. The middle three follow the completion levels of the Open Government Partnership.
        Three levels stand side by side and are never merged. Claimed is what the maker said last. Evidenced is the level of the last claim that somebody else could check, and never more than is claimed. Reviewed is what a member of another organisation found, who was named for it and stated nothing of the commitment.
        Levels are not amounts: substantial is not twice partial.
help-traffic-light = Traffic light
    .text =
        The light compares the level that counts with the share of the time that has passed. What counts is what a reviewer found; where nobody has reviewed, what is evidenced; a claim without evidence counts for nothing.
        Started is expected at 25 % of the time, partial at 50 %, substantial at 75 %, complete after the last day. Green: as far as expected, or complete. Amber: one level behind, or nothing claimed for more than 180 days. Red: two levels behind or more, or late. Not judged: waiting or withdrawn.
        The thresholds are a convention of this program, not a finding. Days postponed, and a change after the last review, change no colour and are told beside it.

## Recommendations

refusal-secretariat-unknown-addressee = Nobody is registered as { $text }.
    .hint = Write the code of a place, or the name or identifier of one organisation.
refusal-secretariat-unknown-answer = No plan in force has this action: { $text }.
    .hint = Write { $allowed }, with semicolons between several.

## Gaps that fit our means

commitment-fit = Gaps that fit our means
fit-lead = Where a pledge would close most: open needs, the actions of plans that ask for it, what is promised there already, and policies of others that wait for means.
fit-organisation = Who would pledge
fit-capacity = What could be added
fit-capacity-hint = What could be added: people or cases in a year. Left empty, gaps are shown whole. In brackets stands the share of the gap of the same pillar and side.
fit-found = { $count ->
    [one] One open need fits.
   *[other] { $count } open needs fit.
}
fit-none = No need here is likely to be open.
fit-closes = Would close
fit-promised = Promised there
fit-nothing = Nothing
fit-actions = Actions to promise towards
fit-no-action = No plan in force asks for this
fit-more-actions = { $count ->
    [one] and one more
   *[other] and { $count } more
}
fit-more-pledges = { $count ->
    [one] and one more
   *[other] and { $count } more
}
fit-policies = Policies that wait for means
fit-no-policy = None
nearness-here = you serve it
nearness-same-country = you work in this country
nearness-elsewhere = you do not work in this country

## Drafts

drafts = Drafts
drafts-lead = What you have begun to promise. Only members of your organisation see it; nothing here has been promised.
drafts-none = There is no draft. One is kept from the form of a new commitment.
draft-hint = A draft is for your organisation only. A commitment is seen by all members and stays on record.
draft-keep = Keep as a draft
draft-drop = Drop the draft
draft-without-text = Without text
commitment-make = Make the commitment
