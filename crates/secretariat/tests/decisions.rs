//! Proposals and reviews as doors show them, for whoever looks and on whichever day.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic, also in what it stands on")]

use concert_coalition::{
    Actor, Author, Base, Choice, Command, DecidingBody, DecisionCommand, Declaration, Fraction,
    Majority, Members, Membership, Organisation, Outcome, ProposalDraft, Reach, Reason, Role, Rule,
    Stage, Standing, StandingByKind, Subject, User,
};
use concert_secretariat::{
    CycleStage, Entropy, ProposalActs, ProposalFilter, ProposalInFull, RegionParameters, Run,
    Secretariat, SubjectKind, Unanswered,
};
use concert_terms::{Id, Names, OrganisationKind};
use jiff::Timestamp;
use jiff::civil::date;
use tempfile::TempDir;

const BODY: u8 = 50;
const PROPOSAL: u8 = 60;
const TEXT: &str = "Shelters shall admit victims within two days.\nThey report once a month.";

fn id(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn on(day: &str) -> Timestamp {
    format!("{day}T10:00:00Z").parse().expect("a day in ISO 8601")
}

/// The user of the organisation with a number.
fn of(number: u8) -> Actor {
    let user = User {
        id: id(100 + number),
        name: format!("user {number}"),
        role: Role::Member,
        organisation: Some(id(number)),
        closed: false,
    };
    Actor::user(&user)
}

fn coordinator() -> Actor {
    Actor { author: Author::Operator, role: Role::Coordinator, organisation: None }
}

struct Office {
    secretariat: Secretariat,
    _folder: TempDir,
}

impl Office {
    /// Four members: two states, a non-governmental organisation that votes, a company that only
    /// speaks; the fifth organisation is no member.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (entropy, now) = (Entropy::of_the_system(), on("2026-03-01"));
        let secretariat = Secretariat::open(folder.path(), entropy, now, &mut |_, _| {}).unwrap();
        let office = Self { secretariat, _folder: folder };
        let kinds = [
            OrganisationKind::State,
            OrganisationKind::State,
            OrganisationKind::Ngo,
            OrganisationKind::Private,
            OrganisationKind::Ngo,
        ];
        for (number, kind) in (1..).zip(kinds) {
            let names = Names::new("en", &format!("Organisation {number}"));
            let organisation =
                Organisation { kind: Some(kind), ..Organisation::new(id(number), names) };
            let declare = Command::Declare(vec![Declaration::Organisation(organisation)]);
            office.act(&Actor::operator(), declare, now).unwrap();
            let user = User {
                id: id(100 + number),
                name: format!("user {number}"),
                role: Role::Member,
                organisation: Some(id(number)),
                closed: false,
            };
            office.act(&Actor::operator(), Command::RegisterUser(user), now).unwrap();
            if number < 5 {
                let since = date(2026, 1, 1);
                let membership = Membership { organisation: id(number), since, until: None };
                office.decide(
                    &Actor::operator(),
                    DecisionCommand::RecordMembership(membership),
                    now,
                );
            }
        }
        let half = Fraction::new(1, 2);
        let body = DecidingBody {
            id: id(BODY),
            names: Names::new("en", "Assembly"),
            members: Members::Everybody,
            standing: StandingByKind {
                of_kind: [(OrganisationKind::Private, Standing::Speaks)].into(),
                otherwise: Standing::Votes,
            },
            rule: Rule::Vote {
                quorum: half,
                majority: Majority { share: half, reach: Reach::MoreThan, of: Base::Cast },
                chambers: vec![],
                days: 1,
            },
        };
        office.decide(&Actor::operator(), DecisionCommand::DescribeBody(Box::new(body)), now);
        let draft = ProposalDraft {
            id: id(PROPOSAL),
            body: id(BODY),
            subject: Subject::Declaration,
            title: Names::new("en", "Shelters"),
            text: Names::new("en", TEXT),
            comment_until: date(2026, 3, 10),
            decide_until: date(2026, 3, 20),
        };
        office.decide(&of(1), DecisionCommand::Open(Box::new(draft)), now);
        office
    }

    fn act(&self, actor: &Actor, command: Command, now: Timestamp) -> Result<(), Unanswered> {
        self.secretariat.act(actor, command, now).map(|_| ())
    }

    fn decide(&self, actor: &Actor, command: DecisionCommand, now: Timestamp) {
        self.act(actor, Command::Decision(command), now).unwrap();
    }

    fn amend(&self, by: u8, from: &str, to: &str) {
        let amend = DecisionCommand::Amend {
            proposal: id(PROPOSAL),
            text: Names::new("en", &TEXT.replace(from, to)),
            reason: "It is better.".to_owned(),
        };
        self.decide(&of(by), amend, on("2026-03-03"));
    }

    fn seen(&self, actor: &Actor, day: &str) -> ProposalInFull {
        self.secretariat.proposal(id(PROPOSAL), actor, on(day)).unwrap()
    }
}

#[test]
fn amendments_stand_as_words_and_only_those_of_one_passage_contradict() {
    let office = Office::new();
    office.amend(2, "two days", "one day");
    office.amend(3, "two days", "three days");
    office.amend(4, "a month", "a week");
    let view = office.seen(&of(1), "2026-03-04");
    let runs: Vec<&Run> = view.amendments[2].changes[0].difference.runs().collect();
    let changed: Vec<&&Run> = runs.iter().filter(|run| !matches!(run, Run::Kept(_))).collect();
    let (removed, added) = (Run::Removed("month".to_owned()), Run::Added("week".to_owned()));
    assert_eq!(changed, [&&removed, &&added]);
    assert_eq!(view.amendments[2].changes[0].difference.before(), TEXT);
    let contradicts = |place: usize| view.amendments[place].conflicts_with.clone();
    assert_eq!([contradicts(0), contradicts(1), contradicts(2)], [vec![2], vec![1], vec![]]);
    assert_eq!(view.conflicts.len(), 1);
    let by: Vec<&Vec<u32>> = view.conflicts[0].would_say.iter().map(|(_, by)| by).collect();
    assert_eq!(by, [&vec![1], &vec![2]]);

    // Once one is taken up the others were written for an earlier text: nothing contradicts the
    // text in force, and they can only be declined.
    let take_up = DecisionCommand::SettleAmendment {
        proposal: id(PROPOSAL),
        amendment: 3,
        taken_up: true,
        reason: "Agreed.".to_owned(),
    };
    office.decide(&of(1), take_up, on("2026-03-04"));
    let view = office.seen(&of(1), "2026-03-04");
    assert_eq!((view.version, view.versions.len(), view.conflicts.len()), (2, 2, 0));
    assert_eq!(view.versions[0].amendment, Some(3));
    assert_eq!(view.versions[0].changes[0].difference.after(), view.text.pick("en"));
    let first = &view.amendments[0];
    assert!(first.is_overtaken && first.may_decline && !first.may_take_up);
    assert!(!view.amendments[2].is_overtaken && !view.amendments[2].may_decline);
}

#[test]
fn what_somebody_may_do_depends_on_who_they_are_and_on_the_day() {
    let office = Office::new();
    let comments = office.seen(&of(2), "2026-03-10");
    assert_eq!((comments.proposal.stage, comments.proposal.days_left), (Stage::Comments, Some(1)));
    assert!(comments.may.comment && comments.may.amend && comments.may.join);
    assert!(!comments.may.position && !comments.may.conclude && !comments.may.withdraw);
    assert!(office.seen(&of(1), "2026-03-10").may.withdraw, "the proposer");

    let positions = office.seen(&of(2), "2026-03-11");
    assert_eq!(positions.proposal.days_left, Some(10));
    assert!(positions.may.position && !positions.may.comment && !positions.may.amend);
    assert!(!office.seen(&of(4), "2026-03-11").may.position, "a company speaks and does not vote");
    let take = DecisionCommand::TakePosition {
        proposal: id(PROPOSAL),
        choice: Choice::For,
        reason: "-".to_owned(),
    };
    office.decide(&of(2), take, on("2026-03-11"));
    assert!(office.seen(&of(2), "2026-03-12").may.position, "it can still be changed");

    for day in ["2026-03-05", "2026-03-15", "2026-03-25"] {
        assert_eq!(office.seen(&of(5), day).may, ProposalActs::default(), "no member, {day}");
    }
    let due = office.seen(&coordinator(), "2026-03-21");
    assert_eq!((due.proposal.stage, due.proposal.days_left), (Stage::Due, None));
    assert!(due.may.conclude && !due.may.minutes && !due.may.position);
}

#[test]
fn a_decision_is_counted_by_its_rule_and_what_follows_is_late_by_days() {
    let office = Office::new();
    let take = |by: u8, choice| {
        let reason = String::new();
        let take = DecisionCommand::TakePosition { proposal: id(PROPOSAL), choice, reason };
        office.decide(&of(by), take, on("2026-03-15"));
    };
    take(1, Choice::For);
    // One of three is below the quorum of a half.
    assert_eq!(office.seen(&of(1), "2026-03-16").tally.outcome, Outcome::NoQuorum);
    take(2, Choice::For);
    take(3, Choice::Against);
    let conclude = DecisionCommand::Conclude { proposal: id(PROPOSAL) };
    let coordinator = coordinator();
    office.decide(&coordinator, conclude, on("2026-03-21"));
    let assign = |text: &str, due| DecisionCommand::AssignFollowUp {
        proposal: id(PROPOSAL),
        owner: id(2),
        text: text.to_owned(),
        due,
    };
    office.decide(&coordinator, assign("Write to shelters.", date(2026, 3, 25)), on("2026-03-22"));
    office.decide(&coordinator, assign("Count places.", date(2026, 3, 25)), on("2026-03-22"));
    let report = DecisionCommand::ReportFollowUp {
        proposal: id(PROPOSAL),
        follow_up: 1,
        text: "Written.".to_owned(),
    };
    office.decide(&of(2), report, on("2026-03-28"));
    let view = office.seen(&of(2), "2026-04-04");
    let ending = view.ending.as_ref().unwrap();
    assert_eq!((ending.outcome, ending.digest.as_ref()), (Outcome::Adopted, Some(&view.digest)));
    let quorum = Reason::Quorum { present: 3, needed: 2, members: 3 };
    let majority = Reason::Majority { chamber: None, in_favour: 2, needed: 2, of: 3 };
    assert_eq!(view.tally.reasons, [quorum, majority]);
    let late: Vec<u32> = view.follow_ups.iter().map(|it| it.days_late).collect();
    assert_eq!(late, [3, 10], "done three days late; not done for ten");
    let may: Vec<bool> = view.follow_ups.iter().map(|it| it.may_report).collect();
    assert_eq!(may, [false, true]);
    assert!(!office.seen(&of(1), "2026-04-04").follow_ups[1].may_report, "only the owner");
}

#[test]
fn the_list_is_narrowed_and_an_unknown_body_is_refused() {
    let office = Office::new();
    let list = |filter| office.secretariat.proposals(&filter, date(2026, 3, 5));
    let with = |stage, subject| ProposalFilter { body: Some(id(BODY)), stage, subject };
    assert_eq!(list(ProposalFilter::default()).unwrap().len(), 1);
    assert_eq!(list(with(Some(Stage::Comments), Some(SubjectKind::Declaration))).unwrap().len(), 1);
    assert_eq!(list(with(Some(Stage::Ended), None)).unwrap().len(), 0);
    assert_eq!(list(with(None, Some(SubjectKind::Admission))).unwrap().len(), 0);
    let unknown = ProposalFilter { body: Some(id(9)), ..ProposalFilter::default() };
    let Err(Unanswered::Refused(refused)) = list(unknown) else { panic!("a refusal") };
    assert_eq!(refused.code, "coalition/absent");
    let bodies = office.secretariat.bodies(date(2026, 3, 5));
    assert_eq!((bodies[0].members, bodies[0].voters, bodies[0].open), (4, 3, 1));
    let choices =
        |actor: &Actor| office.secretariat.opening_choices(actor, date(2026, 3, 5)).bodies.len();
    assert_eq!((choices(&of(4)), choices(&of(5)), choices(&coordinator())), (1, 0, 0));
}

#[test]
fn a_generated_region_decides_and_reviews_under_the_rules_of_everybody() {
    let folder = tempfile::tempdir().unwrap();
    let now = on("2026-11-24");
    let secretariat =
        Secretariat::open(folder.path(), Entropy::of_the_system(), now, &mut |_, _| {}).unwrap();
    let today = date(2026, 11, 24);
    let parameters =
        RegionParameters { organisations: 40, initiatives: 200, today, ..Default::default() };
    secretariat.make_region(&parameters, now, &mut |_, _| {}).unwrap();
    let proposals = secretariat.proposals(&ProposalFilter::default(), today).unwrap();
    let outcomes: Vec<Option<Outcome>> = proposals.iter().map(|row| row.outcome).collect();
    let ended = [Some(Outcome::Rejected), Some(Outcome::Adopted)];
    assert!(ended.iter().all(|outcome| outcomes.contains(outcome)), "{outcomes:?}");
    let adopted = secretariat.plans().into_iter().filter(|plan| plan.adopted == Some(1)).count();
    assert_eq!(adopted, 1);
    let open = proposals.iter().find(|row| row.stage == Stage::Comments).unwrap();
    let view = secretariat.proposal(open.id, &coordinator(), now).unwrap();
    assert_eq!((view.amendments.len(), view.conflicts.len()), (3, 1));
    let objected = proposals.iter().find(|row| row.stage == Stage::Positions).unwrap();
    let view = secretariat.proposal(objected.id, &coordinator(), now).unwrap();
    assert_eq!(view.tally.reasons, [Reason::Objections(1)]);

    let cycles = secretariat.review_cycles(today);
    assert_eq!((cycles.len(), cycles[0].stage), (1, CycleStage::Observations));
    let cycle = secretariat.review_cycle(cycles[0].id, today).unwrap();
    let answered = cycle.pairings.iter().find(|row| row.observations == 2).unwrap();
    assert_eq!((cycle.pairings.len(), answered.lapsed), (5, 1));
    let reviewed = answered.reviewed.id;
    let review = secretariat.review(cycles[0].id, reviewed, &coordinator(), now).unwrap();
    let lapsed: Vec<bool> = review.observations.iter().map(|it| it.lapsed).collect();
    assert_eq!(lapsed, [false, true]);
    assert!(!review.may.observe && !review.may.close && !review.is_public);
    let known = secretariat.initiatives(
        &concert_secretariat::InitiativeFilter {
            organisation: Some(reviewed),
            ..Default::default()
        },
        0,
    );
    let under_way = review.questions[0].journal_lines;
    assert!(under_way <= known.total, "{under_way} of {}", known.total);
}
