### Commitments, progress, matched pledges and recommendations.

statement-commitment-made = Commitment made
statement-commitment-changed = Commitment changed
statement-commitment-withdrawn = Commitment withdrawn
statement-progress-claimed = Progress claimed
statement-reviewer-named = Reviewer named
statement-progress-reviewed = Progress reviewed
statement-pledge-match-proposed = Match of pledges proposed
statement-pledge-match-accepted = Match of pledges accepted
statement-pledge-match-ended = Match of pledges ended
statement-recommendation-declared = Recommendation recorded
statement-recommendation-answered = Recommendation answered by actions
statement-recommendations-joined = Recommendations joined
statement-recommendations-parted = Recommendations parted

## Refusals

refusal-coalition-commitment-made-before = The commitment { $commitment } was made before.
    .hint = Change it, and say why.
refusal-coalition-commitment-withdrawn = The commitment { $commitment } was withdrawn.
    .hint = Make a new commitment if it is promised again.
refusal-coalition-commitment-complete = A reviewer found the commitment { $commitment } complete.
    .hint = Its reviewer can open it again with a review at a lower level.
refusal-coalition-commitment-keeps-its-maker = The commitment { $commitment } keeps its maker and the day on which it was promised.
    .hint = Withdraw it, and let the other organisation make one of its own.
refusal-coalition-due-passed = It would be due on { $due }, before { $day }.
    .hint = Choose a later day. A promise of an earlier year states the day on which it was promised.
refusal-coalition-too-late-to-wait = It was due on { $due }, before { $day }, and cannot begin to wait for another commitment now.
    .hint = Keep the condition as it was, or say why the last day moves.
refusal-coalition-commitment-public = The commitment { $commitment } is public since { $from }.
    .hint = What was published stays published. Leave the public day as it is; a withdrawal says that it is not promised any more.
refusal-coalition-evidence-of-itself = Statement { $statement } is about this commitment itself and shows nothing of its progress.
    .hint = Name something else: an initiative, an estimate, a document, or a statement about another thing.
refusal-coalition-commitment-waits-for-itself = The commitment { $commitment } would wait for itself, by way of what it waits for.
    .hint = Choose another condition, or none.
refusal-coalition-commitment-waits-in-vain = The commitment { $commitment }, for which it would wait, was withdrawn.
    .hint = Choose another condition, or none.
refusal-coalition-no-reviewer = Nobody was named to review the commitment { $commitment }.
    .hint = Ask a coordinator to name an organisation other than the maker.
refusal-coalition-reviews-itself = The organisation { $maker } cannot review its own commitment.
    .hint = Name another organisation.
refusal-coalition-no-such-claim = Statement { $claim } is no claim of this commitment.
    .hint = Name one of its claims, or none.
refusal-coalition-no-pair = These two commitments are no pair.
    .hint = Match the policy or law of one organisation with the money or capacity of another.
refusal-coalition-matched-already = These commitments are in the match { $match } already.
    .hint = Accept that match, or end it first.
refusal-coalition-match-ended = The match { $match } has ended.
    .hint = Propose a new one, under an identifier of its own.
refusal-coalition-match-rests-on-means = The match { $match } rests on the means that would change.
    .hint = The other organisation agreed to these. End the match first and propose it anew, or keep the means.

## Who, what, fields and rules

fact-allowed-coordinators-of-another-organisation = coordinators whose own organisation is neither the maker nor the reviewer
fact-allowed-users-who-are-signed-in = users who are signed in
fact-allowed-members-of-the-reviewing-organisation = members of the organisation that was named as reviewer
fact-allowed-users-who-stated-nothing-of-the-commitment = users who stated neither the commitment nor a change or claim of it, nor named who reviews it
fact-allowed-members-of-the-two-organisations = members of the two organisations
fact-allowed-members-of-the-organisation-that-is-asked = members of the organisation that is asked to agree

fact-what-commitment = commitment
fact-what-match = match
fact-what-recommendation = recommendation

fact-field-text = Text
fact-field-means = Means
fact-field-cells = Cells
fact-field-condition = Condition
fact-field-measure = Indicator
fact-field-unit = Unit
fact-field-figure = Figure
fact-field-evidence = Evidence
fact-field-document = Document
fact-field-addressee = Addressee
fact-field-recommendations = Recommendations
fact-field-promised = Day of the promise

fact-rule-a-condition-names-a-level-above-none = a condition names a level above none
fact-rule-an-indicator-says-what-is-counted = an indicator says what is counted
fact-rule-a-target-is-to-be-reached-after-its-baseline = a target is to be reached after its baseline
fact-rule-what-is-put-in-is-more-than-nothing = what is put in is more than nothing
fact-rule-a-policy-is-said-in-words = a policy is said in words
fact-rule-a-document-has-an-address-or-a-digest-by-which-it-can-be-checked = a document has an address or a digest by which it can be checked
fact-rule-an-address-starts-with-https-or-http = an address starts with https:// or http://
fact-rule-a-sha-256-digest-has-64-digits-0-to-9-and-a-to-f = a SHA-256 digest has 64 digits 0 to 9 and a to f
fact-rule-a-figure-is-a-finite-number = a figure is a finite number
fact-rule-a-recommendation-names-a-place-or-an-organisation = a recommendation names a place or an organisation

## The levels of progress, and what each means

fact-progress-none = None
    .definition = Nothing that can be seen was done.
fact-progress-started = Started
    .definition = Work has begun; nothing of what was promised is there yet.
fact-progress-partial = Partial
    .definition = Some of what was promised is there, the larger part is not.
fact-progress-substantial = Substantial
    .definition = The larger part of what was promised is there, something of it is not.
fact-progress-complete = Complete
    .definition = Everything that was promised is there.
