//! Promises: made, changed, claimed, reviewed and matched, by whom and when.

use crate::ground::{carry_out, claim, code, commitment, ground, id, import, now, review};
use concert_coalition::{
    Actor, Author, Body, Claim, Coalition, Command, Commitment, CommitmentCell, CommitmentHistory,
    CommitmentStanding, Condition, DatedFigure, Declaration, Evidence, Means, Measure, PlanRefusal,
    ProgressLevel, ProgressReview, PromiseCommand, PromiseRefusal, Refusal, Role, decide,
};
use concert_terms::{Money, Names, Population};
use jiff::Timestamp;
use jiff::civil::Date;

/// Makes something senseless of one that is sound.
type Spoil<'a, T> = &'a dyn Fn(&mut T);

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn declared(commitment: Commitment) -> Command {
    Command::Declare(vec![Declaration::Commitment(Box::new(commitment))])
}

pub(crate) fn changed(commitment: Commitment) -> Command {
    let (commitment, reason) = (Box::new(commitment), "as agreed".to_owned());
    Command::Promise(PromiseCommand::Change { commitment, reason })
}

pub(crate) fn say(coalition: &mut Coalition, command: &Command) -> Result<usize, Refusal> {
    carry_out(coalition, &Actor::operator(), command).map(|statements| statements.len())
}

pub(crate) fn refused(coalition: &Coalition, command: &Command) -> Refusal {
    decide(coalition, &Actor::operator(), command, now()).unwrap_err()
}

pub(crate) fn user(number: u8, organisation: u8) -> Actor {
    let author = Author::User(id(number));
    Actor { author, role: Role::Member, organisation: Some(id(organisation)) }
}

/// The ground and what is said by the operator.
pub(crate) fn with(commands: &[Command]) -> Coalition {
    let mut coalition = ground();
    for command in commands {
        assert_eq!(say(&mut coalition, command), Ok(1), "{command:?}");
    }
    coalition
}

pub(crate) fn name(commitment: u8, reviewer: u8, reason: &str) -> Command {
    let (commitment, reviewer, reason) = (id(commitment), id(reviewer), reason.to_owned());
    Command::Promise(PromiseCommand::NameReviewer { commitment, reviewer, reason })
}

pub(crate) fn claimed(claim: Claim) -> Command {
    Command::Promise(PromiseCommand::Claim(Box::new(claim)))
}

/// A review by user 92 of organisation 2, on a day.
pub(crate) fn reviewed_on(coalition: &mut Coalition, review: ProgressReview, on: &str) {
    let command = Command::Promise(PromiseCommand::Review(Box::new(review)));
    let at: Timestamp = format!("{on}T12:00:00Z").parse().unwrap();
    for statement in decide(coalition, &user(92, 2), &command, at).unwrap() {
        coalition.apply(&statement);
    }
}

pub(crate) fn standing(
    coalition: &Coalition,
    number: u8,
    on: &str,
) -> (CommitmentStanding, Option<i32>) {
    let promises = &coalition.plan.promises;
    let history = promises.commitment(&id(number)).unwrap();
    (promises.standing(history, day(on)), promises.days_late(history, day(on)))
}

#[test]
fn every_version_of_a_commitment_stays_with_its_reason() {
    let mut coalition = with(&[declared(commitment(71, 1))]);
    assert_eq!(say(&mut coalition, &declared(commitment(71, 1))), Ok(0));
    let later = Commitment { due: day("2028-06-30"), ..commitment(71, 1) };
    let by_hand = refused(&coalition, &declared(later.clone()));
    assert_eq!(by_hand, PromiseRefusal::MadeBefore { commitment: id(71) }.into());
    assert_eq!(say(&mut coalition, &changed(later.clone())), Ok(1));
    assert_eq!(say(&mut coalition, &changed(later)), Ok(0));
    let history = coalition.plan.promises.commitment(&id(71)).unwrap();
    let versions: Vec<_> =
        history.versions().map(|v| (v.reason.as_str(), v.commitment.due)).collect();
    assert_eq!(versions, [("", day("2027-12-31")), ("as agreed", day("2028-06-30"))]);
    assert_eq!(history.made_on(), day("2026-11-24"));
}

#[test]
fn a_commitment_keeps_its_maker_and_its_day_is_never_moved_into_the_past() {
    let today = day("2026-11-24");
    let yesterday = day("2026-11-23");
    let due = |due| Commitment { due, ..commitment(71, 1) };
    let passed = PromiseRefusal::DuePassed { due: yesterday, day: today };
    assert_eq!(refused(&ground(), &declared(due(yesterday))), passed.clone().into());
    let mut coalition = with(&[declared(due(today))]);
    assert_eq!(refused(&coalition, &changed(due(yesterday))), passed.into());
    let keeps = PromiseRefusal::KeepsItsMaker { commitment: id(71) };
    assert_eq!(refused(&coalition, &changed(commitment(71, 2))), keeps.clone().into());
    let earlier = Commitment { promised: Some(yesterday), ..due(today) };
    assert_eq!(refused(&coalition, &changed(earlier)), keeps.into());

    // A promise of an earlier year may be late from the start, and stays open to changes.
    let old = Commitment {
        promised: Some(day("2019-12-17")),
        due: day("2023-12-31"),
        ..commitment(72, 1)
    };
    assert_eq!(say(&mut coalition, &declared(old.clone())), Ok(1));
    assert_eq!(standing(&coalition, 72, "2026-11-24"), (CommitmentStanding::Late, Some(1059)));
    let reworded = Commitment { text: Names::new("en", "Open three shelters"), ..old.clone() };
    assert_eq!(say(&mut coalition, &changed(reworded)), Ok(1));
    let unborn = Commitment { promised: Some(day("2026-11-26")), ..commitment(73, 1) };
    assert_eq!(refused(&coalition, &declared(unborn)).facts()[0].1, "promised");
}

#[test]
fn what_a_commitment_names_is_there() {
    let cell = CommitmentCell {
        place: code("ZZ"),
        pillar: None,
        side: None,
        form: None,
        population: Population::EVERYBODY,
    };
    let astray = Commitment { cells: vec![cell], ..commitment(71, 1) };
    assert_eq!(refused(&ground(), &declared(astray)).code(), "coalition/unknown-place");
    let of_nobody = commitment(71, 9);
    assert_eq!(refused(&ground(), &declared(of_nobody)).code(), "coalition/unknown-organisation");
    let no_plan = Commitment { plan: id(9), ..commitment(71, 1) };
    assert_eq!(refused(&ground(), &declared(no_plan)).code(), "coalition/absent");
    let no_action = Commitment { action: "7".into(), ..commitment(71, 1) };
    let unknown = PlanRefusal::UnknownAction { plan: id(99), code: "7".into() };
    assert_eq!(refused(&ground(), &declared(no_action)), unknown.into());
}

#[test]
fn commitments_claims_and_means_that_make_no_sense_are_refused_by_field() {
    let figure = |figure, on| DatedFigure { figure, on: day(on) };
    let measure = |baseline, target| {
        let (text, unit) = (Names::new("en", "Beds"), "beds".to_owned());
        Some(Measure { text, unit, baseline, target })
    };
    let target = figure(40.0, "2027-01-01");
    let spoils: [(&str, Spoil<'_, Commitment>); 12] = [
        ("text", &|x| x.text = Names::default()),
        ("text", &|x| x.text = Names::new("en", "Do").with("fr", " ")),
        ("means", &|x| x.means = vec![Means::Staff { people: 0 }]),
        ("means", &|x| x.means = vec![Means::Policy(Names::default())]),
        ("means", &|x| {
            x.means = vec![Means::Money(Money { amount: 5, currency: "euro".into() })];
        }),
        ("means", &|x| {
            x.means = vec![Means::Money(Money { amount: 0, currency: "EUR".into() })];
        }),
        ("unit", &|x| x.means = vec![Means::Capacity { units: 4, unit: String::new() }]),
        ("figure", &|x| x.measure = measure(None, figure(f64::NAN, "2027-01-01"))),
        ("measure", &|x| x.measure = measure(Some(figure(9.0, "2027-01-02")), target)),
        ("condition", &|x| {
            let level = ProgressLevel::None;
            x.condition = Some(Condition { commitment: id(72), level });
        }),
        ("rest", &|x| drop(x.rest.insert("due".into(), "twice".into()))),
        ("statement", &|x| drop(x.rest.insert("log".into(), "x".repeat(8 << 20).into()))),
    ];
    for (field, spoil) in spoils {
        let mut spoiled = commitment(71, 1);
        spoil(&mut spoiled);
        assert_eq!(refused(&ground(), &declared(spoiled)).facts()[0].1, field);
    }
    let document = |address: &str, sha256: &str| {
        let title = "Report".to_owned();
        vec![Evidence::Document { title, address: address.into(), sha256: sha256.into() }]
    };
    let coalition = with(&[declared(commitment(71, 1))]);
    let spoils: [(&str, Spoil<'_, Claim>); 6] = [
        ("on", &|x| x.on = day("2026-11-26")),
        ("figure", &|x| x.figure = Some(f64::INFINITY)),
        ("evidence", &|x| x.evidence = document(" ", "")),
        ("evidence", &|x| x.evidence = document("https://example.org", "abc")),
        ("evidence", &|x| x.evidence = document("javascript:x", "")),
        ("text", &|x| x.text = Names::new("en", "")),
    ];
    for (field, spoil) in spoils {
        let mut spoiled = claim(71, ProgressLevel::Started);
        spoil(&mut spoiled);
        assert_eq!(refused(&coalition, &claimed(spoiled)).facts()[0].1, field);
    }
    for (what, evidence) in [
        ("statement", Evidence::Statement(coalition.size)),
        ("initiative", Evidence::Initiative(id(19))),
        ("estimate", Evidence::Estimate(id(11))),
    ] {
        let evidence = vec![evidence];
        let said = Claim { evidence, ..claim(71, ProgressLevel::Started) };
        assert_eq!(refused(&coalition, &claimed(said)).facts()[0], ("what", what.to_owned()));
    }
}

#[test]
fn commitments_never_wait_for_each_other_in_a_circle() {
    let waiting = |number, other| {
        let condition = Condition { commitment: id(other), level: ProgressLevel::Partial };
        Commitment { condition: Some(condition), ..commitment(number, 1) }
    };
    let itself = PromiseRefusal::WaitsForItself { commitment: id(71) };
    assert_eq!(refused(&ground(), &declared(waiting(71, 71))), itself.clone().into());
    let mut coalition =
        with(&[declared(commitment(71, 1)), declared(waiting(72, 71)), declared(waiting(73, 72))]);
    assert_eq!(refused(&coalition, &changed(waiting(71, 73))), itself.into());
    assert_eq!(refused(&coalition, &changed(waiting(71, 79))).code(), "coalition/absent");
    // Two that are declared together may refer to each other, but not wait for each other.
    let both = |first, second| {
        let both: [Commitment; 2] = [first, second];
        Command::Declare(both.map(|it| Declaration::Commitment(Box::new(it))).to_vec())
    };
    assert_eq!(say(&mut coalition.clone(), &both(waiting(75, 76), commitment(76, 1))), Ok(2));
    let circle = refused(&coalition, &both(waiting(75, 76), waiting(76, 75)));
    assert_eq!(circle.code(), "coalition/commitment-waits-for-itself");

    let withdraw = PromiseCommand::Withdraw { commitment: id(71), reason: "no money".into() };
    assert_eq!(say(&mut coalition, &Command::Promise(withdraw.clone())), Ok(1));
    assert_eq!(say(&mut coalition, &Command::Promise(withdraw)), Ok(0));
    let in_vain = PromiseRefusal::WaitsInVain { commitment: id(71) };
    assert_eq!(refused(&coalition, &declared(waiting(74, 71))), in_vain.into());
    assert_eq!(standing(&coalition, 72, "2029-01-01"), (CommitmentStanding::Waiting, None));
    let gone = refused(&coalition, &claimed(claim(71, ProgressLevel::Started)));
    assert_eq!(gone, PromiseRefusal::Withdrawn { commitment: id(71) }.into());
}

#[test]
fn claimed_evidenced_and_reviewed_are_three_things() {
    use ProgressLevel::{Complete, Partial, Started, Substantial};
    let mut coalition = with(&[declared(commitment(71, 1)), name(71, 2, "")]);
    let levels = |coalition: &Coalition| {
        let history = coalition.plan.promises.commitment(&id(71)).unwrap();
        (history.claimed(), history.evidenced(), history.reviewed())
    };
    assert_eq!(levels(&coalition), (None, None, None));
    let evidence = vec![Evidence::Initiative(id(11))];
    let shown = Claim { evidence, ..claim(71, Partial) };
    assert_eq!(say(&mut coalition, &claimed(shown.clone())), Ok(1));
    assert_eq!(say(&mut coalition, &claimed(shown)), Ok(0), "the same is not said twice");
    assert_eq!(say(&mut coalition, &claimed(claim(71, Complete))), Ok(1));
    assert_eq!(levels(&coalition), (Some(Complete), Some(Partial), None));
    reviewed_on(&mut coalition, review(71, Substantial), "2026-11-25");
    assert_eq!(levels(&coalition), (Some(Complete), Some(Partial), Some(Substantial)));
    assert_eq!(standing(&coalition, 71, "2028-01-01"), (CommitmentStanding::Late, Some(1)));
    // Whoever takes back what was said has shown no more than is left.
    assert_eq!(say(&mut coalition, &claimed(claim(71, Started))), Ok(1));
    assert_eq!(levels(&coalition), (Some(Started), Some(Started), Some(Substantial)));
}

#[test]
fn a_review_judges_a_claim_of_this_commitment_and_only_complete_closes_it() {
    let done = Claim { on: day("2026-11-20"), ..claim(71, ProgressLevel::Complete) };
    let mut coalition = with(&[
        declared(Commitment {
            promised: Some(day("2026-01-01")),
            due: day("2026-11-15"),
            ..commitment(71, 1)
        }),
        declared(commitment(72, 1)),
        name(71, 2, ""),
        claimed(done),
        claimed(claim(72, ProgressLevel::Complete)),
    ]);
    let statement = coalition.size - 2;
    let judge =
        |claim| ProgressReview { claim: Some(claim), ..review(71, ProgressLevel::Complete) };
    let command = Command::Promise(PromiseCommand::Review(Box::new(judge(statement + 1))));
    let refusal = decide(&coalition, &user(92, 2), &command, now()).unwrap_err();
    assert_eq!(refusal, PromiseRefusal::NoSuchClaim { claim: statement + 1 }.into());
    assert_eq!(standing(&coalition, 71, "2026-11-24"), (CommitmentStanding::Late, Some(9)));

    let is_open = |coalition: &Coalition| {
        coalition.plan.promises.commitment(&id(71)).is_some_and(CommitmentHistory::is_open)
    };
    assert!(is_open(&coalition), "nobody found it done");
    reviewed_on(&mut coalition, judge(statement), "2027-03-20");
    assert!(!is_open(&coalition), "it is complete");
    // Done is the day of the claim that was found true, months before the review.
    assert_eq!(standing(&coalition, 71, "2027-03-21"), (CommitmentStanding::Complete, Some(5)));
    let closed = PromiseRefusal::Complete { commitment: id(71) };
    let withdraw = PromiseCommand::Withdraw { commitment: id(71), reason: "done".into() };
    for command in [
        claimed(claim(71, ProgressLevel::Complete)),
        changed(commitment(71, 1)),
        Command::Promise(withdraw),
    ] {
        assert_eq!(refused(&coalition, &command), closed.clone().into());
    }
    // A later look may find that it is not, and opens it again.
    reviewed_on(&mut coalition, review(71, ProgressLevel::Partial), "2027-04-20");
    assert_eq!(standing(&coalition, 71, "2027-04-21").0, CommitmentStanding::Late);
    assert!(is_open(&coalition));
    let withdraw = PromiseCommand::Withdraw { commitment: id(71), reason: "too much".into() };
    assert_eq!(say(&mut coalition, &Command::Promise(withdraw)), Ok(1));
    assert!(!is_open(&coalition), "it was withdrawn");
}

#[test]
fn cells_that_were_chosen_later_are_told_from_those_that_were_promised() {
    let cell = |place: &str| CommitmentCell {
        place: code(place),
        pillar: None,
        side: None,
        form: None,
        population: Population::EVERYBODY,
    };
    let first = Commitment { cells: vec![cell("AA")], ..commitment(71, 1) };
    let mut coalition = with(&[declared(first.clone())]);
    let were_changed = |coalition: &Coalition| {
        coalition.plan.promises.commitment(&id(71)).unwrap().cells_were_changed()
    };
    let later = Commitment { due: day("2028-06-30"), ..first.clone() };
    assert_eq!(say(&mut coalition, &changed(later.clone())), Ok(1));
    assert!(!were_changed(&coalition), "another day, the same cells");
    let elsewhere = Commitment { cells: vec![cell("BB")], ..later.clone() };
    assert_eq!(say(&mut coalition, &changed(elsewhere)), Ok(1));
    assert!(were_changed(&coalition));
}

#[test]
fn the_public_reads_what_is_said_of_a_commitment_from_its_day_on() {
    let public = |number, from| Commitment { public_from: from, ..commitment(number, 1) };
    let mut coalition = with(&[
        declared(public(71, Some(day("2027-01-01")))),
        declared(public(72, None)),
        claimed(claim(71, ProgressLevel::Started)),
    ]);
    let made = |number| Body::CommitmentMade(Box::new(commitment(number, 1)));
    let said = |number| Body::ProgressClaimed(Box::new(claim(number, ProgressLevel::Started)));
    for (body, on, expected) in [
        (made(71), "2026-12-31", false),
        (made(71), "2027-01-01", true),
        (said(71), "2026-12-31", false),
        (said(71), "2027-01-01", true),
        (made(72), "2099-01-01", false),
    ] {
        assert_eq!(coalition.plan.promises.is_public(&body, day(on)), expected, "{body:?} {on}");
    }
    // From that day on it stays in the public's sight.
    let first_public_day = "2027-01-01T10:00:00Z".parse().unwrap();
    let hide = changed(public(71, None));
    let refusal = decide(&coalition, &Actor::operator(), &hide, first_public_day).unwrap_err();
    let from = day("2027-01-01");
    assert_eq!(refusal, PromiseRefusal::PublicAlready { commitment: id(71), from }.into());
    // Taken back before that, what was said of it is not read either.
    assert_eq!(say(&mut coalition, &hide), Ok(1));
    assert!(!coalition.plan.promises.is_public(&said(71), day("2027-01-01")));
}

#[test]
fn nobody_reviews_what_they_have_a_part_in() {
    let mut coalition = with(&[declared(commitment(71, 1))]);
    let judge =
        Command::Promise(PromiseCommand::Review(Box::new(review(71, ProgressLevel::Complete))));
    let none = decide(&coalition, &user(92, 2), &judge, now()).unwrap_err();
    assert_eq!(none, PromiseRefusal::NoReviewer { commitment: id(71) }.into());
    let own = refused(&coalition, &name(71, 1, ""));
    assert_eq!(own, PromiseRefusal::ReviewsItself { maker: id(1) }.into());
    assert_eq!(say(&mut coalition, &name(71, 2, "")), Ok(1));
    assert_eq!(say(&mut coalition, &name(71, 2, "")), Ok(0));

    // A coordinator of the reviewing organisation who spoke for the maker cannot judge after that.
    let coordinator = Actor { role: Role::Coordinator, ..user(93, 2) };
    let spoke = claimed(claim(71, ProgressLevel::Partial));
    carry_out(&mut coalition, &coordinator, &spoke).unwrap();
    for actor in [Actor::operator(), user(91, 1), coordinator] {
        let refusal = decide(&coalition, &actor, &judge, now()).unwrap_err();
        assert_eq!(refusal.code(), "coalition/not-allowed", "{actor:?}");
    }
    assert!(decide(&coalition, &user(92, 2), &judge, now()).is_ok());
}

#[test]
fn another_reviewer_is_named_with_a_reason() {
    let organisation = crate::ground::organisation(3);
    let mut coalition = with(&[
        Command::Declare(vec![Declaration::Organisation(organisation)]),
        declared(commitment(71, 1)),
        name(71, 2, ""),
    ]);
    assert_eq!(refused(&coalition, &name(71, 3, " ")).facts()[0].1, "reason");
    assert_eq!(say(&mut coalition, &name(71, 3, "2 is a donor of 1")), Ok(1));
    let history = coalition.plan.promises.commitment(&id(71)).unwrap();
    assert_eq!(history.reviewer(), Some(id(3)));
    let judge =
        Command::Promise(PromiseCommand::Review(Box::new(review(71, ProgressLevel::Complete))));
    assert!(decide(&coalition, &user(92, 2), &judge, now()).is_err());
}

#[test]
fn a_policy_is_matched_with_means_and_rests_on_them() {
    let policy = Means::Policy(Names::new("en", "Work permits"));
    let host = Commitment { means: vec![policy], ..commitment(71, 1) };
    let beds = vec![Means::Capacity { units: 40, unit: "beds".into() }];
    let donor = Commitment { means: beds, ..commitment(72, 2) };
    let own = Commitment { means: donor.means.clone(), ..commitment(73, 1) };
    let mut coalition = with(&[
        declared(host.clone()),
        declared(donor),
        declared(own),
        declared(commitment(74, 2)),
    ]);
    let propose = |number, policy, resources| {
        let (policy, resources) = (id(policy), id(resources));
        Command::Promise(PromiseCommand::ProposeMatch { id: id(number), policy, resources })
    };
    for (policy, resources) in [(71, 73), (71, 74), (72, 71)] {
        let refusal = refused(&coalition, &propose(75, policy, resources));
        assert_eq!(refusal, PromiseRefusal::NoPair.into());
    }
    // Coordinators of neither propose; then both makers have to agree.
    assert_eq!(say(&mut coalition, &propose(75, 71, 72)), Ok(1));
    assert_eq!(say(&mut coalition, &propose(75, 71, 72)), Ok(0));
    let again = PromiseRefusal::MatchedAlready { pledge_match: id(75) };
    assert_eq!(refused(&coalition, &propose(76, 71, 72)), again.into());
    let accept = Command::Promise(PromiseCommand::AcceptMatch(id(75)));
    let how = |coalition: &Coalition| {
        let promises = &coalition.plan.promises;
        serde_json::to_value(promises.match_standing(&promises.matches[&id(75)])).unwrap()
    };
    carry_out(&mut coalition, &user(91, 1), &accept).unwrap();
    assert_eq!(how(&coalition), "proposed");
    carry_out(&mut coalition, &user(92, 2), &accept).unwrap();
    assert_eq!(how(&coalition), "agreed");
    let bare = Commitment { means: Vec::new(), ..host };
    let rests = PromiseRefusal::MatchRestsOnMeans { pledge_match: id(75) };
    assert_eq!(refused(&coalition, &changed(bare.clone())), rests.into());
    let end = PromiseCommand::EndMatch { pledge_match: id(75), reason: "the law fell".into() };
    carry_out(&mut coalition, &user(91, 1), &Command::Promise(end)).unwrap();
    assert_eq!(how(&coalition), "ended");
    assert_eq!(say(&mut coalition, &changed(bare)), Ok(1));
    let over = decide(&coalition, &user(92, 2), &accept, now()).unwrap_err();
    assert_eq!(over, PromiseRefusal::MatchEnded { pledge_match: id(75) }.into());
}

#[test]
fn a_table_of_commitments_is_undone_unless_somebody_acted_on_it() {
    let read = |number, all: &[Commitment]| Command::Import {
        import: import(number),
        declarations: all.iter().cloned().map(Box::new).map(Declaration::Commitment).collect(),
    };
    let undo = |number| Command::UndoImport { import: id(number), reason: "wrong file".into() };
    let table = [commitment(71, 1), commitment(72, 2)];
    let mut coalition = ground();
    assert_eq!(say(&mut coalition, &read(57, &table)), Ok(3));
    assert_eq!(say(&mut coalition, &read(58, &table)), Ok(0));
    let edited = [commitment(71, 1), Commitment { due: day("2028-12-31"), ..commitment(72, 2) }];
    assert_eq!(say(&mut coalition, &read(58, &edited)), Ok(2));
    let due = |coalition: &Coalition| {
        let history = coalition.plan.promises.commitment(&id(72));
        history.map(|history| history.current.commitment.due)
    };
    let mut undone = coalition.clone();
    say(&mut undone, &undo(58)).unwrap();
    assert_eq!(due(&undone), Some(day("2027-12-31")));
    say(&mut undone, &undo(57)).unwrap();
    assert_eq!(due(&undone), None);
    assert_eq!(undone.plan.promises.of_maker(id(2)).count(), 0);

    say(&mut coalition, &claimed(claim(72, ProgressLevel::Started))).unwrap();
    assert_eq!(
        refused(&undone, &claimed(claim(72, ProgressLevel::Started))).code(),
        "coalition/absent"
    );
    assert!(say(&mut coalition.clone(), &undo(58)).is_ok(), "the first import still says it");
    let mut judged = coalition.clone();
    say(&mut judged, &name(72, 1, "")).unwrap();
    let judge =
        Command::Promise(PromiseCommand::Review(Box::new(review(72, ProgressLevel::Complete))));
    carry_out(&mut judged, &user(91, 1), &judge).unwrap();
    assert_eq!(refused(&judged, &undo(58)).code(), "coalition/still-used");
    say(&mut coalition, &undo(58)).unwrap();
    let used = refused(&coalition, &undo(57));
    assert_eq!(used.facts(), [("count", "1".to_owned()), ("example", "Promise 72".to_owned())]);
}

#[test]
fn what_a_commitment_or_its_evidence_names_keeps_its_import() {
    let place = Declaration::Place(crate::ground::place("EE"));
    let initiative = Declaration::Initiative(Box::new(crate::ground::initiative(12, 1, "AA")));
    let file = Command::Import { import: import(58), declarations: vec![place, initiative] };
    let undo = Command::UndoImport { import: id(58), reason: "wrong file".into() };
    let cell = CommitmentCell {
        place: code("EE"),
        pillar: None,
        side: None,
        form: None,
        population: Population::EVERYBODY,
    };
    let there = Commitment { cells: vec![cell], ..commitment(71, 1) };
    let evidence = vec![Evidence::Initiative(id(12))];
    let shown = Claim { evidence, ..claim(72, ProgressLevel::Started) };
    for rests in [vec![declared(there)], vec![declared(commitment(72, 1)), claimed(shown)]] {
        let mut coalition = ground();
        say(&mut coalition, &file).unwrap();
        for command in &rests {
            say(&mut coalition, command).unwrap();
        }
        assert_eq!(refused(&coalition, &undo).code(), "coalition/still-used", "{rests:?}");
    }
}
