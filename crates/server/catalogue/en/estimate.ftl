# Estimates: asking for one, waiting for it, the honest report, recording it.

estimate-new = New estimate
estimate-new-lead = How many people are there whom nobody has found? The overlaps between lists that were kept apart say something about it. The answer is a range over assumptions, or a reason why there is none.
estimate-file = Table of capture histories
estimate-file-hint = One column of zeros and ones for each list, and one column of counts. At least three lists. Excel, OpenDocument or CSV. No names: only counts are read.
estimate-methods = Assumptions to estimate under
estimate-methods-hint = Each method rests on an assumption that the table cannot test. The more of them, the more honest the range.
estimate-replicates = Replicates
estimate-replicates-hint = How often the table is drawn anew for each interval, from { $fewest } to { $most }.
estimate-seed = Seed
estimate-seed-hint = The same table, settings and seed give the same report, to the last digit.
estimate-coverage = Measure how often the intervals hold a known truth
estimate-coverage-hint = Takes longest of all. It shows what the 95 % of an interval are worth on a table like this.
estimate-compute = Compute
estimate-by-coordinators = Coordinators compute and record estimates.
estimate-doubts = { $count ->
        [0] No assumption is said to be in doubt.
        [one] One assumption is said to be doubtful or to fail.
       *[other] { $count } assumptions are said to be doubtful or to fail.
    }
estimate-no-file = Choose a file first.
    .hint = A table of capture histories, as Excel, OpenDocument or CSV.

run-title = Estimate
runs-title = Estimates computed here
runs-lead = Reports that nobody recorded give way to newer ones.
run-is-waiting = Waits for its turn
run-is-under-way = Under way
run-is-stopped = Stopped
run-is-recorded = Recorded
run-no-range = No range
run-before = { $count ->
        [one] One run is before it.
       *[other] { $count } runs are before it.
    }
run-progress = { $percent } of what is known to be done
run-progress-hint = A search can find more to do: the share may go back.
run-looks-again = This page looks again by itself every two seconds.
run-look-still = Do not look again by itself
run-look-moving = Look again by itself
run-look-once = Look again now
run-stop = Stop
run-stop-hint = What was found until then is kept and shown.
run-document = The report as one file
run-document-hint = HTML with everything in it, to open, send and print anywhere. The JSON twin repeats the run.
run-recorded-as = Recorded for

record-title = Record and sign
record-lead = Recording states the range in the journal, for others to build needs on. Whoever records signs, by name and as of today, for what they say of each assumption.
record-place = Place
record-period = Period of the lists
record-period-hint = A year, a month, a quarter, or two days with a slash: 2025, 2025-03, 2025-Q1, 2025-01-01/2025-06-30.
record-note = Note
record-button = Sign and record
record-unanswered = Say whether it holds, is doubtful or fails.
record-place-missing = Choose the place of which the lists speak.
record-period-unread = Write a period in one of these ways.
record-again = The form is not complete
    .hint = What is missing is marked below.

report-known = { $people ->
        [one] one person on a list
       *[other] { $people } people on a list
    }
report-range = Between { $low } and { $high } people, of whom { $known } are known.
report-over = { $count ->
        [one] That is the range under one assumption, which the table cannot test.
       *[other] That is the range over { $count } assumptions, none of which the table can rule out.
    }
report-middle = Where every assumption weighs alike, half of what they say lies below { $middle }. That is no better an estimate than any of them.
report-no-number = No number can be given.
report-no-number-lead = A wrong figure about people who are held is used for years and cannot be called back. This is why there is none:
report-at-least = At least { $people } people (95 %: { $low } to { $high }), by Chao's lower bound. It is not an estimate: the truth may be many times larger.
report-interrupted = The run was stopped before its end. What is missing could have changed the answer, so it cannot be recorded.
report-left-out = Left out of the range:
report-because-refused = gives no number
report-because-contradicted = contradicted by the table: another model fits far better

report-methods = What each assumption says
report-methods-plot = Every assumption with its number and interval
report-methods-about = Each row is one method: its number, its 95 % interval, or the reason why it has none; the thick line is at 80 %. The range over all assumptions is shaded. The broken line marks the people who are known.
report-all-assumptions = All assumptions
report-lower-bound = Chao's lower bound
report-bound = at least { $people }
report-as-table = As a table
report-method = Method
report-model = Model
report-people = People
report-at-95 = 95 % interval
report-at-80 = 80 % interval
report-estimate = Estimate
report-bic = BIC
report-aic = AIC
report-figure = { $people } ({ $low } to { $high })

report-table = What the table looks like
report-table-lead = { $several ->
        [one] Of { $known } people on { $lists } lists, one is on two or more. Everything rests on these overlaps.
       *[other] Of { $known } people on { $lists } lists, { $several } are on two or more. Everything rests on these overlaps.
    }
report-list = List
report-on-list = On the list
report-on-it-alone = On no other
report-history = On exactly these lists
report-overlaps-plot = How the lists overlap
report-overlaps-about = Each column is one set of lists and the people on exactly these. Heights are square roots, so that small overlaps can be seen; the numbers are exact.
report-overlaps-count = People on exactly these lists, as square roots
report-overlaps-size = People on the list
report-overlaps-rest = Other sets of lists
report-nobody-on-both = Nobody on both

report-rivals = Models that the table hardly tells apart
report-rivals-lead = { $count ->
        [one] No other model is within six BIC units of the best.
       *[other] { $count } models are within six BIC units of the best, itself included. Their numbers are equally good answers.
    }
report-is-rival = within six units

report-other-tables = If a list were missing, or two were one
report-other-tables-lead = An answer that deserves trust does not hang on one list, nor on whether two agencies keep one list or two.
report-without = Without this list
report-merged = As one list
report-by-bic = By BIC
report-by-steps = Step by step
report-outside = outside the range

report-references = Lists of known length, estimated from the others
report-references-lead = Every list is a population whose size is known. What the others say of it can be held against the truth.
report-truth = True length
report-seen = Seen by others
report-held = Holds the truth?
report-holds = yes
report-misses = no

report-one-person = One person more or fewer
report-one-person-lead = What the answer would be with one person fewer or more on exactly these lists.
report-fewer = One fewer
report-more = One more

report-coverage = What the intervals are worth
report-coverage-lead = Tables were drawn from a world in which the method's own answer is true, and the whole method was applied to each. In other worlds its intervals are worth less, and no table tells how much.
report-coverage-said = { $answered } of { $tables } tables were answered. The 95 % interval held the truth in { $held95 } of them, the 80 % interval in { $held80 }; { $low } intervals lay wholly below it.
report-coverage-share = Held at 95 %, as measured: { $low } to { $high }.

report-ledger = The assumptions that no table can test
report-ledger-unsigned = Nobody has signed for them yet.
report-ledger-signed = Signed by { $name } on { $day }.
report-assumption = Assumption
report-if-not = If it fails
report-answer = Said
report-note = Note

report-warnings = What makes the answer less sure than its intervals say
report-manifest = How to make this report again
report-manifest-command = Save the JSON twin of this page as REPORT.json beside the table, and run:
report-program = Program
report-digest = SHA-256 of the table
report-seed = Seed
report-replicates = Replicates
report-examined = Models examined, and with an estimate
report-settings = Settings

assumption-closed-population = Nobody enters or leaves the population during the period.
assumption-same-definition = All lists count by one definition, and nobody else is on them.
assumption-perfect-matching = Every person is matched across the lists, and no two persons are taken for one.
assumption-no-referral = No list refers its people to another.
assumption-no-exclusion = Nobody on one list is kept off another by law, place or rule.
assumption-equal-visibility = Everybody has some chance of being on each list, and the chances do not differ in ways that the model leaves out.

bias-too-low = the number is too low
bias-too-high = the number is too high
bias-either = the number errs in either direction

answer-holds = Holds
answer-doubtful = Doubtful
answer-fails = Fails
answer-unanswered = Not said

method-loglinear-bic = Best log-linear model
    .rests = Lists may depend on one another in any way that the table shows; whether all of them together do cannot be seen and is taken as no. The model is chosen by BIC.
method-loglinear-pairs = Best model of pairs
    .rests = Lists depend on one another in pairs only. The model is chosen by BIC.
method-loglinear-aic = Best model by AIC
    .rests = As the first, with a criterion that admits more dependences and gives wider answers.
method-loglinear-stepwise = Pair by pair
    .rests = Lists depend on one another in pairs only; a pair enters when the table demands it.
method-loglinear-average = Average of log-linear models
    .rests = Lists may depend on one another in any way that the table shows, except all of them together. No model is chosen: each weighs as much as its BIC says.
method-independence = Independent lists
    .rests = Being on one list says nothing about being on another. Seldom true; it stands here to be compared with.
method-decomposable = Average of decomposable models
    .rests = Dependences form a graph without holes; all such graphs are weighed by how well they explain the table.
method-no-highest-order = All but the last dependence
    .rests = Any lists may depend on one another, except all of them together. Needs somebody with every combination of lists.
method-poisson = People differ a little
    .rests = Lists are independent for each person, and people differ in how easily they are seen, mildly (the Poisson form).
method-darroch = People differ much
    .rests = As the last, with greater differences between people (Darroch's form).
method-latent-classes = Hidden classes
    .rests = People fall into a few classes that nobody sees, and within a class the lists are independent.
method-threshold = Threshold
    .rests = Pairs of lists whose overlap is small count as independent.
report-several = Several answers
report-several-lead = Under these assumptions what can be said gathers about several numbers, with next to nothing between them. Each is an explanation of its own; none of their means is. The weight is the share of the draws.
report-weight = Weight
report-mode = { $people } ({ $percent } %)
