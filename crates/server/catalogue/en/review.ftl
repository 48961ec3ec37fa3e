### Reviews among members.

statement-review-cycle-opened = Review cycle opened
statement-review-answered = Question of a review answered
statement-review-observed = Observation of a reviewer
statement-observation-answered = Observation answered
statement-observation-marked = Observation followed or not
statement-review-remarked = Remark of another member
statement-review-publication-set = Day of publication set
statement-review-closed = Review closed

## Refusals

refusal-coalition-cycle-taken = There is another review cycle { $id } already.
    .hint = Open yours under an identifier of its own; an open cycle is not changed.
refusal-coalition-two-questions = Question { $number } stands twice.
    .hint = Give every question a number of its own.
refusal-coalition-cycle-days = Answers would end on { $answers_by } and observations on { $observations_by }; today is { $today }.
    .hint = Let answers end today or later, and observations after the answers.
refusal-coalition-reviewed-twice = The member { $organisation } would be reviewed twice in this cycle.
    .hint = Name every reviewed member once.
refusal-coalition-not-two-reviewers = The member { $organisation } needs two reviewers that are two other members.
    .hint = Name two other members.
refusal-coalition-review-each-other = The members { $first } and { $second } would review each other.
    .hint = Give one of them another reviewer: who holds each other’s result can trade mildness.
refusal-coalition-no-member = The organisation { $organisation } is no member of the coalition.
    .hint = Choose a member, or have the organisation admitted first.
refusal-coalition-unknown-question = There is no question { $number }.
    .hint = Look up the number in the questionnaire.
refusal-coalition-unknown-observation = There is no observation { $number }.
    .hint = Look up the number among the observations of this review.
refusal-coalition-answers-over = The last day for this was { $until }.
    .hint = What was not said in time stands as such in the review.
refusal-coalition-remarks-over = Other members could remark until { $until }.
    .hint = Take it up with the reviewers, or in the next cycle.
refusal-coalition-no-observations-now = Reviewers observe after { $after } and until { $until }.
    .hint = Come back on one of these days: until then answers can still change.
refusal-coalition-observation-open = Observation { $number } can still be answered until { $until }.
    .hint = Mark it once it is answered, or after that day.
refusal-coalition-observation-marked = A reviewer has marked observation { $number } with the answer that it had.
    .hint = The answer stands as it was read. Ask the reviewer to mark the observation anew if more has been done.
refusal-coalition-review-not-over = The review cannot be closed before the end of { $until }.
    .hint = Close it on the day after, or once everything is answered.
refusal-coalition-review-closed = This review is closed.
    .hint = Take it up in the next cycle.
refusal-coalition-review-public = This review is public since { $from }.
    .hint = What was published stays published.
refusal-coalition-too-many-in-review = No more than { $most } can be added to one review.
    .hint = Put several points into one.

## Facts, fields and rules

fact-allowed-the-reviewed-member = the reviewed member
fact-allowed-the-reviewers = the reviewers
fact-allowed-other-members = members that neither review nor are reviewed
fact-allowed-coordinators-and-the-reviewers = coordinators and the reviewers
fact-what-review-cycle = review cycle
fact-what-review = review
fact-field-questions = Questions
fact-field-pairings = Who reviews whom
fact-field-from = From
fact-field-reply-by = Answer by
fact-rule-a-review-cycle-has-a-name = a review cycle has a name
fact-rule-a-questionnaire-has-a-question = a questionnaire has at least one question
fact-rule-a-review-cycle-reviews-somebody = a review cycle reviews somebody
fact-rule-an-answer-needs-a-day-at-least = an answer needs a day at least
fact-rule-an-answer-is-awaited-for-a-year-at-most = an answer is awaited for a year at most
