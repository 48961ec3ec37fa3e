# Initiatives, organisations, places and the journal.

initiative = Initiative
initiative-untitled = Initiative without a title
initiatives-found = { $count ->
        [0] No initiative fits.
        [one] One initiative.
       *[other] { $count } initiatives.
    }
initiatives-of-which-active = { $count ->
        [one] one initiative, { $active } under way
       *[other] { $count } initiatives, { $active } under way
    }
initiatives-naming-it = Initiatives that name it
search-words = Words in the title or the organisation's name
search-place = Name or code of a place
place-code = Code of a place
title = Title
organisation = Organisation
where = Where
what = What
status = Status
capacity = Capacity in a year
capacity-hint = How many people (or cases, for prosecution) in a year: 40, 10-20, <5.
pillars = Pillars
sides = Sides
forms = Forms of exploitation
for-whom = For whom
for-whom-hint = Leave a group empty if the initiative makes no distinction there.
sector = Sector
service = Service
period = Period
first-day = First day
last-day = Last day
partners = Partners
funder = Funder
budget = Budget
remarks = Remarks
places-hint = Codes of places, one a line.
where-from = Where this comes from
confirmed-on = confirmed on { $day }
confirm-title = Is the capacity still right?
confirm-lead = A figure that nobody confirms counts for less from week to week.
confirm-button = Confirm
edit-title = What the initiative is
declare-initiative = Declare an initiative
history = History

acronym = Short name
kind = Kind
under-way = Under way
last-report = Last report
works-in = Also works in
organisations-found = { $count ->
        [0] No organisation fits.
        [one] One organisation.
       *[other] { $count } organisations.
    }

code = Code
level = Level
names = Names
point = Point
lies-in = Lies in
frame-of-place = Its frame
places-found = { $count ->
        [0] No place fits.
        [one] One place.
       *[other] { $count } places.
    }

statement = Statement
statement-number = Statement { $index }
journal-lead = Everything that anybody stated, in order. Nothing here is ever changed or removed; a correction is a new statement.
how-proven = How this is proven
number = Number
when = When
import = Import
part-of-import = part of an import
stated-by = Stated by
about = About
see-subject = See it as it is now
source-row = { $file }, row { $row }
source-sheet-row = { $file }, sheet { $sheet }, row { $row }
cells-read = The cells of that row
column = Column
cell-text = Text
raw = As it stands in the journal
proof-title = Proof
proof-words = { $hashes ->
        [0] This is the only statement of the journal.
        [one] This statement is number { $index } of a journal of { $size }. With the hash below anybody can recompute the root, and see that the statement stands there unchanged.
       *[other] This statement is number { $index } of a journal of { $size }. With the { $hashes } hashes below anybody can recompute the root, and see that the statement stands there unchanged.
    }
proof-leaf = Commitment to this statement
proof-path = Hashes on the way to the root
proof-root = Root

field-id = Identifier
field-names = Names
field-name = Name
field-acronym = Short name
field-kind = Kind
field-works-in = Also works in
field-code = Code
field-level = Level
field-parent = Lies in
field-point = Point
field-organisation = Organisation
field-title = Title
field-pillars = Pillars
field-sides = Sides
field-forms = Forms
field-population = For whom
field-sector = Sector
field-service = Service
field-places = Places
field-period = Period
field-status = Status
field-capacity = Capacity
field-confirmed = Confirmed
field-partners = Partners
field-funder = Funder
field-remarks = Remarks
field-place = Place
field-pillar = Pillar
field-side = Side
field-form = Form
field-basis = Basis
field-quantity = What was counted
field-method = Method
field-source = Source
field-share = Share
field-people = People
field-article = Figure of the article
field-initiative = Initiative
field-on = Day
field-reason = Reason
field-import = Import
field-file = File
field-digest = Digest of the file
field-format = Format
field-rows = Rows
field-unplaced = Cells not placed
field-user = User
field-role = Role
field-closed = Closed
field-generated = Generated
field-seed = Seed
field-lists = Lists
field-observed = People on any list
field-model = Model
field-need = Need
