//! The coalition: what its members state, what follows from it, and who may state what.
//!
//! Members append [`Statement`]s to one journal. [`Coalition`] is the state that follows from
//! them: a fold, [`Coalition::apply`], one statement at a time. What somebody asks for is a
//! [`Command`]; [`decide`] answers with the statements that carry it out, or with a [`Refusal`].
//! Both are pure: the clock, the actor and every identifier come in as arguments, so that every
//! rule here is tested without a file or a server.
//!
//! ```
//! use concert_coalition::{Actor, Coalition, Command, Declaration, Organisation, decide};
//! use concert_terms::{Id, Names, OrganisationKind};
//!
//! let now = "2026-11-24T10:00:00Z".parse()?;
//! let shelter = Organisation::new(Id::from_bytes([1; 16]), Names::new("fr", "Refuge Nord"))
//!     .of_kind(OrganisationKind::Ngo);
//!
//! let mut coalition = Coalition::default();
//! let command = Command::Declare(vec![Declaration::Organisation(shelter)]);
//! for statement in decide(&coalition, &Actor::operator(), &command, now)? {
//!     coalition.apply(&statement);
//! }
//! assert_eq!(coalition.organisations.len(), 1);
//!
//! // Saying the same again states nothing new.
//! assert!(decide(&coalition, &Actor::operator(), &command, now)?.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod actor;
mod coalition;
mod day;
mod decide;
mod decision;
mod declaring;
mod device;
mod estimate;
mod import;
mod initiative;
mod instance;
mod need;
mod numbered;
mod organisation;
mod place;
mod plan;
mod refusal;
mod register;
mod review;
mod round;
mod said;
mod snapshot;
mod sound;
mod statement;
mod undo;

pub use actor::{Actor, Author, Role, User};
pub use coalition::{Coalition, Effect, ImportState};
pub use day::{day_number, day_of};
pub use decide::{Command, Declaration, decide};
pub use decision::{
    Advice, Amendment, AmendmentProposal, AmendmentSettlement, AmendmentSupport, Base, Chamber,
    Choice, Comment, Conclusion, DecidingBody, DecisionBook, DecisionCommand, DecisionRefusal,
    DescribedBody, Ending, FollowUp, FollowUpAssignment, FollowUpReport, Fraction, Majority,
    Members, Membership, Minutes, MinutesRecord, Outcome, Position, PositionTaking, Proposal,
    ProposalComment, ProposalDraft, ProposalOpening, ProposalVersion, ProposalWithdrawal, Reach,
    Reason, RecordedMembership, Rule, Seat, Sponsorship, Stage, Standing, StandingByKind, Subject,
    Tally, Votes, tally,
};
pub use device::{Device, DeviceCommand, KnownDevice};
pub use estimate::{PublishedEstimate, RecordedEstimate};
pub use import::{Import, Source};
pub use initiative::{Answers, Initiative, InitiativeDeclaration, Status};
pub use instance::Instance;
pub use need::{Basis, Need};
pub use organisation::Organisation;
pub use place::Place;
pub use plan::{
    Action, ActionNumber, Addressee, Adoption, Claim, Commitment, CommitmentCell,
    CommitmentHistory, CommitmentStanding, CommitmentVersion, Condition, DatedFigure, Evidence,
    Indicator, LevelBasis, Light, LightFacts, LightReason, LightRule, MatchHistory, MatchStanding,
    Means, Measure, Mechanism, Naming, NotAnActionNumber, Objective, Plan, PlanBook, PlanCommand,
    PlanHealth, PlanHistory, PlanRefusal, PlanVersion, PledgeMatch, ProgressLevel, ProgressReview,
    PromiseBook, PromiseCommand, PromiseRefusal, Recommendation, RecommendationCommand,
    RecommendationGroups, RecommendationResponse, Reference, Reminder,
};
pub use refusal::Refusal;
pub use register::{Register, Version};
pub use review::{
    CycleStage, Followed, GivenAnswer, Mark, Observation, ObservationAnswer, ObservationMark,
    OpenCycle, Pairing, Prefill, Question, Remark, Review, ReviewAct, ReviewAnswer, ReviewBook,
    ReviewClosing, ReviewCommand, ReviewCycle, ReviewObservation, ReviewPublication, ReviewRefusal,
    ShadowRemark,
};
pub use round::{
    KeyHolder, LinkageRecord, LinkageRound, ListRetraction, ListSubmission, MOST_LISTS, OpenRound,
    RoundAbandonment, RoundAct, RoundBook, RoundCommand, RoundRefusal, RoundStage,
    ShareDestruction, SubmittedList,
};
pub use said::{Act, Said};
pub use snapshot::SnapshotFault;
pub use statement::{Body, Malformed, Statement};
