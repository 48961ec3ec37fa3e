# Why lists were not linked, encoded or counted. Each text has a hint: what the reader can do.

# Lists in the clear.

refusal-linkage-nothing-in-common = No column says the same thing in two of the lists.
    .hint = Say what the columns mean, as HEADING=FIELD. Two lists need a name, a birth or a number in common.
refusal-linkage-too-many-records = The lists together have more records than can be compared at once.
    .hint = Take a shorter period or a smaller place.
refusal-linkage-nothing-tells-apart = What the lists have in common is the same for too many people: it does not tell { $records } records apart.
    .hint = Add columns that say who somebody is, such as a date of birth, a place or a number. Check what the columns were taken for.
refusal-linkage-training-failed = Pairs that were held for one person disagree on sex too often, so that what was learned is not who is who.
    .hint = Check the columns of sex and of names, and say what they mean. Nothing was linked.
refusal-linkage-interrupted = The work was ended before it was done.
    .hint = Ask again and let it come to its end.
refusal-linkage-sex-disagrees = Pairs that are held for one person disagree on sex more often than it is recorded wrongly.
    .hint = Check the columns of sex, and look at some pairs before the linkage is used.
refusal-linkage-blocking-misses = Many pairs of records of one person were probably never compared, for they have too little in common.
    .hint = Nobody can tell who they are. An estimate joins as many people by chance as are likely to be one, so that it is right on the average and less sure. Add columns, or correct those with many gaps.
refusal-linkage-unchecked-odds = There are too few links to hold them against each other: how sure they are rests on the model alone.
    .hint = Look at some pairs yourself before the linkage is used.
refusal-linkage-nobody-twice = No two records are held for one person. Either nobody is on two lists, or the lists are too short or say too little to learn what one person looks like.
    .hint = If you know of somebody who is on two of them, add columns such as age, sex or a number, or link longer lists.

# Who is who, and how many.

refusal-linkage-too-many-lists = { $lists } lists are more than can be linked at once.
    .hint = Join lists that are kept together, or leave some out.
refusal-linkage-too-many-lists-to-count = { $lists } lists are more than people can be counted over.
    .hint = Join lists that are kept together, or leave some out.
refusal-linkage-clean-for-other-lists = It was said of another number of lists than { $lists } whether anybody stands on them twice.
    .hint = Say it of every list, once.
refusal-linkage-no-such-record = A pair or a decision names a record that no list has.
    .hint = Use pairs and decisions that were made from these very lists.
refusal-linkage-not-a-scored-pair = A pair does not name two records in order, or says nothing of how likely they are one person.
    .hint = Compare the lists again.
refusal-linkage-partition-setting = A setting of the linkage is out of its range.
    .hint = Use the usual settings.
refusal-linkage-decisions-contradict = Two records were decided to be two people and, by way of other decisions, to be one.
    .hint = Look at these decisions again and take one of them back.
refusal-linkage-decision-against-clean-list = Two records of a list on which nobody stands twice were decided to be one person.
    .hint = Take the decision back, or do not say of this list that nobody stands on it twice.
refusal-linkage-other-records = The linkage is not about the same records as the lists.
    .hint = Link these lists again.
refusal-linkage-no-such-list = Made-up records were stated for a list that is not there.
    .hint = Bring the same lists as were linked.
refusal-linkage-more-decoys-than-people = More made-up records were stated for a list than there are people on it alone. Made-up records match nobody, so their number or the linkage is wrong.
    .hint = Ask whoever encoded the list for the file as it was written, and link again. A list of a few dozen records cannot always be told from made-up ones: then wait until it is longer.

# Rows of bits.

refusal-linkage-different-lengths = The encodings of the two lists are of different lengths.
    .hint = Compare lists that were encoded in one round.
refusal-linkage-threshold-out-of-range = The least likeness that was asked for cannot be used.
    .hint = Ask for a likeness above 0 and at most 1.
refusal-linkage-too-many-rows = A list has more rows than can be numbered.
    .hint = Take a shorter period or a smaller place.
refusal-linkage-rows-too-long = The encodings are longer than can be compared.
    .hint = Bring encodings that were made in a round.
refusal-linkage-no-such-path = This computer cannot compare in the way that was asked for.
    .hint = Leave the choice to the program.
refusal-linkage-hashing-out-of-range = Nothing could be found by the search that was asked for.
    .hint = Use the usual settings.
refusal-linkage-recall-out-of-range = The share of pairs that is to be found cannot be promised.
    .hint = Ask for a share above 0 and below 1, such as 0.99.
refusal-linkage-no-such-diffusion = Bits cannot be mixed in this way.
    .hint = Use the usual settings of a round.
refusal-linkage-no-matches = Hardly any two records are more alike than some are by chance, so nobody can be said to be on two lists.
    .hint = Check that the lists are of the same place and period. A round with more fields tells people apart better.
refusal-linkage-not-matches = What was taken for one person does not look like it: many records have several partners that are as good as the best.
    .hint = The fields of the round say the same of too many people. Open a round with more fields, and encode the lists again.
refusal-linkage-not-apart = Records are alike, but hardly any so much that two people could not be: the lists share hardly anybody, or what they say fits too many people.
    .hint = If nobody stands twice on a list, say so when it is encoded: then it shows how alike strangers are. Check that the lists are of the same place and period. A round with more fields tells people apart better.

# Encodings.

refusal-linkage-encoding-setting = The round cannot have { $setting } of { $value }.
    .hint = Choose a number from { $low } to { $high }.
refusal-linkage-encoding-version = The round has settings of a version that this program does not know.
    .hint = Use the version of Concert with which the round was opened.
refusal-linkage-encoding-no-field = The fields of the round say nothing of who somebody is.
    .hint = Choose fields that tell people apart, such as names and the date of birth.
refusal-linkage-encoding-no-column = The list has none of the fields of the round.
    .hint = Say what its columns mean, as HEADING=FIELD, or open a round with fields that the list has.
refusal-linkage-encoding-empty = There is nobody on the list.
    .hint = Check whether this is the right file.
refusal-linkage-encoding-ragged = A column has another number of rows than the list has records.
    .hint = Check that every row of the list has all its cells, and encode it again.
refusal-linkage-encoding-other-keys = The answers of the holders belong to another round or to other settings.
    .hint = Ask the holders again, in this round.
refusal-linkage-encoding-missing-keys = { $count ->
        [one] One part of a record has no key: the holders were asked for another list.
       *[other] { $count } parts of records have no key: the holders were asked for another list.
    }
    .hint = Bring answers to a request that was made from this very list. If the list has changed, ask again.
refusal-linkage-encoding-other-round = The two lists were encoded in different rounds.
    .hint = Encode both in one round.
refusal-linkage-encoding-other-settings = The two lists were encoded with different settings.
    .hint = Encode both in one round.
refusal-linkage-encoding-length = Row { $row } has { $found } bits where { $expected } are expected.
    .hint = Bring the file as it was written when the list was encoded in this round.
refusal-linkage-encoding-not-base64 = Row { $row } cannot be read as an encoding.
    .hint = Bring the file as it was written, unchanged by any other program.
refusal-linkage-encoding-not-a-file = The file is not a list of encodings.
    .hint = Bring the file that was written when the list was encoded.
refusal-linkage-encoding-ones = Row { $row } cannot be an encoding with the settings of this round.
    .hint = Bring the file as it was written when the list was encoded in this round.
refusal-linkage-encoding-text = Row { $row } looks like text that anybody can read, and not like an encoding.
    .hint = Do not pass this file on. Encode the list, and bring the encoded file.
refusal-linkage-encoding-repeated = Row { $row } is the same as row { $first }.
    .hint = If somebody can stand on the list twice, do not say that nobody does. A list of which more than half the rows repeat others is refused in any case: take off the rows that repeat, or ask where the file comes from.
refusal-linkage-encoding-too-many-decoys = More made-up records are to be taken off than there are people on this list alone.
    .hint = Ask whoever encoded the list for the file as it was written, and link again.
refusal-linkage-too-revealing = Somebody who attacks this file would recognise more people in it than is allowed. Nothing was written.
    .hint = Do not raise the limit to be rid of this. Open a round with more fields, a higher density or more mixing, and encode the list again.
fact-setting-density = a density
fact-setting-diffusion = a mixing of bits
fact-setting-decoys = a percentage of made-up records

# The key of a round.

refusal-linkage-round-terms = A round cannot need { $needed } of { $holders } holders.
    .hint = Let it need two at least, and no more than there are.
refusal-linkage-round-other = This belongs to another round.
    .hint = Bring requests, answers and shares of this round.
refusal-linkage-round-not-a-holder = Number { $number } is no holder here, or this was meant for another holder.
    .hint = Check from whom it is and for whom.
refusal-linkage-round-heard-before = There are two messages of holder { $number }, where one is expected.
    .hint = Bring one of each holder.
refusal-linkage-round-too-few = Holders heard from: { $found }. Holders needed: { $needed }.
    .hint = Ask more holders. One message of each counts.
refusal-linkage-round-unreadable = The message of holder { $number } cannot be read.
    .hint = Ask this holder to send it again. The file may have been cut off on its way.
refusal-linkage-round-bad-contribution = { $number ->
        [0] What one of the holders gave does not fit what it committed to.
       *[other] What holder { $number } gave does not fit what it committed to.
    }
    .hint = Open the round anew. If it happens again, ask this holder why before the round is used.
refusal-linkage-round-saw-other = Holder { $number } saw other messages than the rest, so that there is no common key.
    .hint = Open the round anew, and see that everybody gets the same messages.
refusal-linkage-round-damaged-request = The request is damaged.
    .hint = Ask for it again. The file may have been cut off or changed on its way.
refusal-linkage-round-answered-before = This request was answered before, and none is answered twice.
    .hint = Use the answer that was given then. If it is lost, make a new request.
refusal-linkage-round-too-many-tokens = The request asks for { $asked } parts of records, and this member may ask for { $left } more in this round.
    .hint = Ask the member why it asks for so much. If its list is that long, open a round in which more may be asked for.
refusal-linkage-round-other-request = The answer of holder { $number } is to another request.
    .hint = Bring the answer to the request that was made from this list.
refusal-linkage-round-truncated-answer = The answer of holder { $number } is not whole.
    .hint = Ask this holder to send the file again.
refusal-linkage-round-wrong-answer = The proof of holder { $number } fails: its answer was not made with its share of this round.
    .hint = Do not use this answer. Ask another holder, and ask this one which share it used.
refusal-linkage-round-bad-key = The public key of the round cannot be read.
    .hint = Bring round.json as it was written when the round was opened.
refusal-linkage-round-bad-token = A part of a record is empty or too long to be encoded.
    .hint = Look for a very long cell in the list and shorten it.

# Files of rounds and of linkages.

refusal-secretariat-not-a-file-of-a-round = This is no { $what }: { $text }.
    .hint = Choose the right file, as it was written. If it was sent, ask for it again.
fact-what-round = round
fact-what-share = share of a key
fact-what-request = request
fact-what-answer = answer of a holder
fact-text-its-settings-are-not-those-that-it-was-opened-with = its settings are not those that it was opened with
refusal-secretariat-not-of-this-round = This encoded list cannot be used: { $text }.
    .hint = Bring lists that were encoded in one round, each as it was written.
fact-text-it-does-not-tell-what-its-records-say = it does not tell what its records say, and has to be encoded again
fact-text-it-has-no-header = it does not say of which round it is
fact-text-its-filters-are-not-of-whole-words = the length of its encodings is not one that is read
fact-text-it-was-encoded-for-another-round = it was encoded for another round
fact-text-it-was-encoded-with-other-settings = it was encoded with other settings
fact-text-it-was-encoded-for-another-round-than-the-first = it was encoded for another round than the first
fact-text-it-was-encoded-with-other-settings-than-the-first = it was encoded with other settings than the first
fact-text-it-is-the-same-file-as-the-first = it is the same file as the first
fact-text-its-decoys-are-not-told-as-they-should-be = its made-up records are not stated as they should be
refusal-secretariat-not-a-linkage = The folder { $folder } does not hold a linkage that was kept: { $text }.
    .hint = Choose a folder that a linkage was written to, with all its files, or link the lists again.

# Rows of a case list that were left out.

refusal-exchange-row-too-wide = The row has more cells than there are headings, so that nobody knows which cell is which.
    .hint = Look for a separator within a cell, and put that cell in quotation marks.
refusal-exchange-broken-quotes = In this row a quotation mark is never closed, or it is closed in the middle of a cell.
    .hint = Close it, or write it twice where it belongs to the text.
refusal-exchange-row-cell-too-long = A cell of this row is longer than is read.
    .hint = Shorten it.
refusal-exchange-row-of-too-many-cells = The row has more cells than any table that is read.
    .hint = Take out the cells that lie far from the table.

# Notes on a case list that was read.

note-truth-ignored = Says who is who; it was left out, for to compare it is to read the answer.
note-ambiguous-id = Named like an identifier, but the same text stands in several rows; another column was chosen.
note-ids-are-row-numbers = No column of identifiers; the number of the row is the identifier.
note-ids-made-unique = An identifier stands in several rows, or is missing; the number of the row was added.
note-second-of-its-kind = A second column of the same meaning; it was read as something else.
note-repeats-others = Repeats what other columns say; it was left out.
note-guessed-from-values = What the column says was guessed from its cells.
note-words-for-nothing = Words for nothing that could be names, but stand there far too often; they were read as missing.
note-perhaps-missing = Words for nothing that could be names; they were kept as names.
note-impossible-values = Ages, years or dates that cannot be; they were read as missing.
note-sex-not-understood = A sex that is not understood; it was kept as it is.
note-form-not-understood = A form of exploitation that is not understood; it was kept as it is.
note-all-alike = The same text in every record.
note-case-encoding-guessed = How the file writes its letters was guessed.
note-case-undecodable-bytes = Bytes that are no letters.
note-undecoded-letters = Letters that could not be read.
note-case-error-value = An error of the spreadsheet instead of a value.
note-no-headings = No row of headings was found; every row is a record.
note-other-sheets = Other sheets of the workbook were not read.
note-row-without-anything = Nothing is known of this record but that it is there.
note-same-row-twice = The same as an earlier row, identifier and all.
refusal-secretariat-too-many-strata = { $strata } kinds of people are too many to be counted apart.
    .hint = Count them apart by fewer axes.
refusal-secretariat-asked-of-a-linkage = Of a linkage that was kept, people in all and people by kind are estimated, and nothing else.
    .hint = Leave out the rest. A figure of the likeliest table alone would leave out what the linkage leaves open.

# What was left out of a case list, and what a person should look at in a linkage.

left-out-truth = it says who is who, and to compare it is to read the answer
left-out-repeats = it repeats what other columns say
left-out-other-id = it is another identifier of the record
left-out-blank = nothing stands in it
left-out-told = you said so
suspicion-weak-bridge = { $count ->
        [one] one person of whom two groups of records hang together by a single doubtful pair
       *[other] { $count } people of whom two groups of records hang together by a single doubtful pair
    }
suspicion-large-cluster = { $count ->
        [one] one person with more records than lists explain
       *[other] { $count } people with more records than lists explain
    }
suspicion-torn = { $count ->
        [one] one record that may belong to either of two people
       *[other] { $count } records that may each belong to either of two people
    }
suspicion-same-file = { $count ->
        [one] one list of which nearly everybody is on another: perhaps the same file twice
       *[other] { $count } lists of which nearly everybody is on another: perhaps the same file twice
    }
suspicion-matches-itself = { $count ->
        [one] one list of which many records match others of it: perhaps it holds itself twice, or is not as clean as was said
       *[other] { $count } lists of which many records match others of the same list: perhaps they hold themselves twice, or are not as clean as was said
    }

# The report of an estimate from a linkage.

linked-title = How sure it is who is who
linked-range = Between { $low } and { $high } people, over all assumptions and over all that the linkage of the lists leaves open.
linked-people = { $records } records of { $lists } lists stand for { $low } to { $high } people, as the linkage was drawn again and again.
linked-in-the-clear = Names were seen in the clear by whoever linked.
linked-encoded = No name was seen by whoever linked: encodings were compared.
linked-clks = CLKs were compared, which whoever has their secret can open.
linked-share = Of what is not known about the people on no list, { $percent } is doubt about who is who on the lists.
linked-little = That is little: nearly all is chance in who was seen, and which model was chosen. More care in linking would hardly make the answer surer.
linked-some = The rest is chance in who was seen, and which model was chosen. Looking at doubtful pairs would make the answer somewhat surer.
linked-most = That is most of it. Looking at doubtful pairs, or lists that say more of each person, would make the answer surer than longer lists.
linked-not-combined = What the draws of the linkage say is not combined, so that nobody knows how much of the doubt is linkage. The report below is of the likeliest linkage alone, as if nothing in it were in doubt.
linked-rate = { $low } to { $high }
linked-links = Of the links that were made, { $precision } are expected to be right; of the right links, { $recall } are expected to be made.
linked-by-bic = Best model by BIC in every draw
linked-in-all = People in all
linked-hidden = People on no list
linked-likeliest = The likeliest linkage alone
linked-likeliest-lead = What follows takes the likeliest linkage for the truth. It shows what the assumptions do, and leaves out what the linkage leaves open.
linked-manifest-command = With the folder of the linkage, run:
estimate-of-linkage = { $draws ->
        [one] Over one draw of a linkage; { $percent } of what is not known is doubt about who is who.
       *[other] Over { $draws } draws of a linkage; { $percent } of what is not known is doubt about who is who.
    }

# Strata of a linkage.

refusal-secretariat-linkage-without-strata = The linkage in this folder does not tell people apart by anything, so not by { $text }.
    .hint = Link the lists again with --by { $text }.
refusal-secretariat-no-such-axis = The linkage in this folder does not tell people apart by { $text }, but by { $allowed }.
    .hint = Name one of these, or link the lists again with --by { $text }.
refusal-secretariat-axis-twice = People are to be told apart by { $text } twice.
    .hint = Say it once.
refusal-secretariat-strata-of-other-places = People by place are of places of their own, and cannot be recorded for one.
    .hint = Estimate by sex, age, form or year, or link the lists of each place apart.
refusal-secretariat-lists-say-too-little-alike = Nobody can tell how many people are on both { $first } and { $second }: their records say so little alike that encodings hide most matches. No number of people follows from this linkage, and the shares of links count only what is seen.
    .hint = Open a round with the fields that all lists have, or with less mixing where the attacks allow it, or let one organisation that may see names link these lists.
refusal-secretariat-matches-out-of-sight = Nobody can tell how many matches the encodings hide: too few are seen, or most are no more alike than chance makes strangers. No number of people follows from this linkage, and the shares of links count only what is seen.
    .hint = Open a round with the fields that all lists have, or with less mixing where the attacks allow it, or wait until the lists have more people in common.
refusal-secretariat-clks-hide-matches = CLKs do not tell what their records say, so that nobody can tell how many matches they hide. No number of people follows from this linkage, and the shares of links count only what is seen.
    .hint = To get a number, encode the lists in a round of Concert. That also keeps the names from whoever has the secret.
refusal-secretariat-clks-tell-no-kind = Nothing but the CLK is known of a record, so people cannot be told apart by { $text }.
    .hint = Leave that out, or encode the lists in a round of Concert, where sex, age band, form, place and year travel beside the encodings.
refusal-secretariat-clks-twice = { $first } and { $second } hold the same CLKs.
    .hint = Give each list once.
refusal-secretariat-stratum-says-nothing = The lists say nothing of the hidden people of { $name }, but what the other kinds say.
    .hint = Tell people apart less finely, or add a list on which these people are.

# Decisions about pairs.

refusal-secretariat-decision-of-no-record = A decision is about { $id } of the list { $list }, and there is no such record.
    .hint = Give the decisions that were made about these lists, under the names that the lists have here.
refusal-secretariat-not-decisions = { $path } is no file of decisions: row { $row }: { $text }
    .hint = It has the columns list_a, id_a, list_b, id_b, decision (one-person, two-people or unsure), by, at and shown.

refusal-secretariat-no-holder = { $holder } is none of the holders of the round: { $holders }.
    .hint = Give the name as it stands in the terms.
refusal-secretariat-other-step = The holder in { $path } has { $step }, and another step is next.
    .hint = The order is join, deal, share, finish. A step is done once; begin anew with new terms if a message was lost.
fact-step-joined = joined
fact-step-dealt = dealt
fact-step-shared = its share
fact-what-terms = terms of a round
fact-what-opening = opening of a holder
fact-what-deals = file of deals for this holder
fact-what-confirmation = confirmation of a holder
fact-what-ceremony = state of a holder in a ceremony
