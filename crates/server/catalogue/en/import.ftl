# Imports and exports.

import-title = Import a table
import-no-file = No file was chosen.
    .hint = Choose an XLSX, ODS, CSV or TSV file first.
import-nothing-new = This file says nothing new.
    .hint = Everything in it is stated already. Nothing was changed.
import-too-late = This file waited too long and was let go.
    .hint = Hand it over again. Nothing was changed.
import-by-coordinators = Coordinators import tables. You can change what your own organisation does on its page.
drop = Drop a table here, or choose a file
drop-hint = Who does what where, needs, or flows along corridors: XLSX, ODS, CSV or TSV, with HXL hashtags or without, up to 64 MB. Nothing changes before you say so.
how-import = How tables are read
read-file = Read the file
reading = Reading the file …
imports = Imports
file = File
unplaced = Cells not placed
applied = Applied
undone = Undone
as-table = As a table to edit and import again:

at-cell = { $file }, cell { $cell }
at-sheet = { $file }, sheet { $sheet }
at-sheet-cell = { $file }, sheet { $sheet }, cell { $cell }

preview-title = What this file would do
rows-read = { $rows ->
        [one] One row was read.
       *[other] { $rows } rows were read.
    }
of-sheet = Sheet: { $sheet }.
would-change = What would change
nothing-would-change = Nothing: everything in this file is stated already.
new-initiatives = New initiatives
changed-initiatives = Initiatives stated otherwise
same-initiatives = Initiatives already so
new-organisations = New organisations
new-places = New places
new-needs = New needs
changed-needs = Needs stated otherwise
apply = Apply
leave-it = Leave it
unplaced-title = What could not be placed
all-placed = Every cell of the recognised columns was placed.
unplaced-lead = { $count ->
        [one] One cell was not taken as it stands. The rest of its row was.
       *[other] { $count } cells were not taken as they stand. The rest of their rows was.
    }
first-cell = First such cell
why = Why, and what to do
times = Times
repeated-rows = { $count ->
        [one] One row repeats another letter by letter and was taken once.
       *[other] { $count } rows repeat others letter by letter and were taken once.
    }
rows-set-aside = { $count ->
        [one] One row was set aside:
       *[other] { $count } rows were set aside:
    }
columns-title = What each column was taken for
heading = Heading
taken-for = Taken for
samples = Samples
not-recognised = not recognised, not read
by-tag = by its tag
by-heading = by its heading

was-applied = This import was applied.
was-undone = This import was undone: nothing that it stated holds any more.
undo-title = Undo this import
undo-lead = Everything that it stated is taken back as one act; what held before holds again. The journal keeps both.
reason = Reason
undo = Undo

meaning-organisation-name = name of the organisation
meaning-organisation-acronym = short name of the organisation
meaning-organisation-type = kind of organisation
meaning-organisation-id = code of the organisation
meaning-funder = who pays
meaning-implementer = who carries it out
meaning-programme-partner = who takes part
meaning-sector-name = sector by name
meaning-sector-code = sector by code
meaning-activity = activity
meaning-service = service
meaning-pillar = pillar
meaning-side = side
meaning-form = form of exploitation
meaning-sex = sex
meaning-age = age
meaning-age-min = age from
meaning-age-max = age to
meaning-disability = disability
meaning-group = group of people
meaning-origin = origin of people
meaning-latitude = latitude
meaning-longitude = longitude
meaning-corridor-origin = origin of a corridor
meaning-corridor-destination = destination of a corridor
meaning-status = status
meaning-date-start = first day
meaning-date-end = last day
meaning-date-reported = day of the report
meaning-date-confirmed = day of the confirmation
meaning-month = month
meaning-year = year
meaning-capacity = capacity
meaning-budget = budget
meaning-currency = currency
meaning-people = people
meaning-in-need = people in need
meaning-targeted = people targeted
meaning-affected = people affected
meaning-reached = people reached
meaning-concert-id = identifier of Concert
meaning-remarks = remarks
meaning-region-name = region by name
meaning-region-code = region by code
meaning-country-name = country by name
meaning-country-code = country by code
meaning-admin1-name = province by name
meaning-admin1-code = province by code
meaning-admin2-name = district by name
meaning-admin2-code = district by code
meaning-admin3-name = locality by name
meaning-admin3-code = locality by code
meaning-corridor-name = corridor by name
meaning-corridor-code = corridor by code

note-unknown-word = On no list of words that belongs to this column.
note-misspelt = Misspelt, and understood all the same.
note-not-a-count = Not a whole number, a range such as <5, or “withheld”.
note-rounded = A fraction of a person was rounded.
note-not-a-date = Not a date.
note-ambiguous-date = Day and month could be either way round.
note-ends-before-start = The end lies before the start; neither was taken.
note-month-without-year = A month without a year.
note-not-an-amount = Not an amount of money.
note-amount-without-currency = An amount without a currency.
note-not-a-place-code = Not a code of a place.
note-not-a-coordinate = Not a latitude or longitude in degrees.
note-not-an-id = Not an identifier of Concert.
note-lists-differ = Lists in one row do not match; the shorter was not taken.
note-half-a-corridor = One end of a corridor is missing.
note-sectors-disagree = Sector by name and by code do not agree; both were taken.
note-no-organisation = The row names no organisation; it was not taken.
note-no-place = The row names no place; it was not taken.
note-no-figure = The row has no figure; it was not taken.
note-total-differs = A total and the sum of its parts differ by more than rounding.
note-ages-disagree = An age band by sex holds others than by age alone.
note-larger-place = of a place whose parts are in the table.
note-total-of-parts = totals of people who are in the table by sex, age or group.
note-other-breakdown = the same people broken down in another way.
note-incomplete-breakdown = parts of a breakdown that does not sum to the total.
note-disability = people with or without disabilities, who are in other rows as well.
note-all-sectors = of all sectors together, whose people are in the sectors as well.
note-said-before = rows that are alike another in every cell.
