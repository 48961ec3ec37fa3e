### Recommendations of outside mechanisms.

nav-recommendations = Recommendations
recommendation = Recommendation
recommendations-lead = What outside mechanisms ask of states and organisations, which actions of plans answer it, and what was promised towards these.
how-recommendations = How recommendations work
recommendations-found = { $count ->
    [one] One recommendation.
   *[other] { $count } recommendations.
}
recommendations-of-action = Answered by an action of the
recommendations-all = Show all recommendations
recommendations-none = There is no recommendation of this kind.
recommendation-words = Words in the text or the document
recommendation-mechanism = Mechanism
mechanism-upr = Universal Periodic Review
mechanism-greta = GRETA
mechanism-tip-report = Trafficking in Persons report
mechanism-untoc = Review of the Convention against Transnational Organized Crime
mechanism-other = Another mechanism
recommendation-year = Year
recommendation-document = Document
recommendation-addressee = Addressed to
recommendation-response = Its answer
response-accepted = Accepted
response-noted = Noted
response-none = Not known
recommendation-answered = Answered by an action
recommendation-answered-yes = By an action
recommendation-answered-no = By none
recommendation-actions = Actions that answer it
recommendation-no-answer = No action of a plan answers it.
recommendation-by-group = said of another one that asks for the same
recommendation-same = Others that ask for the same: { $count }
recommendation-row = row { $row }
recommendation-answer = Say which actions answer it
recommendation-answer-hint = These and no others. The actions that are not ticked yet are suggestions by their words.
recommendation-answer-save = These answer it
recommendation-number = Number of another action
recommendation-likeness = alike: { $likeness }
recommendation-group = Others that ask for the same
recommendation-this = This one
recommendation-first = The most typical one
recommendation-other = The other one
recommendation-only-here = only here:
recommendation-part = Take this one out of the group
recommendation-part-reason = Why it does not ask for the same
recommendations-alike = Those that look alike
recommendations-alike-lead = Recommendations whose words are much alike, side by side. Nothing is joined by itself: whoever ticks one says that it asks for the same. Joined ones share the actions that answer them.
recommendations-alike-none = None of these look alike and are not joined yet.
recommendations-likeness = Likeness, above 0 and up to 1
recommendations-groups = Groups: { $count }, among { $among } recommendations.
recommendations-too-many = There are { $among } recommendations here, and no more than { $most } are compared at once. Choose a mechanism, a year or a place.
recommendations-asks-same = Asks for the same
recommendations-join = Join those that are ticked
recommendations-choose = None is ticked.
    .hint = Tick those that ask for the same as the most typical one.
recommendations-new = Import a table
recommendations-table = Table of recommendations
recommendations-table-hint = One a row, XLSX, ODS, CSV or TSV; it is shown before anything is changed. The columns are
recommendations-read = Recommendations in the table
recommendations-new-ones = New
recommendations-changed = Changed
recommendations-answered-anew = Answered anew
recommendations-first-read = The first of them
plan-recommendations = Recommendations: { $count }

help-recommendations = Recommendations
    .text =
        A recommendation is one request of an outside mechanism to a state or an organisation. It is read from a table and known by its document, year, addressee and text, so that the same file says nothing new a second time. Its answer is what the addressee said to the mechanism; the actions that answer it are said by coordinators and stand in the journal.
        Those that ask for the same in other words are proposed: texts of one language are compared by words and pairs of words, without the names of addressees. Likeness J is the weight of what two texts share by the weight of all that they have: 1 where they use the same words in the same order, 0 where they share none. A word that d of n texts have weighs the more the rarer it is, a pair 0.3 of that. Groups are sought from 0.4 on, where nothing else is asked. A coordinator confirms what asks for the same. Joining is transitive: an action that answers one of a group answers all.
        Commitments towards these actions are counted without those that were withdrawn. That an action answers a recommendation says nothing of whether anybody carries it out.
