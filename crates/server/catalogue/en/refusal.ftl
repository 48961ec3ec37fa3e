# What was asked cannot be had, because. Each text has a hint: what the reader can do.

refusal-unknown = This was refused ({ $code }).
    .hint = { $text }

refusal-coalition-not-allowed = Only { $allowed } may do this.
    .hint = Ask somebody who may, or ask an administrator for another role.
refusal-coalition-unknown-organisation = Nobody has declared the organisation { $id }.
    .hint = Declare the organisation first, or choose one of the list.
refusal-coalition-unknown-place = Nobody has declared the place { $code }.
    .hint = Choose a place of the list, or ask a coordinator to add it.
refusal-coalition-place-cycle = The place { $code } would lie within itself.
    .hint = Choose another place that holds it.
refusal-coalition-absent = There is no { $what } with the identifier { $id }.
    .hint = It may have been withdrawn, or its import undone. The journal says when.
refusal-coalition-unsound = { $field }: { $rule }.
    .hint = Correct this field and send the form again.
refusal-coalition-still-used = { $count ->
        [one] A later declaration rests on this import: { $example }.
       *[other] { $count } later declarations rest on this import, such as { $example }.
    }
    .hint = Change or withdraw those declarations first; then the import can be undone.
refusal-coalition-name-taken = Somebody else signs in as { $name }.
    .hint = Choose another name.

refusal-coverage-place-cycle = A place lies within itself, by way of the places that hold it.
    .hint = Correct which place holds which, then ask again.
refusal-coverage-parent-unknown = A place names a place that holds it and that nobody declared.
    .hint = Declare the place that holds it, then ask again.
refusal-coverage-too-many-places = There are { $places } places, more than can be numbered.
    .hint = Ask for a part of the region.
refusal-coverage-place-unknown = The place that was asked for is not there.
    .hint = Choose a place of the list.
refusal-coverage-need-place-unknown = A need stands in a place that nobody declared.
    .hint = Declare the place first.
refusal-coverage-no-draws = Nothing is known of a need: it has no draws.
    .hint = State the need with a count or an interval.
refusal-coverage-draw-lengths = Needs with different numbers of draws cannot be added.
    .hint = Make the estimate again with the usual number of draws.
refusal-coverage-capacity = A capacity is not a number that can be used: { $capacity }.
    .hint = Correct the capacity in its file and import it again.
refusal-coverage-half-life = A half-life is not a number of days: { $half_life_days }.
    .hint = State a number of days above zero.
refusal-coverage-too-many-half-lives = There are more different half-lives than { $most }.
    .hint = Use the same half-life for services of the same kind.
refusal-coverage-row-out-of-range = There are more initiatives than { $most }.
    .hint = Ask for a part of the region.
refusal-coverage-level = The level { $level } of an interval does not lie between 0 and 1.
    .hint = Ask for a level such as 0.9.
refusal-coverage-window = A reporting window of { $days } days is too short.
    .hint = Ask for a window of one day or more.
refusal-coverage-two-place-axes = Rows and columns cannot both be places.
    .hint = Choose places for the rows and another axis for the columns.
refusal-coverage-too-many-cells = This matrix would have { $cells } cells; at most { $most } can be shown.
    .hint = Choose a smaller place or another axis.
refusal-coverage-cell-unknown = There is no such cell in this frame.
    .hint = Go back to the frame and choose a cell there.

refusal-estimate-model-list-count = A model cannot have { $lists } lists.
    .hint = Use between two lists and the most that the estimator reads.
refusal-estimate-model-unknown-list = The model names the list { $list }, which is not in the table.
    .hint = Lists are numbered from 1 in the order of the columns.
refusal-estimate-model-repeated-list = { $generator } names a list twice.
    .hint = Name each list once.
refusal-estimate-model-unreadable = { $text } is not written like [12,23,4].
    .hint = Write the terms of the model in square brackets, with commas between them.
refusal-estimate-too-few-lists = Only { $informative } lists hold anybody and differ from each other; { $needed } are needed.
    .hint = Add a list that was kept independently of the others.
refusal-estimate-disconnected-lists = The lists fall into groups that share nobody.
    .hint = Widen the period, or add a list that overlaps with both groups.
refusal-estimate-too-few-overlaps = { $people ->
        [one] Only one person is on two or more lists; { $needed } are needed.
       *[other] Only { $people } people are on two or more lists; { $needed } are needed.
    }
    .hint = Widen the period or the area, or add a list.
refusal-estimate-no-estimable-model = None of { $examined } models has an estimate.
    .hint = Join lists that hardly overlap, or widen the period.
refusal-estimate-model-without-estimate = The model { $model } has no estimate for this table.
    .hint = Choose a model with fewer pairs of lists.
refusal-estimate-replicates-without-estimate = { $without_estimate } of { $replicates } resampled tables have no estimate.
    .hint = The table is too sparse for an honest interval. Widen the period or join lists.
refusal-estimate-interval-too-wide = The interval spans more than a factor of { $limit }.
    .hint = Such an answer does not tell a local problem from a national one. Add a list or widen the period.
refusal-estimate-unstable-without-a-list = Without { $lists } the answer lies outside its own range: between { $lowest } and { $highest }.
    .hint = The answer is an accident of which lists there are. Add a list, or join lists that are kept together.
refusal-estimate-not-reached = The work was ended before this was reached.
    .hint = Ask again and let it come to its end.
refusal-estimate-ledger-not-once = The ledger does not hold every assumption once.
    .hint = Use the ledger that the report came with.
refusal-estimate-ledger-too-long = A note or name is longer than the ledger takes.
    .hint = Say it in fewer words, and put the rest into a document.
refusal-estimate-ledger-unanswered = Not every assumption is answered, and a ledger is signed whole.
    .hint = Say for each whether it holds, is doubtful or fails.
refusal-estimate-empty-lists = Nobody is on these lists, which were left out: { $lists }.
    .hint = Check whether these lists belong to this period and place.
refusal-estimate-nested-list = Everybody on { $inner } is on { $outer } as well, as when one is fed from the other.
    .hint = Leave one of the two out, or say in the report that they depend on each other.
refusal-estimate-pairs-without-overlap = These pairs of lists share nobody: { $pairs }.
    .hint = Check whether they exclude each other by law or by place.
refusal-estimate-sparse-table = { $empty_histories } of { $histories } overlaps between lists are empty.
    .hint = Read the interval with care, or join lists.
refusal-estimate-rival-models-disagree = Models that the table hardly tells apart give very different numbers, from { $lowest } to { $highest }.
    .hint = Report the range of the rivals, not the best one alone.
refusal-estimate-search-not-exhaustive = Not every model was examined, only { $examined }; a better one may exist.
    .hint = Use fewer lists, or allow a longer search.
refusal-estimate-some-replicates-without-estimate = { $method }: { $without_estimate } of { $replicates } resampled tables have no estimate; the interval is over the others.
    .hint = The true interval is rather wider.
refusal-estimate-intervals-differ = { $method }: two ways to the interval give very different upper limits, so that the choice of the model is unstable.
    .hint = Report the wider one.
refusal-estimate-hangs-on-one-person = { $method }: without one person on { $histories } there would be no estimate.
    .hint = Check that person's record before anything is published.
refusal-estimate-list-count = { $lists ->
        [one] One list was given; at least two are needed.
       *[other] { $lists } lists were given; that number cannot be used.
    }
    .hint = Add a list, or join lists that were kept by the same organisation.
refusal-estimate-unnamed-list = List { $position } has no name.
    .hint = Give every column a heading.
refusal-estimate-duplicate-list = Two lists are called { $name }.
    .hint = Give every column a heading of its own.
refusal-estimate-unknown-list = A history names a list that the table does not have.
    .hint = Correct the table and bring it again.
refusal-estimate-seen-on-no-list = The table counts { $count } people who are on no list.
    .hint = Take that row out: how many they are is what the estimate answers.
refusal-estimate-duplicate-history = The history { $history } is given twice.
    .hint = Add the two counts in one row.
refusal-estimate-nobody = The table counts nobody.
    .hint = Check the column of counts.
refusal-estimate-too-many-people = The table counts more people than can be computed with.
    .hint = Check the column of counts.

refusal-figures-not-finite = A figure could not be drawn: one of its numbers is not a number.
    .hint = The table beside it says the same in words.
refusal-figures-out-of-range = A figure could not be drawn: one of its numbers is out of range.
    .hint = The table beside it says the same in words.
refusal-figures-interval-out-of-order = A figure could not be drawn: an interval ends before it begins.
    .hint = The table beside it says the same in words.
refusal-figures-nothing-to-show = A figure could not be drawn: a row has nothing to show.
    .hint = The table beside it says the same in words.
refusal-figures-cell-twice = A figure could not be drawn: a cell was given twice.
    .hint = The table beside it says the same in words.
refusal-figures-bad-id = A figure could not be drawn: its name cannot be used.
    .hint = The table beside it says the same in words.
refusal-figures-unsafe-link = A figure could not be drawn: one of its links is not safe.
    .hint = The table beside it says the same in words.

refusal-journal-no-journal = There is no journal in this folder.
    .hint = Name the data folder, or start Concert once to make a journal.
refusal-journal-held = Another process ({ $holder }) is writing to this journal.
    .hint = Stop it first. Reading beside it is possible.
refusal-journal-busy = Another program keeps the journal locked.
    .hint = Wait a moment and try again.
refusal-journal-not-a-journal = This file is not a journal.
    .hint = Name the data folder of Concert.
refusal-journal-newer = This journal was written by a newer version of Concert.
    .hint = Install that version, or a later one.
refusal-journal-older = This journal has to be brought up to date first.
    .hint = Start Concert once with this data folder.
refusal-journal-not-closed = The last writer was interrupted, and the folder cannot be written.
    .hint = Copy the folder to a place where it can be written, and read it there.
refusal-journal-key-reused = This request was sent before with other content.
    .hint = Send it again under a new key.
refusal-journal-key-length = The key of the request is empty or too long.
    .hint = Send a key of 1 to 200 letters.
refusal-journal-body-too-long = One statement is too long to be kept.
    .hint = Shorten its text, or its boundary.
refusal-journal-out-of-range = The journal has { $size } statements; { $asked } lies beyond them.
    .hint = Choose a statement of the list.

refusal-secretariat-opened-to-read = This journal was opened for reading only.
    .hint = Stop the process that writes to it, or ask that one.
refusal-secretariat-no-reader = This instance was started without a program that reads files.
    .hint = Start it with “concert serve”, or use “concert import”.
refusal-secretariat-no-method = No method was chosen.
    .hint = Choose at least one assumption to estimate under.
refusal-secretariat-replicates = That number of replicates cannot be computed.
    .hint = Choose a number from { $fewest } to { $most }.
refusal-secretariat-too-many-runs = Too many estimates are waiting to be computed.
    .hint = Wait until one of them is finished, or stop one.
refusal-secretariat-run-gone = Nothing is kept of this estimate.
    .hint = It was not finished when the server stopped, or it gave way to newer ones. Hand the table in again.
refusal-secretariat-run-interrupted = This estimate was stopped before its end and cannot be recorded.
    .hint = Hand the table in again with the same settings and let it come to its end.
refusal-secretariat-run-without-range = This report gives no range that could be recorded.
    .hint = It says why. Add a list or widen the period.
refusal-secretariat-interrupted = The work was ended before it was done.
    .hint = Start it again.

# Rules that a file broke.

refusal-exchange-empty = There is nothing in it.
refusal-exchange-not-a-table = The content is not a table but { $found }.
refusal-exchange-old-or-locked-workbook = It is an old workbook, or one that is locked with a password.
refusal-exchange-unsupported-workbook = Workbooks of the kind { $format } are not read.
refusal-exchange-nested-archive = It is a compressed file within a compressed file.
refusal-exchange-no-workbook-in-archive = It is an archive that holds no workbook.
refusal-exchange-damaged-archive = The archive is damaged: { $detail }.
refusal-exchange-too-many-parts = The archive has { $found } parts; at most { $limit } are read.
refusal-exchange-inflates-too-far = It unpacks to more than { $limit } bytes.
refusal-exchange-inflates-too-steeply = It unpacks to more than { $limit } times its size.
refusal-exchange-declares-entities = The part { $part } declares a document type, which no spreadsheet needs.
refusal-exchange-damaged-workbook = The workbook is damaged: { $detail }.
refusal-exchange-too-large = It has { $found } bytes; at most { $limit } are read.
refusal-exchange-too-many-sheets = It has more than { $limit } sheets.
refusal-exchange-too-many-rows = It has more than { $limit } rows.
refusal-exchange-too-many-columns = There is text in column number { $found }; at most { $limit } columns are read.
refusal-exchange-too-many-cells = It has more than { $limit } cells.
refusal-exchange-cell-too-long = A cell has more than { $limit } letters.
refusal-exchange-too-much-text = It holds more than { $limit } bytes of text.
refusal-exchange-rows-out-of-order = A row stands after a later one.
refusal-exchange-quote-never-closed = A quotation mark is opened and never closed.
refusal-exchange-reader-stopped = Reading was stopped ({ $how }): the file asks for more time or memory than a table needs.
refusal-exchange-reader-misbehaved = Reading was stopped: the reader answered with what it may not answer ({ $detail }).
refusal-exchange-changed-while-read = The file changed while it was read.
refusal-exchange-no-table = No row of headings with rows below it was found.
refusal-exchange-missing-column = There is no column for: { $meaning }.
refusal-exchange-no-count-column = There is no column of counts.
refusal-exchange-no-lists = There is no column of zeros and ones.
refusal-exchange-too-many-lists = There are { $found } lists; at most { $limit } are read.
refusal-exchange-not-zero-or-one = “{ $text }” is neither 0 nor 1.
refusal-exchange-not-a-count = “{ $text }” is not a whole number.
refusal-exchange-history-of-nobody = A count is given of people who are on no list.
refusal-exchange-history-twice = The same history stands in row { $first } already.

# What a person can do about it.

remedy-choose-another-file = Bring another file.
remedy-save-as-spreadsheet = Open it in a spreadsheet program and save it as XLSX, ODS or CSV, without a password.
remedy-unpack = Unpack the archive and bring the table that is in it.
remedy-send-again = Ask for the file again: this copy is broken.
remedy-split-table = Bring the table in several smaller files.
remedy-clear-stray-cells = Remove what stands far outside the table.
remedy-shorten-cell = Shorten the text of this cell.
remedy-close-quote = Close the quotation mark, or write it twice.
remedy-add-headings = Give the columns headings, or HXL tags below them.
remedy-fix-cell = Correct this cell.
remedy-use-listed-word = Use a word or code of the list that belongs to this column.
remedy-write-iso-date = Write dates as 2024-05-31.
remedy-nothing = Nothing needs to be done.

# Facts that refusals name.

fact-allowed-administrators = administrators
fact-allowed-coordinators = coordinators
fact-allowed-members-of-the-organisation = members of the organisation

fact-what-initiative = initiative
fact-what-import = import
fact-what-need = need
fact-what-user = user
fact-what-estimate = estimate
fact-what-place = place
fact-what-organisation = organisation
fact-what-statement = statement

fact-field-names = Name
fact-field-name = Name
fact-field-password = Password
fact-field-reason = Reason
fact-field-draws = Draws
fact-field-boundary = Boundary
fact-field-places = Places
fact-field-period = Period
fact-field-title = Title
fact-field-remarks = Remarks
fact-field-source = Source
fact-field-quantity = Quantity
fact-field-capacity = Capacity
fact-field-organisation = Organisation
fact-field-start = First day
fact-field-end = Last day
fact-field-role = Role
fact-field-level = Level
fact-field-share = Share
fact-field-statement = Statement
fact-field-on = Day

fact-rule-an-estimate-has-draws = an estimate has draws
fact-rule-an-organisation-has-a-name = an organisation has a name
fact-rule-a-place-has-a-name = a place has a name
fact-rule-longitudes-lie-between-180-and-180-latitudes-between-90-and-90 = longitudes lie between −180 and 180, latitudes between −90 and 90
fact-rule-a-boundary-has-at-most-100-000-points = a boundary has at most 100,000 points
fact-rule-an-initiative-has-at-least-one-place = an initiative has at least one place
fact-rule-an-initiative-ends-after-it-starts = an initiative ends after it starts
fact-rule-this-cannot-be-left-empty = this cannot be left empty
fact-rule-this-text-is-too-long = this text is too long
fact-rule-a-password-has-12-characters-or-more = a password has 12 letters or more
fact-rule-this-is-not-a-count = write a whole number, or a range such as 10-20
fact-rule-this-is-not-a-day = write a day as 2026-05-31
fact-rule-this-is-not-one-of-the-list = choose one of the list
fact-rule-a-corridor-and-nothing-else-has-a-code-of-two-ends = a corridor, and nothing else, has a code of two ends
fact-rule-a-period-ends-after-it-starts = a period ends after it starts
fact-rule-a-share-lies-between-0-and-1 = a share lies between 0 and 1
fact-rule-a-statement-has-at-most-8-mib = a statement has at most 8 MiB
fact-rule-an-estimate-has-at-most-100-000-draws = an estimate has at most 100,000 draws
fact-rule-draws-are-finite-numbers-that-are-zero-or-more = draws are finite numbers that are zero or more
