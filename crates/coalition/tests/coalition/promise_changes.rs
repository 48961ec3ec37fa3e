//! What a change of a commitment cannot do: stop it being late, hide it, hollow out a match.

use crate::ground::{action, carry_out, claim, commitment, id, plan, review};
use crate::promises::{changed, claimed, day, declared, name, refused, say, standing, user, with};
use concert_coalition::{
    Action, Actor, Author, Claim, Coalition, Command, Commitment, CommitmentStanding, Condition,
    Evidence, MatchStanding, Means, PlanCommand, ProgressLevel, PromiseCommand, PromiseRefusal,
    Role, decide,
};
use concert_terms::{Money, Names};

fn reviewed_at(number: u8, level: ProgressLevel) -> Condition {
    Condition { commitment: id(number), level }
}

/// A commitment of organisation 1 whose last day was ten days ago.
fn late(number: u8) -> Commitment {
    Commitment {
        promised: Some(day("2026-01-01")),
        due: day("2026-11-14"),
        ..commitment(number, 1)
    }
}

#[test]
fn a_commitment_whose_day_has_passed_cannot_begin_to_wait() {
    let level = ProgressLevel::Partial;
    let waiting = Commitment { condition: Some(reviewed_at(72, level)), ..late(73) };
    let mut coalition =
        with(&[declared(commitment(72, 1)), declared(late(71)), declared(waiting.clone())]);
    let is_late = (CommitmentStanding::Late, Some(10));
    assert_eq!(standing(&coalition, 71, "2026-11-24"), is_late);
    let begins = Commitment { condition: Some(reviewed_at(72, level)), ..late(71) };
    let (due, today) = (day("2026-11-14"), day("2026-11-24"));
    let too_late = PromiseRefusal::TooLateToWait { due, day: today };
    assert_eq!(refused(&coalition, &changed(begins.clone())), too_late.clone().into());
    assert_eq!(standing(&coalition, 71, "2026-11-24"), is_late);
    // A condition that it had from the start stays, but none is put in its place.
    let reworded = Commitment { text: Names::new("en", "Promise anew"), ..waiting.clone() };
    assert_eq!(say(&mut coalition, &changed(reworded)), Ok(1));
    let further =
        Commitment { condition: Some(reviewed_at(72, ProgressLevel::Complete)), ..waiting };
    assert_eq!(refused(&coalition, &changed(further)), too_late.into());
    let waits_no_more = late(73);
    assert_eq!(say(&mut coalition, &changed(waits_no_more)), Ok(1));
    // On its last day a commitment can still begin to wait, and whoever moves the day says so.
    let postponed = Commitment { due: today, ..begins };
    assert_eq!(say(&mut coalition, &changed(postponed)), Ok(1));
    let history = coalition.plan.promises.commitment(&id(71)).unwrap();
    assert_eq!(history.days_postponed(), 10);
}

#[test]
fn what_the_public_could_read_of_a_commitment_is_not_hidden_again() {
    let public =
        |from: Option<&str>| Commitment { public_from: from.map(day), ..commitment(71, 1) };
    let mut coalition = with(&[declared(public(Some("2026-11-24")))]);
    let from = day("2026-11-24");
    let refusal = PromiseRefusal::PublicAlready { commitment: id(71), from };
    for hidden in [None, Some("2026-11-25"), Some("2099-01-01")] {
        assert_eq!(refused(&coalition, &changed(public(hidden))), refusal.clone().into());
    }
    let reworded = Commitment { text: Names::new("en", "More"), ..public(Some("2026-11-24")) };
    assert_eq!(say(&mut coalition, &changed(reworded)), Ok(1));
    assert_eq!(say(&mut coalition, &changed(public(Some("2026-11-01")))), Ok(1));
    // Before its day has come it can be put off, and taken back.
    let mut coalition = with(&[declared(public(Some("2026-11-25")))]);
    assert_eq!(say(&mut coalition, &changed(public(Some("2027-11-25")))), Ok(1));
    assert_eq!(say(&mut coalition, &changed(public(None))), Ok(1));
}

#[test]
fn what_was_said_of_a_commitment_is_no_evidence_of_it() {
    let mut coalition = with(&[declared(commitment(72, 1)), declared(commitment(71, 1))]);
    let made = coalition.size - 1;
    let shown = |statement| {
        let evidence = vec![Evidence::Statement(statement)];
        claimed(Claim { evidence, ..claim(71, ProgressLevel::Partial) })
    };
    for command in [
        changed(Commitment { due: day("2028-12-31"), ..commitment(71, 1) }),
        claimed(claim(71, ProgressLevel::Started)),
        name(71, 2, ""),
    ] {
        assert_eq!(say(&mut coalition, &command), Ok(1));
    }
    let judged =
        Command::Promise(PromiseCommand::Review(Box::new(review(71, ProgressLevel::None))));
    carry_out(&mut coalition, &user(92, 2), &judged).unwrap();
    for statement in made..coalition.size {
        let itself = PromiseRefusal::EvidenceOfItself { statement };
        assert_eq!(refused(&coalition, &shown(statement)), itself.into());
    }
    assert_eq!(say(&mut coalition, &shown(made - 1)), Ok(1), "another commitment is another thing");
}

#[test]
fn nobody_names_themselves_or_their_own_organisation_as_the_reviewer() {
    let mut coalition = with(&[declared(commitment(71, 1))]);
    let coordinator = |of: Option<u8>| {
        let author = Author::User(id(94));
        Actor { author, role: Role::Coordinator, organisation: of.map(id) }
    };
    for own in [1, 2] {
        let answer =
            decide(&coalition, &coordinator(Some(own)), &name(71, 2, ""), crate::ground::now());
        assert_eq!(answer.unwrap_err().code(), "coalition/not-allowed", "of {own}");
    }
    carry_out(&mut coalition, &coordinator(None), &name(71, 2, "")).unwrap();
    // Who named organisation 2 and joined it afterwards does not judge for it.
    let judge =
        Command::Promise(PromiseCommand::Review(Box::new(review(71, ProgressLevel::Complete))));
    let answer = decide(&coalition, &coordinator(Some(2)), &judge, crate::ground::now());
    assert_eq!(answer.unwrap_err().code(), "coalition/not-allowed");
    assert!(decide(&coalition, &user(92, 2), &judge, crate::ground::now()).is_ok());
}

#[test]
fn a_commitment_can_be_reworded_after_its_action_was_dropped() {
    let kept =
        |codes: &[&str]| -> Vec<Action> { codes.iter().map(|&code| action(code, &[])).collect() };
    let state = |codes: &[&str]| Command::Plan(PlanCommand::State(Box::new(plan(99, kept(codes)))));
    let towards = |number, code: &str| Commitment { action: code.into(), ..commitment(number, 1) };
    let mut coalition = with(&[
        state(&["1", "2"]),
        declared(towards(71, "1")),
        declared(towards(72, "2")),
        state(&["2"]),
    ]);
    let reworded = Commitment { text: Names::new("en", "Open a shelter"), ..towards(71, "1") };
    assert_eq!(say(&mut coalition, &changed(reworded)), Ok(1));
    for command in [changed(towards(72, "1")), declared(towards(73, "1"))] {
        assert_eq!(refused(&coalition, &command).code(), "coalition/unknown-action");
    }
}

fn policy(words: &str) -> Commitment {
    Commitment { means: vec![Means::Policy(Names::new("en", words))], ..commitment(71, 1) }
}

fn money(amount: u64) -> Commitment {
    let means = vec![Means::Money(Money { amount, currency: "USD".into() })];
    Commitment { means, ..commitment(72, 2) }
}

fn propose(number: u8) -> Command {
    let (policy, resources) = (id(71), id(72));
    Command::Promise(PromiseCommand::ProposeMatch { id: id(number), policy, resources })
}

fn accept(number: u8) -> Command {
    Command::Promise(PromiseCommand::AcceptMatch(id(number)))
}

fn end(number: u8) -> Command {
    let reason = "less money".to_owned();
    Command::Promise(PromiseCommand::EndMatch { pledge_match: id(number), reason })
}

fn match_standing(coalition: &Coalition, number: u8) -> MatchStanding {
    let promises = &coalition.plan.promises;
    promises.match_standing(&promises.matches[&id(number)])
}

#[test]
fn what_the_other_maker_agreed_to_is_not_changed_under_the_match() {
    let mut coalition = with(&[declared(policy("Work permits")), declared(money(900_000))]);
    let (host, donor) = (user(91, 1), user(92, 2));
    carry_out(&mut coalition, &host, &propose(75)).unwrap();
    let rests = PromiseRefusal::MatchRestsOnMeans { pledge_match: id(75) };
    // The host has agreed to the money; the donor has agreed to nothing yet.
    assert_eq!(refused(&coalition, &changed(money(1))), rests.clone().into());
    assert_eq!(say(&mut coalition, &changed(policy("Permits"))), Ok(1));
    carry_out(&mut coalition, &donor, &accept(75)).unwrap();
    for change in [money(1), money(2_000_000), policy("Work permits")] {
        assert_eq!(refused(&coalition, &changed(change)), rests.clone().into());
    }
    // What does not belong to the match can change.
    let mut more = money(900_000);
    more.means.insert(0, Means::Staff { people: 3 });
    more.due = day("2028-12-31");
    assert_eq!(say(&mut coalition, &changed(more)), Ok(1));
    assert_eq!(match_standing(&coalition, 75), MatchStanding::Agreed);
    // Whoever means something else ends the match, and the other is asked again.
    carry_out(&mut coalition, &donor, &end(75)).unwrap();
    assert_eq!(say(&mut coalition, &changed(money(1))), Ok(1));
    carry_out(&mut coalition, &donor, &propose(76)).unwrap();
    assert_eq!(match_standing(&coalition, 76), MatchStanding::Proposed);
}

#[test]
fn a_match_that_has_ended_is_proposed_anew_under_another_identifier_only() {
    let mut coalition = with(&[declared(policy("Work permits")), declared(money(9))]);
    let host = user(91, 1);
    carry_out(&mut coalition, &host, &propose(75)).unwrap();
    carry_out(&mut coalition, &host, &end(75)).unwrap();
    let ended = PromiseRefusal::MatchEnded { pledge_match: id(75) };
    let again = decide(&coalition, &host, &propose(75), crate::ground::now());
    assert_eq!(again, Err(ended.into()));
    carry_out(&mut coalition, &host, &propose(76)).unwrap();
    assert_eq!(match_standing(&coalition, 76), MatchStanding::Proposed);
}
