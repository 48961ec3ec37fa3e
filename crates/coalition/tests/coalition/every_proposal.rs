//! A proposal in every state that it can come to, and what holds in each.
//!
//! Four members: 1, a state, proposes; 2, an NGO, votes too; 3, a company, speaks; 4, a
//! university, observes. Two users speak for 1, one for each of the others; there is a reader of
//! 1 and a coordinator of nobody. Comments last for the first day, positions for the second, and
//! the third is the day after. Two searches share the commands, since together they would meet
//! millions of states: one about the text, one about rights that end under way.

use std::collections::BTreeMap;

use crate::assembly::{amend, conclude, day, draft, member, open, position, settle, text};
use crate::exploration::{Met, Step, explore};
use crate::ground::{action, carry_out, id, organisation, plan};
use concert_coalition::{
    Actor, Base, Body, Chamber, Choice, Coalition, Command, DecidingBody, DecisionCommand,
    Declaration, Ending, Fraction, Majority, Members, Outcome, PlanCommand, Proposal, Reach, Role,
    Rule, Standing, StandingByKind, Statement, Subject, User,
};
use concert_terms::{Id, OrganisationKind};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

const DAYS: [&str; 3] = ["2026-11-25", "2026-11-26", "2026-11-27"];
const KINDS: [OrganisationKind; 4] = [
    OrganisationKind::State,
    OrganisationKind::Ngo,
    OrganisationKind::Private,
    OrganisationKind::Academic,
];
const USERS: [(u8, Role, Option<u8>); 7] = [
    (101, Role::Member, Some(1)),
    (111, Role::Coordinator, Some(1)),
    (121, Role::Reader, Some(1)),
    (102, Role::Member, Some(2)),
    (103, Role::Member, Some(3)),
    (104, Role::Member, Some(4)),
    (100, Role::Coordinator, None),
];

fn user((number, role, organisation): (u8, Role, Option<u8>)) -> User {
    let (name, organisation) = (format!("u{number}"), organisation.map(id));
    User { id: id(number), name, role, organisation, closed: false }
}

fn actors() -> Vec<Actor> {
    USERS.into_iter().map(|it| Actor::user(&user(it))).collect()
}

fn assembly(rule: Rule) -> DecidingBody {
    let standing = [Standing::Votes, Standing::Votes, Standing::Speaks];
    let of_kind = KINDS.into_iter().zip(standing).collect();
    DecidingBody {
        id: id(81),
        names: text("General Assembly"),
        members: Members::Everybody,
        standing: StandingByKind { of_kind, otherwise: Standing::Observes },
        rule,
    }
}

fn describe(rule: Rule) -> Command {
    Command::Decision(DecisionCommand::DescribeBody(Box::new(assembly(rule))))
}

fn start(rule: Rule) -> Coalition {
    let mut coalition = Coalition::default();
    let declared = (1_u8..)
        .zip(KINDS)
        .map(|(number, kind)| Declaration::Organisation(organisation(number).of_kind(kind)));
    let mut commands = vec![
        Command::Declare(declared.collect()),
        Command::Plan(PlanCommand::State(Box::new(plan(66, vec![action("1", &[])])))),
        describe(rule),
    ];
    commands.extend([1, 2, 3, 4].map(|number| member(number, "2026-01-01", None)));
    commands.extend(USERS.map(|it| Command::RegisterUser(user(it))));
    for command in commands {
        carry_out(&mut coalition, &Actor::operator(), &command).unwrap();
    }
    coalition
}

fn opened(coalition: &Coalition) -> Option<&Proposal> {
    coalition.decisions.proposals.get(&id(82))
}

/// Opening by everybody but 2 and 3, who could; only 1 ever succeeds.
fn opening(digest: &str) -> Vec<(Actor, Command)> {
    let (plan, number, digest) = (id(66), 1, digest.to_owned());
    let subject = Subject::PlanVersion { plan, number, digest };
    let draft = concert_coalition::ProposalDraft { subject, ..draft(82, 81, DAYS[0], DAYS[1]) };
    let openers = actors()
        .into_iter()
        .filter(|actor| ![Some(id(2)), Some(id(3))].contains(&actor.organisation));
    openers.map(|actor| (actor, open(draft.clone()))).collect()
}

/// What may be asked of the text, and plain votes.
fn about_the_text(coalition: &Coalition) -> Vec<Command> {
    let Some(proposal) = opened(coalition) else { return Vec::new() };
    let decision = Command::Decision;
    let id = id(82);
    let mut commands = vec![conclude(82), position(82, Choice::For), position(82, Choice::Against)];
    let withdraw = DecisionCommand::Withdraw { proposal: id, reason: "too soon".into() };
    commands.push(decision(withdraw));
    for joins in [true, false] {
        commands.push(decision(DecisionCommand::Sponsor { proposal: id, joins }));
    }
    if proposal.comments.is_empty() {
        let comment = DecisionCommand::Comment { proposal: id, text: "yes".into() };
        commands.push(decision(comment));
    }
    if proposal.amendments.len() < 2 {
        commands.push(amend(82, "We will act now."));
    }
    for amendment in 1..=proposal.amendments.len() as u32 {
        commands.extend([true, false].map(|taken_up| settle(82, amendment, taken_up)));
    }
    if proposal.amendments.len() == 1 {
        let support =
            DecisionCommand::SupportAmendment { proposal: id, amendment: 1, supports: true };
        commands.push(decision(support));
    }
    commands
}

/// What may be asked as rights end: every position, and what follows a decision.
fn about_rights(coalition: &Coalition) -> Vec<Command> {
    let Some(proposal) = opened(coalition) else { return Vec::new() };
    let id_of = id(82);
    let mut commands = vec![conclude(82)];
    for choice in [Choice::For, Choice::Against, Choice::Abstain] {
        commands.push(position(82, choice));
    }
    let comment = DecisionCommand::Comment { proposal: id_of, text: "yes".into() };
    let minutes = DecisionCommand::RecordMinutes { proposal: id_of, text: text("So decided.") };
    let assign = DecisionCommand::AssignFollowUp {
        proposal: id_of,
        owner: id(2),
        text: "Tell the press.".into(),
        due: day(DAYS[2]),
    };
    let report = DecisionCommand::ReportFollowUp {
        proposal: id_of,
        follow_up: 1,
        text: "They know.".into(),
    };
    commands.push(Command::Decision(minutes));
    if proposal.comments.is_empty() {
        commands.push(Command::Decision(comment));
    }
    if proposal.follow_ups.is_empty() {
        commands.push(Command::Decision(assign));
    }
    commands.push(Command::Decision(report));
    commands
}

/// 2 leaves, its user's account is closed, the body gets another rule.
fn endings_of_rights(today: Date) -> Vec<(Actor, Command)> {
    let yesterday = today.yesterday().unwrap().to_string();
    let other = Rule::Consensus { days: 5 };
    let commands = [member(2, "2026-01-01", Some(&yesterday)), describe(other)];
    let mut asked: Vec<_> =
        commands.into_iter().map(|command| (Actor::operator(), command)).collect();
    asked.push((Actor::operator(), Command::CloseUser(id(102))));
    asked
}

/// Every actor asks everything, except that of several members that may do the same about the
/// text, which each doubles the states, one at most succeeds: 3 comments and joins the sponsors,
/// 2 amends.
fn by_everybody(commands: &[Command]) -> Vec<(Actor, Command)> {
    let asks = |actor: &Actor, command: &Command| {
        let spare: &[u8] = match command {
            Command::Decision(DecisionCommand::Comment { .. }) => &[1, 2],
            Command::Decision(DecisionCommand::Sponsor { .. }) => &[2],
            Command::Decision(DecisionCommand::Amend { .. }) => &[1, 3],
            _ => &[],
        };
        actor.role == Role::Reader
            || !spare.iter().any(|number| actor.organisation == Some(id(*number)))
    };
    let mut asked = Vec::new();
    for actor in actors() {
        let theirs = commands.iter().filter(|command| asks(&actor, command));
        asked.extend(theirs.map(|command| (actor, command.clone())));
    }
    asked
}

/// Positions as the journal says them: the last of each member.
fn last_positions(journal: &[Statement]) -> BTreeMap<Id, Choice> {
    let taken = journal.iter().filter_map(|statement| match &statement.body {
        Body::PositionTaken(taken) => Some((taken.organisation, taken.choice)),
        _ => None,
    });
    taken.collect()
}

/// The text as the journal says it: the first, or that of the amendment taken up last.
fn last_text(journal: &[Statement]) -> String {
    let mut amended = Vec::new();
    let mut last = String::new();
    for statement in journal {
        match &statement.body {
            Body::ProposalOpened(opening) => opening.draft.text.pick("en").clone_into(&mut last),
            Body::AmendmentProposed(proposed) => amended.push(proposed.text.pick("en").to_owned()),
            Body::AmendmentSettled(settled) if settled.taken_up => {
                last.clone_from(&amended[settled.amendment as usize - 1]);
            }
            _ => {}
        }
    }
    last
}

/// What the two members' positions come to by each rule that is searched, by hand.
fn by_hand(rule: &Rule, positions: &BTreeMap<Id, Choice>) -> Outcome {
    let of = |number| positions.get(&id(number)).copied();
    let both = [of(1), of(2)];
    let (pro, con) = (Some(Choice::For), Some(Choice::Against));
    let count = |what| both.iter().filter(|choice| **choice == what).count();
    let adopted = match rule {
        Rule::Consensus { .. } => count(con) == 0,
        Rule::Vote { .. } if both == [None, None] => return Outcome::NoQuorum,
        Rule::Vote { chambers, .. } if !chambers.is_empty() => both == [pro, pro],
        Rule::Vote { .. } => count(pro) > count(con),
    };
    if adopted { Outcome::Adopted } else { Outcome::Rejected }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// What holds of every step, said without the rules of the library.
fn check(step: &Step) {
    let who_speaks = step.actor.organisation;
    let is_of = |organisation: Id| {
        assert_eq!(who_speaks, Some(organisation), "somebody else speaks for a member");
        assert_ne!(step.actor.role, Role::Reader, "a reader speaks");
        let membership = &step.before.decisions.members[&organisation].membership;
        assert!(membership.until.is_none_or(|until| until >= step.today), "an expired right acts");
    };
    if let concert_coalition::Author::User(user) = step.actor.author {
        assert!(!step.before.users[&user].closed, "a closed account acts");
    }
    let stage_is = |number: usize| assert_eq!(step.today, day(DAYS[number]));
    let speaks = |organisation: Id| {
        is_of(organisation);
        assert!([id(1), id(2), id(3)].contains(&organisation), "an observer has the word");
    };
    match &step.statement.body {
        Body::ProposalOpened(opening) => speaks(opening.proposer),
        Body::SponsorshipChanged(change) => {
            speaks(change.organisation);
            stage_is(0);
        }
        Body::ProposalCommented(comment) => {
            speaks(comment.organisation);
            stage_is(0);
        }
        Body::AmendmentProposed(amendment) => {
            speaks(amendment.organisation);
            stage_is(0);
        }
        Body::AmendmentSupported(support) => {
            speaks(support.organisation);
            assert!(opened(step.before).unwrap().sponsors.contains(&support.organisation));
            stage_is(0);
        }
        Body::AmendmentSettled(_) => {
            is_of(id(1));
            stage_is(0);
        }
        Body::PositionTaken(taken) => {
            is_of(taken.organisation);
            assert!([id(1), id(2)].contains(&taken.organisation), "a position without a vote");
            stage_is(1);
        }
        Body::ProposalWithdrawn(_) => {
            is_of(id(1));
            assert_ne!(step.today, day(DAYS[2]));
        }
        Body::ProposalConcluded(concluded) => {
            stage_is(2);
            if !step.actor.coordinates() {
                is_of(step.actor.organisation.unwrap());
            }
            let rule = &opened(step.before).unwrap().opening.rule;
            let expected = by_hand(rule, &last_positions(step.journal));
            assert_eq!(concluded.tally.outcome, expected, "the outcome is not the rule's");
            let plan = &step.after.plan.plans[&id(66)];
            let fixed = (expected == Outcome::Adopted).then(|| {
                let canonical = format!(
                    r#"{{"subject":{{"plan-version":{{"plan":"{}","number":1,"digest":"{}"}}}},"title":{{"en":"A declaration"}},"text":{{"en":"{}"}}}}"#,
                    id(66),
                    plan.versions[0].digest,
                    last_text(step.journal),
                );
                hexadecimal(&Sha256::digest(canonical))
            });
            assert_eq!(concluded.digest, fixed, "the adopted text is another one");
            assert_eq!(plan.adopted.map(|adoption| adoption.number), fixed.map(|_| 1));
        }
        Body::MinutesRecorded(_) | Body::FollowUpAssigned(_) => {
            assert!(step.actor.coordinates());
            stage_is(2);
        }
        Body::FollowUpDone(_) => is_of(id(2)),
        _ => assert_eq!(step.actor, &Actor::operator()),
    }
    let (Some(before), Some(after)) = (opened(step.before), opened(step.after)) else { return };
    assert_eq!(before.opening, after.opening, "the rule or the members changed under way");
    if step.today > day(DAYS[0]) {
        assert_eq!(before.digest(), after.digest(), "the text changed under positions");
    }
    if let Some(ending) = &before.ending {
        assert_eq!((after.ending.as_ref(), &after.positions), (Some(ending), &before.positions));
    }
    assert_eq!(after.tally().votes.members, 2);
    let voices = last_positions(step.journal).len() as u64;
    assert!(after.tally().votes.present() <= voices + 1, "somebody votes twice");
    if let Some(Ending::Concluded { conclusion, .. }) = &after.ending {
        assert_eq!(conclusion.tally, after.tally());
    }
}

fn half_of(chambers: Vec<Chamber>) -> Rule {
    let half = Fraction::new(1, 2);
    let majority = Majority { share: half, reach: Reach::MoreThan, of: Base::Cast };
    Rule::Vote { quorum: half, majority, chambers, days: 1 }
}

fn search(rule: &Rule, asked: impl Fn(&Coalition, Date) -> Vec<(Actor, Command)>) -> Met {
    let start = start(rule.clone());
    let digest = start.plan.plans[&id(66)].versions[0].digest.clone();
    let asked = |coalition: &Coalition, today| {
        let mut all = asked(coalition, today);
        if opened(coalition).is_none() {
            all.extend(opening(&digest));
        }
        all
    };
    explore(&start, &DAYS.map(day), asked, check)
}

#[test]
fn no_text_changes_under_positions_and_what_is_adopted_is_what_was_read() {
    // A consensus can be withdrawn from while positions are taken, and so comes to more states.
    let of_consensus = Met { states: 13_445, steps: 32_541, refusals: 871_712 };
    let of_votes = Met { states: 8_869, steps: 27_393, refusals: 561_724 };
    let searches = [(Rule::Consensus { days: 1 }, of_consensus), (half_of(Vec::new()), of_votes)];
    for (rule, expected) in searches {
        let met = search(&rule, |coalition, _| by_everybody(&about_the_text(coalition)));
        assert_eq!(met, expected, "{rule:?}");
    }
}

#[test]
fn nobody_acts_without_right_and_every_outcome_is_the_rules() {
    let chambers = [KINDS[0], KINDS[1]].map(|kind| Chamber { kinds: vec![kind] });
    let rules = [Rule::Consensus { days: 1 }, half_of(Vec::new()), half_of(chambers.to_vec())];
    for rule in rules {
        let met = search(&rule, |coalition, today| {
            let mut asked = by_everybody(&about_rights(coalition));
            if opened(coalition).is_some() {
                asked.extend(endings_of_rights(today));
            }
            asked
        });
        // Another rule gives another outcome to the same positions, and no other state.
        let expected = Met { states: 2_899, steps: 12_322, refusals: 116_821 };
        assert_eq!(met, expected, "{rule:?}");
    }
}
