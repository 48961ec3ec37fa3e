### What is associated with a commitment, and by when everything is due.

effect = What came of it
effect-commitment = The commitment
effect-days = Made on { $made }, seen on { $at }
effect-later-day = Later day
effect-caution = An association and no proof: whatever else happened in these cells alone is in it.
effect-then = Gap when it was made
effect-now = Gap now
effect-expected = Expected now, as in comparable cells
effect-association = Difference
effect-share = As a share of the expected gap
effect-interval = { $middle } ({ $low } to { $high })
effect-share-interval = { $middle } ({ $low } to { $high })
effect-smaller = The gap is smaller than was to be expected.
effect-larger = The gap is larger than was to be expected.
effect-undecided = The difference may as well be chance.
effect-comparable = Comparable cells
effect-other-forms = also of other forms
effect-beside = { $count ->
    [one] The one cell that it is compared with
   *[other] The { $count } cells that it is compared with
}
effect-what-is-not-in-it = What to know about it
effect-why-not-known-then = Needs of it that were stated after it was made
effect-why-not-stated-now = Needs of it that are not stated any more
effect-why-set-aside = Needs of it in whose place finer ones stand
effect-why-no-need = Needs of it of which nothing was needed then
effect-why-no-gap = Needs of it of which nobody was missed then
effect-why-nothing-comparable = Needs of it with fewer than five comparable ones
effect-without-need = { $count ->
    [one] One of the cells that it names has no need.
   *[other] { $count } of the cells that it names have no need.
}
effect-restated = { $count ->
    [one] One of its needs was stated anew since: its gap is another for that reason too.
   *[other] { $count } of its needs were stated anew since: their gaps are others for that reason too.
}
effect-shared = { $count ->
    [0] No other commitment is about its needs.
    [one] Another commitment is about one of its needs too: the difference may be the work of that one.
   *[other] Other commitments are about { $count } of its needs too: the difference may be the work of those.
}
effect-excluded = { $count ->
    [0] No comparable need was left aside for another commitment.
    [one] One comparable need was left aside, because another commitment is about it.
   *[other] { $count } comparable needs were left aside, because other commitments are about them.
}
effect-cells-changed = Its cells are not those that it named first: cells that are chosen later can be those that did well.
effect-rests-on = The earlier picture rests on the first { $then } statements, the later one on { $now }.

calendar = Calendar of the plan
calendar-lead = By when actions and commitments are due, and until when proposals and reviews run.
calendar-file = File for a calendar program
calendar-to-come = From { $day } on: { $count }
calendar-past = Passed and still open: { $count }
calendar-day = Day
calendar-what = What
calendar-action-due = Action due
calendar-commitment-due = Commitment due
calendar-comments-end = Last day for comments
calendar-positions-end = Last day for positions
calendar-answers-end = Last day for answers
calendar-observations-end = Last day for observations
calendar-reply-due = Last day to answer an observation
