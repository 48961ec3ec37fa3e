//! A coalition that decides and reviews: members 1, 3, 4 and 5, a body of 1 and 3, proposals and
//! review cycles and linkage rounds in every stage on the day of [`now`](crate::ground::now).

use crate::ground::{action, id, organisation, plan, told_ground};
use concert_coalition::{
    Actor, Author, Base, Choice, Coalition, Command, DecidingBody, DecisionCommand, Declaration,
    DeviceCommand, Followed, Fraction, KeyHolder, LinkageRecord, LinkageRound, Majority, Members,
    Membership, Pairing, PlanCommand, Prefill, ProposalDraft, Question, Reach, Refusal, ReviewAct,
    ReviewCommand, ReviewCycle, Role, RoundAct, RoundCommand, Rule, Standing, StandingByKind,
    Statement, Subject, User, decide,
};
use concert_terms::{Names, Period};
use jiff::Timestamp;
use jiff::civil::Date;

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Noon of a day in Greenwich.
pub(crate) fn noon(day: Date) -> Timestamp {
    format!("{day}T12:00:00Z").parse().unwrap()
}

/// Somebody who speaks for an organisation.
pub(crate) fn of(organisation: u8) -> Actor {
    let author = Author::User(id(200 + organisation));
    Actor { author, role: Role::Member, organisation: Some(id(organisation)) }
}

/// Decides a command on a day and applies what it states.
pub(crate) fn on(
    coalition: &mut Coalition,
    today: &str,
    actor: &Actor,
    command: &Command,
) -> Result<Vec<Statement>, Refusal> {
    let statements = decide(coalition, actor, command, noon(day(today)))?;
    for statement in &statements {
        coalition.apply(statement);
    }
    Ok(statements)
}

pub(crate) fn text(text: &str) -> Names {
    Names::new("en", text)
}

/// More than half of the votes cast, half of the members there.
pub(crate) fn simple_majority() -> Rule {
    let half = Fraction::new(1, 2);
    let majority = Majority { share: half, reach: Reach::MoreThan, of: Base::Cast };
    Rule::Vote { quorum: half, majority, chambers: Vec::new(), days: 1 }
}

/// A body of the organisations listed, who all vote.
pub(crate) fn body(number: u8, listed: &[u8], rule: Rule) -> DecidingBody {
    DecidingBody {
        id: id(number),
        names: text("Steering group"),
        members: Members::Listed(listed.iter().copied().map(id).collect()),
        standing: StandingByKind { of_kind: [].into(), otherwise: Standing::Votes },
        rule,
    }
}

pub(crate) fn draft(
    number: u8,
    body: u8,
    comment_until: &str,
    decide_until: &str,
) -> ProposalDraft {
    ProposalDraft {
        id: id(number),
        body: id(body),
        subject: Subject::Declaration,
        title: text("A declaration"),
        text: text("We will act."),
        comment_until: day(comment_until),
        decide_until: day(decide_until),
    }
}

pub(crate) fn open(draft: ProposalDraft) -> Command {
    Command::Decision(DecisionCommand::Open(Box::new(draft)))
}

pub(crate) fn position(proposal: u8, choice: Choice) -> Command {
    let reason = "because".to_owned();
    Command::Decision(DecisionCommand::TakePosition { proposal: id(proposal), choice, reason })
}

pub(crate) fn amend(proposal: u8, to: &str) -> Command {
    let (text, reason) = (text(to), "clearer".to_owned());
    Command::Decision(DecisionCommand::Amend { proposal: id(proposal), text, reason })
}

pub(crate) fn settle(proposal: u8, amendment: u32, taken_up: bool) -> Command {
    let (proposal, reason) = (id(proposal), "agreed".to_owned());
    Command::Decision(DecisionCommand::SettleAmendment { proposal, amendment, taken_up, reason })
}

pub(crate) fn conclude(proposal: u8) -> Command {
    Command::Decision(DecisionCommand::Conclude { proposal: id(proposal) })
}

pub(crate) fn member(number: u8, since: &str, until: Option<&str>) -> Command {
    let (organisation, since, until) = (id(number), day(since), until.map(day));
    Command::Decision(DecisionCommand::RecordMembership(Membership { organisation, since, until }))
}

/// A cycle on plan 66: 3 and 4 review 1, 1 and 4 review 5, 4 and 5 review 3.
pub(crate) fn cycle(number: u8, answers_by: &str, observations_by: &str) -> ReviewCycle {
    let question = |number, prefill| Question { number, text: text("What did you do?"), prefill };
    let pairing = |reviewed, reviewers: [u8; 2]| Pairing {
        reviewed: id(reviewed),
        reviewers: reviewers.map(id),
    };
    ReviewCycle {
        id: id(number),
        names: text("First cycle"),
        plan: id(66),
        questions: vec![
            question(1, Prefill::Commitments { action: "1".into() }),
            question(2, Prefill::FreeText),
        ],
        answers_by: day(answers_by),
        observations_by: day(observations_by),
        pairings: vec![pairing(1, [3, 4]), pairing(5, [1, 4]), pairing(3, [4, 5])],
    }
}

pub(crate) fn act(cycle: u8, reviewed: u8, act: ReviewAct) -> Command {
    Command::Review(ReviewCommand::Act { cycle: id(cycle), reviewed: id(reviewed), act })
}

pub(crate) fn observe(cycle: u8, reviewed: u8, reply_by: &str) -> Command {
    let (text, reply_by) = (text("The law is missing."), day(reply_by));
    act(cycle, reviewed, ReviewAct::Observe { text, action: Some("1".into()), reply_by })
}

pub(crate) fn mark(cycle: u8, reviewed: u8, observation: u32) -> Command {
    let (followed, text) = (Followed::Partly, "a bill was tabled".to_owned());
    act(cycle, reviewed, ReviewAct::Mark { observation, followed, text })
}

/// A round whose key is held by 1 and 3, both of whom are needed, and in which 1, 3 and 4 submit.
pub(crate) fn round(number: u8, lists_by: &str) -> LinkageRound {
    let holder = |number, organisation| KeyHolder { number, organisation: id(organisation) };
    LinkageRound {
        id: id(number),
        names: text("Shelters of the north"),
        purpose: text("How many people no list has."),
        digest: digest(number),
        settings: digest(0),
        file: "{}".to_owned(),
        holders: vec![holder(1, 1), holder(2, 3)],
        needed: 2,
        members: [1, 3, 4].map(id).to_vec(),
        lists_by: day(lists_by),
        place: "AA".parse().unwrap(),
        period: Period::year(2025),
    }
}

/// A digest, as it is written.
pub(crate) fn digest(number: u8) -> String {
    format!("{number:02x}").repeat(32)
}

pub(crate) fn open_round(round: LinkageRound) -> Command {
    Command::Round(RoundCommand::Open(Box::new(round)))
}

pub(crate) fn in_round(round: u8, act: RoundAct) -> Command {
    Command::Round(RoundCommand::Act { round: id(round), act })
}

pub(crate) fn add_device(number: u8) -> Command {
    let (id, name, key) = (id(number), "laptop".to_owned(), digest(number));
    Command::Device(DeviceCommand::Add { id, name, key })
}

pub(crate) fn submit(round: u8, list: u8) -> Command {
    in_round(
        round,
        RoundAct::Submit { digest: digest(list), records: 512, clean: true, device: None },
    )
}

pub(crate) fn linked(round: u8, lists: &[u8]) -> Command {
    in_round(round, RoundAct::Record(Box::new(linkage(round, lists))))
}

pub(crate) fn linkage(round: u8, lists: &[u8]) -> LinkageRecord {
    LinkageRecord {
        round: id(round),
        lists: lists.iter().copied().map(digest).collect(),
        manifest: serde_json::json!({"seed": 7}),
        manifest_digest: digest(255),
        people: 640,
    }
}

/// Members 1, 3, 4 and 5 since 2026, plan 66, and body 81 of 1 and 3 with a simple majority.
pub(crate) fn members() -> Coalition {
    told_members().0
}

fn told_members() -> (Coalition, Vec<Statement>) {
    let (mut coalition, mut journal) = told_ground();
    let operator = Actor::operator();
    let declared = (3..=5).map(|number| Declaration::Organisation(organisation(number)));
    let mut commands = vec![
        Command::Declare(declared.collect()),
        Command::Plan(PlanCommand::State(Box::new(plan(66, vec![action("1", &[])])))),
    ];
    commands.extend([1, 3, 4, 5].map(|number| member(number, "2026-01-01", None)));
    let body = body(81, &[1, 3], simple_majority());
    commands.push(Command::Decision(DecisionCommand::DescribeBody(Box::new(body))));
    for command in commands {
        journal.extend(on(&mut coalition, "2026-10-01", &operator, &command).unwrap());
    }
    (coalition, journal)
}

/// Proposals 82 (of 1) and 83 (of 3) with comments, an amendment of 3 to the first; 84 with
/// positions, 85 due, 86 concluded with a follow-up of 1. Review cycles 91 with answers, 92 with
/// observations, 93 over. Linkage rounds 101 that takes lists, 102 whose days are over, 103 that was
/// linked, 104 that was linked and erased and has one share left.
pub(crate) fn assembled() -> Coalition {
    told_assembly().0
}

/// The same, and the journal that led there.
pub(crate) fn told_assembly() -> (Coalition, Vec<Statement>) {
    let (mut coalition, mut journal) = told_members();
    let follow_up = DecisionCommand::AssignFollowUp {
        proposal: id(86),
        owner: id(1),
        text: "Tell the press.".into(),
        due: day("2026-12-01"),
    };
    let cycles = [
        cycle(91, "2026-11-30", "2026-12-10"),
        cycle(92, "2026-11-10", "2026-11-30"),
        cycle(93, "2026-11-05", "2026-11-10"),
    ];
    for cycle in cycles {
        let command = Command::Review(ReviewCommand::Open(Box::new(cycle)));
        let opened = on(&mut coalition, "2026-11-01", &Actor::operator(), &command);
        journal.extend(opened.unwrap());
    }
    let acts = [
        ("2026-11-01", of(1), open(draft(84, 81, "2026-11-10", "2026-11-30"))),
        ("2026-11-01", of(1), open(draft(85, 81, "2026-11-10", "2026-11-20"))),
        ("2026-11-01", of(1), open(draft(86, 81, "2026-11-10", "2026-11-20"))),
        ("2026-11-11", of(3), observe(92, 1, "2026-12-10")),
        ("2026-11-11", of(4), observe(92, 5, "2026-11-20")),
        ("2026-11-20", of(1), open(draft(82, 81, "2026-11-30", "2026-12-10"))),
        ("2026-11-20", of(3), open(draft(83, 81, "2026-11-30", "2026-12-10"))),
        ("2026-11-20", of(3), amend(82, "We will act now.")),
        ("2026-11-21", of(1), conclude(86)),
        ("2026-11-21", Actor::operator(), Command::Decision(follow_up)),
    ];
    let rounds = [
        ("2026-11-20", of(3), open_round(round(101, "2026-11-30"))),
        ("2026-11-20", of(1), submit(101, 1)),
        ("2026-11-20", of(1), open_round(round(102, "2026-11-21"))),
        ("2026-11-20", of(1), submit(102, 1)),
        ("2026-11-20", of(4), submit(102, 4)),
        ("2026-11-20", of(1), open_round(round(103, "2026-11-21"))),
        ("2026-11-20", of(1), submit(103, 1)),
        ("2026-11-20", of(4), submit(103, 4)),
        ("2026-11-22", Actor::operator(), linked(103, &[1, 4])),
        ("2026-11-20", of(1), open_round(round(104, "2026-11-21"))),
        ("2026-11-21", of(1), submit(104, 1)),
        ("2026-11-21", of(3), submit(104, 3)),
        ("2026-11-22", Actor::operator(), linked(104, &[3, 1])),
        ("2026-11-22", of(3), in_round(104, RoundAct::DestroyShare)),
        ("2026-11-22", Actor::operator(), in_round(104, RoundAct::Erase)),
    ];
    // Device 111 is of user 201, who speaks for organisation 1.
    let speaker = User {
        id: id(201),
        name: "speaker".to_owned(),
        role: Role::Member,
        organisation: Some(id(1)),
        closed: false,
    };
    let devices = [
        ("2026-11-20", Actor::operator(), Command::RegisterUser(speaker)),
        ("2026-11-20", of(1), add_device(111)),
    ];
    for (today, actor, command) in acts.into_iter().chain(rounds).chain(devices) {
        journal.extend(on(&mut coalition, today, &actor, &command).unwrap());
    }
    (coalition, journal)
}

/// One command of every kind about bodies, proposals, reviews, devices and linkage rounds, each about organisation 1.
pub(crate) fn commands_of_assemblies() -> Vec<Command> {
    let decision = Command::Decision;
    let (proposal, words) = (id(82), || "noted".to_owned());
    let (amendment, supports) = (1, true);
    let late = day("2027-01-01");
    let minutes = DecisionCommand::RecordMinutes { proposal: id(86), text: text("Decided.") };
    vec![
        member(2, "2026-01-01", None),
        decision(DecisionCommand::DescribeBody(Box::new(body(88, &[1], simple_majority())))),
        open(draft(87, 81, "2026-12-01", "2026-12-02")),
        decision(DecisionCommand::Sponsor { proposal: id(83), joins: true }),
        decision(DecisionCommand::Comment { proposal, text: words() }),
        amend(82, "We must act."),
        decision(DecisionCommand::SupportAmendment { proposal, amendment, supports }),
        settle(82, 1, true),
        position(84, Choice::For),
        decision(DecisionCommand::Withdraw { proposal, reason: words() }),
        conclude(85),
        decision(minutes),
        decision(DecisionCommand::AssignFollowUp {
            proposal: id(86),
            owner: id(1),
            text: words(),
            due: late,
        }),
        decision(DecisionCommand::ReportFollowUp { proposal: id(86), follow_up: 1, text: words() }),
        Command::Review(ReviewCommand::Open(Box::new(cycle(94, "2026-12-01", "2026-12-02")))),
        act(91, 1, ReviewAct::Answer { question: 1, text: text("A law.") }),
        observe(92, 5, "2027-01-01"),
        act(92, 1, ReviewAct::AnswerObservation { observation: 1, text: text("Soon.") }),
        mark(92, 5, 1),
        act(91, 3, ReviewAct::Remark { question: Some(2), text: words() }),
        act(91, 1, ReviewAct::Publish { from: late }),
        act(93, 5, ReviewAct::Close),
        add_device(112),
        Command::Device(DeviceCommand::Revoke(id(111))),
        open_round(round(105, "2026-12-01")),
        submit(101, 2),
        in_round(101, RoundAct::Retract),
        linked(102, &[4, 1]),
        in_round(101, RoundAct::DestroyShare),
        in_round(101, RoundAct::Abandon { reason: words() }),
        in_round(103, RoundAct::Erase),
        in_round(104, RoundAct::Close),
    ]
}
