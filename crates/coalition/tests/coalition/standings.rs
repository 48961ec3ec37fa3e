//! How promises stand on a day: late or not, their light, their reminders, the health of a plan.

use crate::ground::{action, claim, commitment, id, plan, review};
use crate::promises::{claimed, day, declared, name, reviewed_on, say, standing, with};
use concert_coalition::{
    Action, ActionNumber, Addressee, Claim, Coalition, Command, Commitment, CommitmentStanding,
    Condition, Evidence, LevelBasis, Light, LightRule, Plan, PlanCommand, ProgressLevel,
    PromiseCommand,
};
use concert_terms::Names;

#[test]
fn a_commitment_stands_by_its_days_and_its_condition() {
    let condition = Condition { commitment: id(72), level: ProgressLevel::Partial };
    let mut coalition = with(&[
        declared(commitment(72, 1)),
        declared(Commitment { condition: Some(condition), ..commitment(71, 1) }),
        name(72, 2, ""),
    ]);
    for (on, expected) in [
        ("2027-11-30", (CommitmentStanding::Running, None)),
        ("2027-12-01", (CommitmentStanding::DueSoon, None)),
        ("2027-12-31", (CommitmentStanding::DueSoon, None)),
        ("2028-01-01", (CommitmentStanding::Late, Some(1))),
    ] {
        assert_eq!(standing(&coalition, 72, on), expected, "{on}");
        assert_eq!(standing(&coalition, 71, on), (CommitmentStanding::Waiting, None), "{on}");
    }
    reviewed_on(&mut coalition, review(72, ProgressLevel::Started), "2026-12-01");
    assert_eq!(standing(&coalition, 71, "2026-12-02").0, CommitmentStanding::Waiting);
    reviewed_on(&mut coalition, review(72, ProgressLevel::Substantial), "2026-12-01");
    assert_eq!(standing(&coalition, 71, "2026-12-02").0, CommitmentStanding::Running);
}

#[test]
fn a_light_shows_the_facts_from_which_its_colour_follows() {
    let evidence = vec![Evidence::Statement(0)];
    let mut coalition = with(&[
        declared(Commitment {
            promised: Some(day("2026-01-01")),
            due: day("2026-12-31"),
            ..commitment(71, 1)
        }),
        name(71, 2, ""),
        claimed(claim(71, ProgressLevel::Substantial)),
    ]);
    let light = |coalition: &Coalition, on: &str| {
        let promises = &coalition.plan.promises;
        let facts = promises.light_facts(promises.commitment(&id(71)).unwrap(), day(on));
        (LightRule::default().light(&facts), facts)
    };
    // On the last of November, 333 of 364 days have passed; a bare claim counts for nothing.
    let (colour, facts) = light(&coalition, "2026-11-30");
    assert_eq!((colour, facts.basis), (Light::Red, LevelBasis::Nothing));
    assert!((facts.time_passed - 333.0 / 364.0).abs() < 1e-12);
    assert_eq!((facts.days_silent, facts.days_late), (7, None));

    let shown = Claim { evidence, ..claim(71, ProgressLevel::Substantial) };
    say(&mut coalition, &claimed(shown)).unwrap();
    let (colour, facts) = light(&coalition, "2026-11-30");
    assert_eq!((colour, facts.basis), (Light::Green, LevelBasis::Evidenced));

    reviewed_on(&mut coalition, review(71, ProgressLevel::Partial), "2026-12-01");
    let (colour, facts) = light(&coalition, "2026-12-02");
    assert_eq!((colour, facts.basis), (Light::Amber, LevelBasis::Reviewed));
    assert_eq!(facts.level, ProgressLevel::Partial);
    let (colour, facts) = light(&coalition, "2027-01-05");
    assert_eq!((colour, facts.days_late), (Light::Red, Some(5)));
}

#[test]
fn each_reminder_is_due_from_its_day_on_until_the_next() {
    let coalition = with(&[
        declared(commitment(71, 1)),
        declared(Commitment { due: day("2027-01-08"), ..commitment(72, 2) }),
    ]);
    let due = |number: u8, on: &str| {
        let promises = &coalition.plan.promises;
        let mut reminders = promises.reminders_due(day(on));
        let reminder = reminders.find(|reminder| reminder.commitment == id(number))?;
        let occasion = reminder.key.rsplit('/').next().unwrap().to_owned();
        Some((occasion, reminder.on.to_string(), reminder.days_left))
    };
    let said = |occasion: &str, on: &str, left| Some((occasion.to_owned(), on.to_owned(), left));
    assert_eq!(due(71, "2027-10-01"), None);
    for (on, expected) in [
        ("2027-10-02", said("-90", "2027-10-02", 90)),
        ("2027-11-30", said("-90", "2027-10-02", 31)),
        ("2027-12-01", said("-30", "2027-12-01", 30)),
        ("2027-12-24", said("-7", "2027-12-24", 7)),
        ("2027-12-31", said("+0", "2027-12-31", 0)),
        ("2028-01-29", said("+0", "2027-12-31", -29)),
        ("2028-01-30", said("+30", "2028-01-30", -30)),
        ("2028-03-30", said("+90", "2028-03-30", -90)),
    ] {
        assert_eq!(due(71, on), expected, "{on}");
    }
    // Made 45 days before its last day, it is not reminded of 90 days that it never had.
    assert_eq!(due(72, "2026-11-25"), None);
    assert_eq!(due(72, "2026-12-09"), said("-30", "2026-12-09", 30));
}

#[test]
fn the_health_of_a_plan_counts_what_is_promised_done_and_shown() {
    let named = Action { addressees: vec![Addressee::Organisation(id(2))], ..action("2", &[]) };
    let actions = vec![action("1", &[]), named, action("3", &[])];
    let stated = Plan { names: Names::new("en", "North"), ..plan(99, actions) };
    let late = |number, due: &str| Commitment {
        promised: Some(day("2026-01-01")),
        due: day(due),
        ..commitment(number, 1)
    };
    let evidence = vec![Evidence::Initiative(id(11))];
    let mut coalition = with(&[
        Command::Plan(PlanCommand::State(Box::new(stated))),
        declared(late(71, "2026-10-25")),
        declared(late(72, "2026-11-04")),
        declared(commitment(73, 2)),
        declared(commitment(74, 2)),
        name(72, 2, ""),
        claimed(Claim { evidence, ..claim(71, ProgressLevel::Partial) }),
        claimed(claim(72, ProgressLevel::Complete)),
        claimed(claim(73, ProgressLevel::None)),
        Command::Promise(PromiseCommand::Withdraw {
            commitment: id(74),
            reason: "no money".into(),
        }),
    ]);
    reviewed_on(&mut coalition, review(72, ProgressLevel::Complete), "2026-11-14");
    let health = coalition.plan_health(id(99), day("2026-11-24")).unwrap();
    let actions = (health.actions, health.actions_with_commitment, health.actions_with_initiative);
    assert_eq!((actions, health.actions_without_owner), ((3, 1, 1), 1));
    assert_eq!((health.commitments, health.commitments_without_cell), (3, 3));
    assert_eq!((health.claimed, health.evidenced, health.reviewed), (2, 1, 1));
    assert_eq!((health.late, health.complete), (1, 1));
    // 71 is 30 days late, 72 was done 10 days late, 73 is not due.
    assert_eq!(health.median_days_late, Some(20.0));
    let towards = ActionNumber { plan: id(99), action: "1".into() };
    assert_eq!(coalition.plan.promises.towards(&towards).count(), 4);
    assert_eq!(coalition.plan_health(id(9), day("2026-11-24")), None);
}
