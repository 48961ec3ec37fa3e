//! Decisions by example: bodies, amendments, consensus, admission, plans, what follows.

use crate::assembly::{
    amend, assembled, body, conclude, day, draft, member, members, of, on, open, position, settle,
    simple_majority, text,
};
use crate::ground::{action, id, import, now, organisation, plan};
use concert_coalition::{
    Actor, Adoption, Chamber, Choice, Coalition, Command, DecidingBody, DecisionCommand,
    DecisionRefusal, Declaration, Fraction, Majority, Members, Outcome, Plan, PlanCommand,
    ProposalDraft, Refusal, Rule, Standing, StandingByKind, Statement, Subject, decide,
};
use concert_terms::OrganisationKind;

fn describe(coalition: &mut Coalition, body: DecidingBody) -> Result<Vec<Statement>, Refusal> {
    let command = Command::Decision(DecisionCommand::DescribeBody(Box::new(body)));
    on(coalition, "2026-10-02", &Actor::operator(), &command)
}

fn refusal(answer: Result<Vec<Statement>, Refusal>) -> DecisionRefusal {
    match answer {
        Err(Refusal::Decision(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_change_of_the_body_does_not_touch_what_is_open() {
    let mut coalition = assembled();
    let before = coalition.decisions.proposals.clone();
    let consensus = body(81, &[1, 3, 4], Rule::Consensus { days: 2 });
    assert_eq!(describe(&mut coalition, consensus).unwrap().len(), 1);
    assert_eq!(coalition.decisions.proposals, before);
    on(&mut coalition, "2026-11-24", &of(4), &position(84, Choice::For)).unwrap_err();
    on(&mut coalition, "2026-11-24", &of(1), &position(84, Choice::For)).unwrap();
    on(&mut coalition, "2026-11-24", &of(3), &position(84, Choice::For)).unwrap();
    on(&mut coalition, "2026-12-01", &of(3), &conclude(84)).unwrap();
    let outcome = |number| coalition.decisions.proposals[&id(number)].outcome();
    assert_eq!(outcome(84), Some(Outcome::Adopted));
    assert_eq!(outcome(86), Some(Outcome::NoQuorum));
}

#[test]
fn an_amendment_of_an_earlier_text_cannot_undo_a_later_one() {
    let mut coalition = assembled();
    let today = "2026-11-24";
    on(&mut coalition, today, &of(1), &amend(82, "We must act.")).unwrap();
    on(&mut coalition, today, &of(1), &settle(82, 2, true)).unwrap();
    let text =
        |coalition: &Coalition| coalition.decisions.proposals[&id(82)].text().pick("en").to_owned();
    assert_eq!(text(&coalition), "We must act.");
    let stale = refusal(on(&mut coalition, today, &of(1), &settle(82, 1, true)));
    assert_eq!(stale, DecisionRefusal::AmendsEarlierText { number: 1, amends: 1, version: 2 });
    on(&mut coalition, today, &of(1), &settle(82, 1, false)).unwrap();
    let again = refusal(on(&mut coalition, today, &of(1), &settle(82, 1, true)));
    assert_eq!(again, DecisionRefusal::AmendmentSettled { number: 1 });
    assert_eq!(text(&coalition), "We must act.");
}

#[test]
fn an_objection_has_a_reason_and_blocks_until_it_is_withdrawn() {
    let mut coalition = members();
    describe(&mut coalition, body(81, &[1, 3, 4], Rule::Consensus { days: 3 })).unwrap();
    let short = draft(95, 81, "2026-11-10", "2026-11-12");
    let refused = refusal(on(&mut coalition, "2026-11-09", &of(1), &open(short)));
    assert_eq!(refused, DecisionRefusal::TooShort { days: 2, needed: 3 });
    for (number, withdraws, outcome) in
        [(96, false, Outcome::Rejected), (97, true, Outcome::Adopted)]
    {
        let long = draft(number, 81, "2026-11-10", "2026-11-13");
        on(&mut coalition, "2026-11-09", &of(1), &open(long)).unwrap();
        let choice = Choice::Against;
        let bare =
            DecisionCommand::TakePosition { proposal: id(number), choice, reason: String::new() };
        let bare = on(&mut coalition, "2026-11-11", &of(3), &Command::Decision(bare)).unwrap_err();
        assert_eq!(bare.code(), "coalition/unsound");
        on(&mut coalition, "2026-11-11", &of(3), &position(number, choice)).unwrap();
        if withdraws {
            on(&mut coalition, "2026-11-13", &of(3), &position(number, Choice::Abstain)).unwrap();
        }
        let late = refusal(on(&mut coalition, "2026-11-13", &of(1), &conclude(number)));
        assert_eq!(late, DecisionRefusal::NotDue { until: day("2026-11-13") });
        on(&mut coalition, "2026-11-14", &of(1), &conclude(number)).unwrap();
        assert_eq!(coalition.decisions.proposals[&id(number)].outcome(), Some(outcome));
    }
}

/// Opens a proposal of body 81 about a subject, has 1 and 3 vote for it, and concludes it.
fn adopt(coalition: &mut Coalition, number: u8, subject: Subject) {
    let about = ProposalDraft { subject, ..draft(number, 81, "2026-11-10", "2026-11-12") };
    on(coalition, "2026-11-10", &of(1), &open(about)).unwrap();
    for organisation in [1, 3] {
        on(coalition, "2026-11-11", &of(organisation), &position(number, Choice::For)).unwrap();
    }
    on(coalition, "2026-11-13", &of(1), &conclude(number)).unwrap();
}

#[test]
fn an_admission_makes_a_member_from_that_day_on() {
    let mut coalition = members();
    adopt(&mut coalition, 95, Subject::Admission { organisation: id(2) });
    let is_member = |coalition: &Coalition, on| coalition.decisions.is_member(&id(2), day(on));
    assert!(is_member(&coalition, "2026-11-13") && !is_member(&coalition, "2026-11-12"));
    assert_eq!(coalition.decisions.members[&id(2)].admitted_by, Some(id(95)));
    let again = Subject::Admission { organisation: id(2) };
    let again = ProposalDraft { subject: again, ..draft(96, 81, "2026-11-20", "2026-11-22") };
    let refused = refusal(on(&mut coalition, "2026-11-20", &of(1), &open(again.clone())));
    assert_eq!(refused, DecisionRefusal::AlreadyMember { organisation: id(2) });
    let left = member(2, "2026-11-13", Some("2026-11-15"));
    on(&mut coalition, "2026-11-16", &Actor::operator(), &left).unwrap();
    on(&mut coalition, "2026-11-20", &of(1), &open(again)).unwrap();
}

#[test]
fn the_adopted_version_of_a_plan_comes_into_force_and_no_other() {
    let mut coalition = members();
    let digest = coalition.plan.plans[&id(66)].versions[0].digest.clone();
    let version = |number, digest: &str| Subject::PlanVersion {
        plan: id(66),
        number,
        digest: digest.to_owned(),
    };
    for wrong in [version(2, &digest), version(1, "00")] {
        let astray = ProposalDraft { subject: wrong, ..draft(95, 81, "2026-11-10", "2026-11-12") };
        let refused = refusal(on(&mut coalition, "2026-11-10", &of(1), &open(astray)));
        assert!(matches!(refused, DecisionRefusal::OtherPlan { .. }));
    }
    // A second version is drafted, and it is the first that is adopted and in force.
    let second = plan(66, vec![action("1", &[]), action("2", &[])]);
    state(&mut coalition, &second);
    assert_eq!(coalition.plan.in_force(&id(66)), Some(&second), "nobody has decided yet");
    assert_eq!(coalition.plan.plans[&id(66)].adopted, None);
    adopt(&mut coalition, 95, version(1, &digest));
    assert_eq!(coalition.plan.plans[&id(66)].adopted.map(|it| it.number), Some(1));
    assert_eq!(coalition.plan.in_force(&id(66)), Some(&plan(66, vec![action("1", &[])])));
    let proposal = &coalition.decisions.proposals[&id(95)];
    assert_eq!(proposal.digest().len(), 64);
    adopt(&mut coalition, 96, version(2, &second.digest()));
    assert_eq!(coalition.plan.in_force(&id(66)), Some(&second));
}

fn state(coalition: &mut Coalition, plan: &Plan) {
    let command = Command::Plan(PlanCommand::State(Box::new(plan.clone())));
    on(coalition, "2026-11-01", &Actor::operator(), &command).unwrap();
}

#[test]
fn of_two_adoptions_the_one_that_was_decided_later_holds_whenever_it_is_concluded() {
    let mut coalition = members();
    let first = coalition.plan.plans[&id(66)].versions[0].plan.clone();
    let second = plan(66, vec![action("1", &[]), action("2", &[])]);
    state(&mut coalition, &second);
    let about = |number, version, document: &Plan, until| {
        let (plan, digest) = (id(66), document.digest());
        let subject = Subject::PlanVersion { plan, number: version, digest };
        open(ProposalDraft { subject, ..draft(number, 81, "2026-11-10", until) })
    };
    // The first version is decided on the 12th, the second on the 14th, and of the same day 97.
    let proposals = [
        (95, about(95, 1, &first, "2026-11-12")),
        (96, about(96, 2, &second, "2026-11-14")),
        (97, about(97, 1, &first, "2026-11-14")),
    ];
    for (number, opening) in &proposals {
        on(&mut coalition, "2026-11-10", &of(1), opening).unwrap();
        for member in [1, 3] {
            on(&mut coalition, "2026-11-11", &of(member), &position(*number, Choice::For)).unwrap();
        }
    }
    let orders =
        [[95, 96, 97], [95, 97, 96], [96, 95, 97], [96, 97, 95], [97, 95, 96], [97, 96, 95]];
    for order in orders {
        let mut concluded = coalition.clone();
        for number in order {
            on(&mut concluded, "2026-11-15", &of(1), &conclude(number)).unwrap();
        }
        let adoption = Adoption { decided: day("2026-11-14"), number: 2 };
        assert_eq!(concluded.plan.plans[&id(66)].adopted, Some(adoption), "{order:?}");
        assert_eq!(concluded.plan.in_force(&id(66)), Some(&second));
    }
}

#[test]
fn a_vote_lasts_as_long_as_its_rule_says() {
    let mut coalition = members();
    let voting = |days| {
        let Rule::Vote { quorum, majority, chambers, .. } = simple_majority() else {
            unreachable!()
        };
        body(88, &[1, 3], Rule::Vote { quorum, majority, chambers, days })
    };
    for senseless in [0, 367] {
        let refused = describe(&mut coalition, voting(senseless)).unwrap_err();
        assert_eq!(refused.facts()[0].1, "days");
    }
    describe(&mut coalition, voting(5)).unwrap();
    let short = open(draft(95, 88, "2026-11-10", "2026-11-14"));
    let refused = refusal(on(&mut coalition, "2026-11-10", &of(1), &short));
    assert_eq!(refused, DecisionRefusal::TooShort { days: 4, needed: 5 });
    let long_enough = open(draft(95, 88, "2026-11-10", "2026-11-15"));
    on(&mut coalition, "2026-11-10", &of(1), &long_enough).unwrap();
    // A rule that was written before rules said so lasts a day, and is written as it was.
    let written = serde_json::to_value(simple_majority()).unwrap();
    assert!(written["vote"].get("days").is_none());
    assert_eq!(serde_json::from_value::<Rule>(written).unwrap(), simple_majority());
}

#[test]
fn what_a_sponsor_says_anew_names_what_it_takes_the_place_of() {
    let mut coalition = assembled();
    let sponsor = |joins| Command::Decision(DecisionCommand::Sponsor { proposal: id(82), joins });
    let advise = |supports| {
        let (proposal, amendment) = (id(82), 1);
        Command::Decision(DecisionCommand::SupportAmendment { proposal, amendment, supports })
    };
    let mut last = |commands: [Command; 3]| {
        let mut before = None;
        for command in commands {
            let index = coalition.size;
            let said = on(&mut coalition, "2026-11-24", &of(3), &command).unwrap();
            assert_eq!(said[0].replaces, before, "{command:?}");
            before = Some(index);
        }
    };
    last([sponsor(true), sponsor(false), sponsor(true)]);
    last([advise(true), advise(false), advise(true)]);
}

#[test]
fn who_may_not_assign_a_follow_up_learns_nothing_of_who_is_there() {
    let mut coalition = assembled();
    let assign = |owner| {
        let (proposal, text) = (id(86), "Tell the press.".to_owned());
        let due = day("2026-12-01");
        Command::Decision(DecisionCommand::AssignFollowUp { proposal, owner: id(owner), text, due })
    };
    let refused = on(&mut coalition, "2026-11-24", &of(1), &assign(9)).unwrap_err();
    assert_eq!(refused.code(), "coalition/not-allowed");
    let refused = on(&mut coalition, "2026-11-24", &Actor::operator(), &assign(9)).unwrap_err();
    assert_eq!(refused.code(), "coalition/unknown-organisation");
}

#[test]
fn minutes_are_kept_in_every_version_and_a_follow_up_is_done_once() {
    let mut coalition = assembled();
    let record = |words| {
        let text = text(words);
        Command::Decision(DecisionCommand::RecordMinutes { proposal: id(86), text })
    };
    let operator = Actor::operator();
    for words in ["So it was.", "So it was said.", "So it was said."] {
        on(&mut coalition, "2026-11-24", &operator, &record(words)).unwrap();
    }
    let report = DecisionCommand::ReportFollowUp {
        proposal: id(86),
        follow_up: 1,
        text: "They know.".into(),
    };
    let report = Command::Decision(report);
    on(&mut coalition, "2026-11-24", &of(1), &report).unwrap();
    let twice = refusal(on(&mut coalition, "2026-11-25", &of(1), &report));
    assert_eq!(twice, DecisionRefusal::FollowUpDone { number: 1 });
    let proposal = &coalition.decisions.proposals[&id(86)];
    assert_eq!(proposal.minutes.len(), 2);
    assert_eq!(proposal.follow_ups[0].done.as_ref().unwrap().0, "They know.");
}

#[test]
fn an_import_cannot_be_undone_while_an_organisation_of_it_is_a_member() {
    let mut coalition = members();
    let operator = Actor::operator();
    let declarations = vec![Declaration::Organisation(organisation(6))];
    let read = Command::Import { import: import(57), declarations };
    on(&mut coalition, "2026-11-10", &operator, &read).unwrap();
    let admit = member(6, "2026-11-10", None);
    on(&mut coalition, "2026-11-10", &operator, &admit).unwrap();
    let undo = Command::UndoImport { import: id(57), reason: "the wrong file".into() };
    let refused = on(&mut coalition, "2026-11-11", &operator, &undo).unwrap_err();
    assert_eq!(refused, Refusal::StillUsed { count: 1, example: "Refuge 6".into() });
}

#[test]
fn a_rule_that_nobody_could_follow_is_refused() {
    let half = Fraction::new(1, 2);
    let with = |quorum, share: Fraction| {
        let Rule::Vote { majority, .. } = simple_majority() else { unreachable!() };
        Rule::Vote {
            quorum,
            majority: Majority { share, ..majority },
            chambers: Vec::new(),
            days: 1,
        }
    };
    for rule in [
        with(Fraction::new(1, 0), half),
        with(Fraction::new(3, 2), half),
        with(half, Fraction::new(1, 1)),
        Rule::Consensus { days: 0 },
    ] {
        let refused = describe(&mut members(), body(88, &[1], rule)).unwrap_err();
        assert_eq!(refused.code(), "coalition/unsound");
    }
    let (state, ngo) = (OrganisationKind::State, OrganisationKind::Ngo);
    let chambered = |chambers: &[&[OrganisationKind]]| {
        let Rule::Vote { quorum, majority, .. } = simple_majority() else { unreachable!() };
        let chambers = chambers.iter().map(|kinds| Chamber { kinds: kinds.to_vec() }).collect();
        let of_kind = [(state, Standing::Votes), (ngo, Standing::Votes)].into();
        let standing = StandingByKind { of_kind, otherwise: Standing::Speaks };
        let rule = Rule::Vote { quorum, majority, chambers, days: 1 };
        DecidingBody { standing, members: Members::Everybody, ..body(88, &[], rule) }
    };
    let refused = refusal(describe(&mut members(), chambered(&[&[state], &[state, ngo]])));
    assert_eq!(refused, DecisionRefusal::TwoChambers { kind: state });
    let refused = refusal(describe(&mut members(), chambered(&[&[state]])));
    assert_eq!(refused, DecisionRefusal::NoChamber { kind: ngo });
    let mut coalition = members();
    describe(&mut coalition, chambered(&[&[state], &[ngo]])).unwrap();
    let nobody = draft(95, 88, "2026-11-10", "2026-11-12");
    let refused = refusal(on(&mut coalition, "2026-11-10", &of(1), &open(nobody)));
    assert_eq!(refused, DecisionRefusal::NobodyVotes);
}

#[test]
fn refusals_of_the_wrong_moment_say_which_days_are_right() {
    let coalition = assembled();
    let operator = Actor::operator();
    let decision = Command::Decision;
    let withdraw =
        |number| decision(DecisionCommand::Withdraw { proposal: id(number), reason: "no".into() });
    let leave = DecisionCommand::Sponsor { proposal: id(82), joins: false };
    let minutes = DecisionCommand::RecordMinutes { proposal: id(84), text: text("Noted.") };
    let report =
        DecisionCommand::ReportFollowUp { proposal: id(86), follow_up: 9, text: "done".into() };
    let reversed = draft(95, 81, "2026-11-30", "2026-11-30");
    for (code, actor, command) in [
        ("proposal-taken", of(1), open(draft(82, 81, "2026-12-01", "2026-12-02"))),
        ("proposal-days", of(1), open(reversed)),
        ("comments-over", of(1), amend(84, "No.")),
        ("no-positions-now", of(1), position(82, Choice::For)),
        ("no-positions-now", of(1), position(85, Choice::For)),
        ("not-due", of(1), conclude(84)),
        ("too-late-to-withdraw", of(1), withdraw(84)),
        ("proposal-ended", of(1), withdraw(86)),
        ("proposal-ended", of(1), position(86, Choice::For)),
        ("not-concluded", operator, decision(minutes)),
        ("proposer-stays", of(1), decision(leave)),
        ("unknown-amendment", of(1), settle(82, 7, true)),
        ("unknown-follow-up", of(1), decision(report)),
        ("left-before", operator, member(2, "2026-01-02", Some("2026-01-01"))),
        ("absent", of(1), conclude(99)),
    ] {
        let refused = decide(&coalition, &actor, &command, now()).unwrap_err();
        assert_eq!(refused.code(), format!("coalition/{code}"), "{command:?}");
    }
}
