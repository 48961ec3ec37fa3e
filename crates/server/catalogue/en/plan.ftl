### The plan of action.

statement-plan-stated = Plan stated

## Pages

nav-plans = Plans
plan-title = Plan of action
plans-lead = A plan says what is to be done and who is asked. Commitments are promises towards one of its actions.
how-plan = How plans work
plans-none = No plan has been stated yet.
plan-applies = Applies in
plan-everywhere = Everywhere
plan-actions = Actions
plan-version = Version
plan-adopted = Adopted
plan-not-adopted = Not adopted
plan-version-number = Version { $number }
plan-version-in-force = Version { $number } of { $latest }, in force, stated { $at }
plan-version-other = Version { $number } of { $latest }, not in force, stated { $at }
plan-in-force = in force
plan-keeper = Kept by
plan-kept-by-all = The coordinators of the coalition
plan-under = Carries out
plan-carried-out-by = Carried out by
plan-source = Source
plan-paraphrase = This is a paraphrase, not the official text.
plan-by-side = Actions by side
plan-of-side = { $side }: { $count }
plan-digest = Digest of the text
plan-every-pillar = Every pillar
plan-both-sides = Both sides
plan-shown = { $shown } of { $count ->
    [one] one action
   *[other] { $count } actions
} shown.
plan-no-objective = Actions without objective
plan-asked = Asked of:
plan-due = By { $day }.
plan-after = After { $codes }.
plan-indicator = Seen by:
plan-elsewhere = Also in:
plan-table-of = The table of this plan, to change and to state again
plan-versions = Versions
plan-next-version = State the next version
plan-next-hint = A table in the same columns. The versions before it stay.
plan-new = State a plan
plan-name = Name
plan-name-hint = A plan from a template keeps the name of the template if this is left empty.
plan-places-hint = Codes of places; leave empty for a plan that applies everywhere.
plan-template = Begin from
plan-no-template = A table of my own
plan-template-hint = These come with the program, in our own words.
plan-table = Table
plan-table-hint = XLSX, ODS or CSV with the columns number, text and asked; objective, pillar, side, form, population, from, due, after, indicator and reference may be there. The table of a plan made from a template shows all of them.
plan-state = State
plan-no-table = No table was chosen.
    .hint = Choose a file, or a plan to begin from.
plan-no-name = The plan has no name.
    .hint = Give it the name by which it is known.

kinds-state = states
kinds-intergovernmental = intergovernmental organisations
kinds-ngo = non-governmental organisations
kinds-private = companies
kinds-academic = universities
kinds-other = others

help-plan = Plan of action
    .text =
        A plan is a document of objectives and actions. It is always stated whole: each version is one statement of the journal with a digest of its text, and no version is ever changed. The version in force is the one that a decision adopted last, or the latest of a plan on which nobody decided.
        An action has a number, a text, its pillars, sides and forms, those who are asked, and perhaps days, indicators, and actions that come first. A plan is refused, with the row, where a number stands twice, an action asks nobody, days are out of order, or actions wait for each other in a circle.
        The plans to begin from are paraphrases in our words. Compare with the official texts before you quote them.

## Refusals

refusal-coalition-action-without-number = The action “{ $text }” has no number.
    .hint = Give every action a number of its own, such as 2.3.
refusal-coalition-two-of-one-number = The number { $code } stands twice.
    .hint = Give one of the two another number.
refusal-coalition-action-without-text = Action { $code } says nothing.
    .hint = Say what is to be done.
refusal-coalition-objective-without-number = The objective “{ $text }” has no number.
    .hint = Give every objective a number of its own, such as 2.
refusal-coalition-objective-without-text = Objective { $code } says nothing.
    .hint = Say what is to be reached.
refusal-coalition-action-asks-nobody = Action { $code } asks nobody.
    .hint = Name who is to do it: an organisation, a kind of organisation, or words such as “states of origin”.
refusal-coalition-due-before-start = Action { $code } is due on { $due }, before it starts on { $from }.
    .hint = Put the two days in order.
refusal-coalition-no-such-number = Action { $code } names { $named }, which this plan does not have.
    .hint = Correct the number, or add what it names.
refusal-coalition-action-waits-for-itself = These actions wait for each other in a circle: { $circle }.
    .hint = Take one of them out of what comes before another.
refusal-coalition-plan-under-itself = The plan would carry out itself.
    .hint = Leave out the plan that already carries out this one.
refusal-coalition-unknown-action = The plan { $plan } has no action { $code }.
    .hint = Look up the number in that plan.
refusal-secretariat-not-a-day = This is not a day: { $text }.
    .hint = Write days as { $allowed }.
refusal-secretariat-not-a-reference = This is not a reference: { $text }.
    .hint = Write the text and the passage, such as { $allowed }, or PLAN#NUMBER for an action of another plan.
refusal-secretariat-indicators-uneven = The columns of indicators do not have equally many entries.
    .hint = Separate several by semicolons, in the same order in indicator, indicator-text and indicator-unit.

## Fields and rules

fact-rule-a-plan-has-a-name = a plan has a name
fact-field-actions = Actions
fact-rule-a-plan-has-at-least-one-action = a plan has at least one action

## What everybody may read

public = What everybody may read
public-lead = Adopted plans, and what members promised and how they were reviewed, from the day that each of them set.
public-plans = Adopted plans
public-no-plan = No plan was adopted yet.
public-members = Members
public-who = Member
public-no-member = No member has made anything public yet.
public-member = What a member made public
public-member-lead = Commitments and reviews from the day that this member set. What it keeps to the coalition is not here.
