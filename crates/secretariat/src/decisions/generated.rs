//! The decisions of a generated region: made-up users of its organisations decide about a plan, a
//! text, a new member. Everything is stated under the rules that hold for everybody, each act on
//! its own day, so that what is shown could have happened.

use concert_coalition::{
    Actor, Author, Base, Choice, Coalition, Command, DecidingBody, DecisionCommand, Fraction,
    Majority, Members, Membership, Plan, PlanCommand, ProposalDraft, Reach, Role, Rule, Standing,
    StandingByKind, Subject, User,
};
use concert_terms::{Axis, Id, Names, OrganisationKind};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use sha2::{Digest, Sha256};

use super::day;

/// How many members of the region's coalition are made of each kind of organisation.
const OF_EACH_KIND: usize = 3;

/// The day before today on which the coalition is founded; nothing here happens before it.
pub(crate) const FOUNDED_DAYS_AGO: i64 = 150;

/// Kinds that speak in the assembly and do not vote there.
const ONLY_SPEAK: [OrganisationKind; 2] = [OrganisationKind::Private, OrganisationKind::Academic];

/// Something that a made-up person asks on some day.
#[derive(Debug, Clone)]
pub(crate) struct MadeUpAct {
    /// When.
    pub(crate) at: Timestamp,
    /// Who.
    pub(crate) actor: Actor,
    /// What.
    pub(crate) command: Command,
}

/// The acts that are made up, and the people who act.
pub(crate) struct Cast {
    /// Members of the coalition, in the order of their kinds.
    pub(crate) members: Vec<Id>,
    /// Everything that is asked, in order.
    pub(crate) acts: Vec<MadeUpAct>,
    /// The members that vote in the assembly, by their numbers.
    voters: Vec<usize>,
    applicant: Option<Id>,
    seed: u64,
    now: Timestamp,
}

impl Cast {
    /// An identifier of something that is made up, the same for the same seed.
    pub(crate) fn id(&self, name: &str) -> Id {
        let digest = Sha256::digest(format!("generated {} {name}", self.seed));
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        Id::from_bytes(bytes)
    }

    /// The day that lies so many days before today; after it, where the number is below zero.
    pub(crate) fn day(&self, days_ago: i64) -> Date {
        let today = day(self.now);
        today.checked_sub(days_ago.days()).unwrap_or(today)
    }

    /// The operator asks something, so many days ago.
    pub(crate) fn operator(&mut self, days_ago: i64, command: Command) {
        let at = self.moment(days_ago);
        self.acts.push(MadeUpAct { at, actor: Actor::operator(), command });
    }

    /// The user of a member asks something, so many days ago. Members are counted from zero and
    /// begin again after the last.
    pub(crate) fn member(&mut self, member: usize, days_ago: i64, command: Command) {
        let Some(organisation) = self.member_id(member) else { return };
        let actor = Actor {
            author: Author::User(self.user(organisation)),
            role: Role::Member,
            organisation: Some(organisation),
        };
        let at = self.moment(days_ago);
        self.acts.push(MadeUpAct { at, actor, command });
    }

    /// The member with a number, counted from zero; begins again after the last.
    pub(crate) fn member_id(&self, member: usize) -> Option<Id> {
        self.members.get(member % self.members.len().max(1)).copied()
    }

    fn moment(&self, days_ago: i64) -> Timestamp {
        self.now.checked_sub(SignedDuration::from_hours(24 * days_ago)).unwrap_or(self.now)
    }

    fn user(&self, organisation: Id) -> Id {
        self.id(&format!("user of {organisation}"))
    }
}

/// Chooses the members from a region's organisations and makes up what they decide. `plan` is put
/// before them. A region with fewer than five organisations of a known kind decides nothing.
pub(crate) fn decide_in_region(
    coalition: &Coalition,
    plan: Plan,
    seed: u64,
    now: Timestamp,
) -> Cast {
    let mut cast = Cast {
        members: Vec::new(),
        acts: Vec::new(),
        voters: Vec::new(),
        applicant: None,
        seed,
        now,
    };
    let kinds = (0..OrganisationKind::COUNT).filter_map(OrganisationKind::at);
    for kind in kinds {
        let of_kind = coalition.organisations.iter().filter(|(.., it)| it.kind == Some(kind));
        let mut of_kind = of_kind.map(|(_, id, _)| *id);
        let before = cast.members.len();
        cast.members.extend(of_kind.by_ref().take(OF_EACH_KIND));
        if !ONLY_SPEAK.contains(&kind) {
            cast.voters.extend(before..cast.members.len());
        }
        cast.applicant = cast.applicant.or_else(|| of_kind.next());
    }
    if cast.members.len() < 5 {
        cast.members.clear();
        return cast;
    }
    found(&mut cast);
    adopt_plan(&mut cast, plan);
    reject_list(&mut cast);
    discuss_standards(&mut cast);
    admit(&mut cast);
    cast
}

fn decision(command: DecisionCommand) -> Command {
    Command::Decision(command)
}

/// Users, members, and two bodies.
fn found(cast: &mut Cast) {
    let since = cast.day(FOUNDED_DAYS_AGO);
    for (number, organisation) in (1..).zip(cast.members.clone()) {
        let user = User {
            id: cast.user(organisation),
            name: format!("made-up member {number}"),
            role: Role::Member,
            organisation: Some(organisation),
            closed: false,
        };
        cast.operator(FOUNDED_DAYS_AGO, Command::RegisterUser(user));
        let membership = Membership { organisation, since, until: None };
        let record = DecisionCommand::RecordMembership(membership);
        cast.operator(FOUNDED_DAYS_AGO, decision(record));
    }
    let half = Fraction::new(1, 2);
    let assembly = DecidingBody {
        id: cast.id("assembly"),
        names: Names::new("en", "General Assembly").with("ar", "الجمعية العامة"),
        members: Members::Everybody,
        standing: StandingByKind {
            of_kind: ONLY_SPEAK.map(|kind| (kind, Standing::Speaks)).into(),
            otherwise: Standing::Votes,
        },
        rule: Rule::Vote {
            quorum: half,
            majority: Majority { share: half, reach: Reach::MoreThan, of: Base::Cast },
            chambers: Vec::new(),
            days: 1,
        },
    };
    let listed = (0..5).filter_map(|member| cast.member_id(member)).collect();
    let group = DecidingBody {
        id: cast.id("steering group"),
        names: Names::new("en", "Steering group").with("ar", "الفريق التوجيهي"),
        members: Members::Listed(listed),
        standing: StandingByKind { of_kind: [].into(), otherwise: Standing::Votes },
        rule: Rule::Consensus { days: 14 },
    };
    for body in [assembly, group] {
        let describe = DecisionCommand::DescribeBody(Box::new(body));
        cast.operator(FOUNDED_DAYS_AGO, decision(describe));
    }
}

/// The plan is adopted; two things follow, of which one is late.
fn adopt_plan(cast: &mut Cast, plan: Plan) {
    let (subject, title) = (
        Subject::PlanVersion { plan: plan.id, number: 1, digest: plan.digest() },
        Names::new("en", "Adopt the plan of action").with("ar", "اعتماد خطة العمل"),
    );
    cast.operator(120, Command::Plan(PlanCommand::State(Box::new(plan))));
    let text = "The General Assembly adopts the plan of action. Members report on it once a year.";
    let id = open(cast, (0, 100), ("assembly", "plan"), subject, title, text, [86, 60]);
    cast.member(1, 95, comment(id, "Reports should be due before the budgets are made."));
    cast.member(2, 92, comment(id, "We can report in our own language only."));
    let amended = "The General Assembly adopts the plan of action. Members report on it every \
                   June, in their own language.";
    cast.member(
        2,
        90,
        amend(id, amended, "Budgets are made in July, and not everybody writes English."),
    );
    cast.member(0, 88, settle(id, 1, true, "Both points were raised by several members."));
    for member in cast.voters.clone() {
        let choice = if member % 5 == 4 { Choice::Abstain } else { Choice::For };
        cast.member(member, 80, position(id, choice, ""));
    }
    cast.operator(59, decision(DecisionCommand::Conclude { proposal: id }));
    let minutes = "The assembly took positions in writing. Several members asked for a form of \
                   report that is short. The coordinators will propose one.";
    let text = Names::new("en", minutes);
    cast.operator(57, decision(DecisionCommand::RecordMinutes { proposal: id, text }));
    for (owner, text, due) in [
        (0, "Send the adopted plan to the ministries concerned.", 30),
        (1, "Propose a form for the yearly report, of two pages at most.", 9),
        (2, "Say which actions of the plan have nobody who does them.", -25),
    ] {
        let (Some(owner), due) = (cast.member_id(owner), cast.day(due)) else { continue };
        let text = text.to_owned();
        let assign = DecisionCommand::AssignFollowUp { proposal: id, owner, text, due };
        cast.operator(56, decision(assign));
    }
    let text = "Sent, with a letter that names the actions asked of each.".to_owned();
    let report = DecisionCommand::ReportFollowUp { proposal: id, follow_up: 1, text };
    cast.member(0, 40, decision(report));
}

/// A proposal that would do harm finds no majority.
fn reject_list(cast: &mut Cast) {
    let title = Names::new("en", "Publish a list of suspected recruiters")
        .with("ar", "نشر قائمة بالمشتبه في قيامهم بالتجنيد");
    let text = "Members publish, once a quarter, the names of recruiters who are suspected.";
    let id = open(cast, (1, 70), ("assembly", "list"), Subject::Other, title, text, [60, 45]);
    cast.member(
        3,
        66,
        comment(id, "A name on a list warns the suspect and endangers whoever spoke."),
    );
    for member in cast.voters.clone() {
        let (choice, reason) = match member % 3 {
            0 => (Choice::For, ""),
            1 => (Choice::Against, "Suspects belong before a court, not on a list."),
            _ => (Choice::Against, "People who testified could be recognised."),
        };
        cast.member(member, 50, position(id, choice, reason));
    }
    cast.operator(44, decision(DecisionCommand::Conclude { proposal: id }));
}

/// A text that is still commented on: two amendments contradict each other, a third does not.
fn discuss_standards(cast: &mut Cast) {
    let title = Names::new("en", "Minimum standards for shelters")
        .with("ar", "المعايير الدنيا لدور الإيواء");
    let paragraphs = [
        "Every shelter shall admit victims within two days, whatever their papers.",
        "Nobody is asked to testify in return for a place.",
        "Shelters shall report free places to the coordinators once a month.",
    ];
    let text = paragraphs.join("\n");
    let subject = Subject::Declaration;
    let id = open(cast, (2, 6), ("assembly", "standards"), subject, title, &text, [-9, -30]);
    cast.member(3, 5, decision(DecisionCommand::Sponsor { proposal: id, joins: true }));
    cast.member(4, 5, comment(id, "What about shelters that admit women only?"));
    for (member, from, to, reason) in [
        (1, "within two days", "within one day", "Two nights on the street are two too many."),
        (3, "within two days", "within five working days", "Small shelters have no night staff."),
        (5, "once a month", "once a week", "A month is longer than most stays."),
    ] {
        cast.member(member, 4, amend(id, &text.replace(from, to), reason));
    }
    let advice = DecisionCommand::SupportAmendment { proposal: id, amendment: 1, supports: true };
    cast.member(3, 3, decision(advice));
    let advice = DecisionCommand::SupportAmendment { proposal: id, amendment: 3, supports: true };
    cast.member(3, 3, decision(advice));
}

/// The steering group looks for consensus on a new member, and somebody objects.
fn admit(cast: &mut Cast) {
    let Some(organisation) = cast.applicant else { return };
    let title = Names::new("en", "Admit a new member").with("ar", "قبول عضو جديد");
    let text = "The steering group admits the organisation as a member of the coalition.";
    let subject = Subject::Admission { organisation };
    let id = open(cast, (0, 20), ("steering group", "admission"), subject, title, text, [12, -8]);
    cast.member(1, 10, position(id, Choice::For, "We have worked with it for years."));
    let reason = "It has not answered yet how it protects the records of those it serves.";
    cast.member(3, 7, position(id, Choice::Against, reason));
}

/// A member opens a proposal before a body; the days are days ago.
fn open(
    cast: &mut Cast,
    (member, days_ago): (usize, i64),
    (body, name): (&str, &str),
    subject: Subject,
    title: Names,
    text: &str,
    [comment_until, decide_until]: [i64; 2],
) -> Id {
    let id = cast.id(&format!("proposal {name}"));
    let draft = ProposalDraft {
        id,
        body: cast.id(body),
        subject,
        title,
        text: Names::new("en", text),
        comment_until: cast.day(comment_until),
        decide_until: cast.day(decide_until),
    };
    cast.member(member, days_ago, decision(DecisionCommand::Open(Box::new(draft))));
    id
}

fn comment(proposal: Id, text: &str) -> Command {
    decision(DecisionCommand::Comment { proposal, text: text.to_owned() })
}

fn amend(proposal: Id, text: &str, reason: &str) -> Command {
    let (text, reason) = (Names::new("en", text), reason.to_owned());
    decision(DecisionCommand::Amend { proposal, text, reason })
}

fn settle(proposal: Id, amendment: u32, taken_up: bool, reason: &str) -> Command {
    let reason = reason.to_owned();
    decision(DecisionCommand::SettleAmendment { proposal, amendment, taken_up, reason })
}

fn position(proposal: Id, choice: Choice, reason: &str) -> Command {
    let reason = reason.to_owned();
    decision(DecisionCommand::TakePosition { proposal, choice, reason })
}
