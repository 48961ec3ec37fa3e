//! What a person asks of Concert, once, for every door.
//!
//! A door (the command line, a page, the API) turns what was typed into domain values, calls one
//! function of [`Secretariat`], and shows the answer: a view of plain values, a [`Refused`] that
//! says what cannot be had and why, or a [`Fault`]. Who may, which engine runs, which statements
//! follow is settled here and nowhere else.

mod alignment;
mod answer;
mod ask_first;
mod average_day;
mod borders;
mod calendar;
mod case_lists;
mod cell;
mod ceremony_files;
mod changes;
mod commitments;
mod constants_table;
mod contacts;
mod corridors;
mod decisions;
mod declared_rows;
mod devices;
mod doctor;
mod drafts;
mod effect;
mod encode_list;
mod entered_twice;
mod entropy;
mod estimate_assumptions;
mod estimate_censored;
mod estimate_factors;
mod estimate_linkage_errors;
mod estimate_linkages;
mod estimate_linked;
mod estimate_linked_strata;
mod estimate_pictures;
mod estimate_repeats;
mod estimate_strata;
mod estimates;
mod estimation;
mod export;
mod figures;
mod fitting_gaps;
mod frame;
mod generated;
mod hexadecimal;
mod imports;
mod in_doubt;
mod initiatives;
mod kept;
mod kept_runs;
mod kept_tables;
mod label;
mod labelled_table;
mod ladder;
mod ladder_lines;
mod ladder_picture;
mod ladder_table;
mod last_look;
mod linked_folder;
mod linking;
mod linking_clks;
mod linking_encoded;
mod matrix;
mod named_columns;
mod need_label;
mod needs;
mod network;
mod network_picture;
mod next_actions;
mod open_needs;
mod organisations;
mod overlap;
mod partners;
mod past;
mod picture;
mod places;
mod plan_report;
mod plans;
mod prevalence;
mod profits;
mod promised_cells;
mod proportion;
mod public;
mod published;
mod reading;
mod recommendations;
mod recorded_linkage;
mod refused_by_engine;
mod reminders;
mod repeat;
mod review_band;
mod reviews;
mod round_files;
mod rounds;
mod run_desk;
mod run_head;
mod run_question;
mod runs;
mod secretariat;
mod served_here;
mod silence;
mod statement_days;
mod statements;
mod strata_of_cases;
mod tidings;
mod uploads;
mod users;
mod verify;
mod verify_runs;
mod whole_file;

pub use alignment::{AlignedLayer, AlignmentView, CellGain, CellShares, MovedEffort};
pub use answer::{Asked, Fault, Refused, Unanswered};
pub use ask_first::{Answer as AskedAnswer, AskFirstView, AskedAbout, AskedLayer};
pub use average_day::{
    AVERAGE_DAY_COLUMNS, AverageDay, AverageDayQuestion, RateFlag, average_day, average_day_lines,
};
pub use calendar::{
    CALENDAR_COLUMNS, CalendarEvent, CalendarKind, CalendarView, calendar_lines, calendar_text,
};
pub use case_lists::{
    CaseColumnView, CaseListFile, CaseListRead, CaseListView, CaseNoteView, case_fields,
    read_case_list, tell_names_apart,
};
pub use cell::{CellView, InitiativePart, OrganisationPart};
pub use ceremony_files::{
    RoundTerms, deal_round, finish_round, join_round, propose_round, share_round,
};
pub use changes::{CellChange, ChangesView, GapChange, Instant, LayerChange};
pub use commitments::{
    ActionPromises, CellRow, ChangedField, ClaimView, CommitmentFilter, CommitmentRights,
    CommitmentRow, CommitmentView, ConditionView, EvidenceView, LightView, MatchView, MeansKind,
    NamingView, PlanPromises, ReminderRow, ReviewView, Said, VersionView,
};
pub use concert_coalition::{
    ActionNumber, Claim, Commitment, CommitmentCell, CommitmentStanding, Condition, CycleStage,
    DatedFigure, Evidence, Light, LightReason, Means, Measure, ProgressLevel,
};
pub use concert_coverage::{AllocationRule, Knowledge};
pub use concert_estimate::prevalence::{Detected, Group, Lack, Prevalence};
pub use concert_estimate::profits::{
    Figure, OwnValue, PerVictim, ProfitFlag, ProfitReport, ProfitRow, ProfitSettings, Spell,
    Victims,
};
pub use concert_estimate::published_constants::{
    Constant, Constants, Counted, ILO_2024, Quantity, Region as ProfitRegion,
    Sector as ProfitSector,
};
pub use concert_estimate::sector_ratio::{RatioBasis, RatioPoint};
pub use concert_estimate::uncertain::Uncertain;
pub use concert_estimate::{
    Answer, Assumption, AtPriorCount, Because, Bias, CaptureTable, Cell as HistoryCell,
    Entry as LedgerEntry, Estimate, Family, HighestOrder, History, Interrupted, Ledger,
    LinkageAverage, LinkageSettings, MAX_NOTE, Method, Mode, OnePerson, Outcome as OtherAnswer,
    Pair, ReferenceList, Refusal as EstimateRefusal, Report, Sensitivity,
    Settings as EstimateSettings, Stability, StabilityStep, StrataSettings, StratumEstimate, Tell,
    Variant, Warning as EstimateWarning, estimate,
};
pub use concert_exchange::HeadingLanguage;
pub use concert_exchange::case_list::Told;
pub use concert_linkage::CaseList;
pub use concert_linkage::attack::report::Limits as AttackLimits;
pub use concert_linkage::attack::{Attack, Outcome as AttackOutcome};
pub use concert_linkage::encoding::{EncodingSettings, Rehearsal};
pub use concert_linkage::round_key::Answer as RoundAnswer;
pub use concert_region::{Parameters as RegionParameters, Truth};
pub use concert_wording::{Difference, Paragraph, Run, USUAL_THRESHOLD};
pub use constants_table::{CONSTANTS_COLUMNS, constant_lines, constants_csv, read_constants};
pub use contacts::{AccountView, Contact};
pub use corridors::{
    BaselineView, BesideBaseline, CORRIDOR_COLUMNS, COVARIATE_COLUMNS, CoefficientView,
    CorridorLook, CorridorText, CorridorView, CorridorsQuestion, CorridorsView, CovariateKind,
    CovariateTable, CovariateView, DISTANCE, EndOrganisation, EndView, FLOW_COLUMNS, FigureOrigin,
    FiguresLeftOut, FlowTable, MissingLinkView, corridor_lines, corridors_picture, corridors_plot,
};
pub use decisions::{
    AmendmentView, BodyInFull, BodyRow, CommentView, ConflictView, EndingView, FollowUpView,
    LanguageDifference, MemberRow, MinutesView, OpeningBody, OpeningChoices, OpeningPlan,
    PositionView, ProposalActs, ProposalFilter, ProposalInFull, ProposalRow, SeatView, SubjectKind,
    SubjectView, TextVersionView,
};
pub use devices::{DeviceRow, device_public_key, new_device};
pub use doctor::{Finding, Health, look_over};
pub use drafts::{Draft, MOST_DRAFTS};
pub use effect::{
    AssociatedCell, AssociatedLayer, EFFECT_COLUMNS, EffectCell, EffectView, NotCompared,
    NotComparedCell, effect_lines,
};
pub use encode_list::{AskedTokens, ToSend, ask_for_tokens, keep_asked, kept_asked, to_send};
pub use entered_twice::{EnteredTwice, TwiceInitiative};
pub use entropy::Entropy;
pub use estimate_assumptions::{
    ASSUMPTION_COLUMNS, AssumptionSettings, Assumptions, BestModel, Part, assumption_lines,
    estimate_assumptions,
};
pub use estimate_censored::{
    CENSORED_COLUMNS, CensoredVariant, WithCensoredList, censored_lines,
    estimate_with_censored_list,
};
pub use estimate_factors::{
    FACTOR_COLUMNS, LevelPeople, WithFactors, estimate_with_factors, factor_lines,
};
pub use estimate_linkage_errors::{
    CORRECTION_COLUMNS, CorrectedCell, CorrectedModel, LinkageCorrection, correct_linkage,
    correction_lines,
};
pub use estimate_linkages::{
    LINKAGE_COLUMNS, OverLinkages, estimate_over_linkages, linkage_lines, linkage_tables,
};
pub use estimate_linked::{RangeOverLinkages, range_over_linkages};
pub use estimate_linked_strata::{
    LINKED_STRATUM_COLUMNS, LinkedStrata, LinkedStratum, NotAlone, StratumTerms, USUAL_REPLICATES,
    estimate_linked_by, linked_stratum_lines,
};
pub use estimate_pictures::{
    PictureText, PictureWords, english, estimate_plot, methods_plot, overlaps_plot,
};
pub use estimate_repeats::{
    FromRepeats, REPEAT_COLUMNS, estimate_from_repeats, read_repeat_counts, repeat_lines,
};
pub use estimate_strata::{ByStratum, STRATUM_COLUMNS, estimate_by, stratum_lines};
pub use estimates::{EstimatesView, PublishedView, RecordedView};
pub use estimation::{EstimateSubject, capture_table, r_script};
pub use export::{ExportForm, csv_text};
pub use figures::{CellFigures, GapFigures, Reporting};
pub use fitting_gaps::{
    FITTING_GAP_COLUMNS, FittingAction, FittingGap, FittingGapsView, MOST_ACTIONS, Nearness,
    PledgeQuestion, PledgeThere, fitting_gap_lines,
};
pub use frame::{FrameCellView, FrameView, PlaceFigures, REPORTING_WINDOW_DAYS};
pub use imports::{Changes, ColumnView, ImportView, PreviewView, SetAsideView, UnplacedView};
pub use in_doubt::DoubtedGap;
pub use initiatives::{InitiativeFilter, InitiativeRow, InitiativeView};
pub use kept_runs::{NotARunId, RunId};
pub use label::{OrganisationLabel, Page, PlaceLabel};
pub use labelled_table::{LabelledTable, labelled_table};
pub use ladder::{LadderLayer, LadderRung, LadderView, LostAtNeed, LostByInitiative, RungKnown};
pub use ladder_lines::{LADDER_RUNG_COLUMNS, ladder_lines};
pub use ladder_picture::{LadderText, ladder_figure, ladder_picture};
pub use ladder_table::{LADDER_COLUMNS, RungsSaid};
pub use linked_folder::{KeptLinkage, keep_linkage, kept_linkage};
pub use linking::{
    LinkAsked, LinkSummary, LinkageLevel, Linked, LinkedList, SUSPICIONS, Weighing,
    link_in_the_clear,
};
pub use linking_clks::{ClkList, link_clks, read_clk_list};
pub use linking_encoded::{
    EncodedList, LikenessReport, ListsApart, is_encoded_list, link_encoded, read_encoded_list,
};
pub use matrix::{MatrixAxis, MatrixHeading, MatrixView};
pub use need_label::NeedLabel;
pub use needs::{NeedDraft, NeedFooting, NeedView};
pub use network::{
    BesideChance, ChanceComparison, CopresenceCount, NetworkCohesion, NetworkLayer, NetworkNode,
    NetworkView, SpreadCell, USUAL_SEED, USUAL_TABLES, UncoordinatedCell,
};
pub use network_picture::{NetworkText, network_figure, network_picture};
pub use next_actions::{
    ACTION_COLUMNS, ActionCell, ActionDifference, ActionKind, Bound, CandidateAction,
    CandidateSource, Candidates, CandidatesMark, CellDifference, ClosedCell, CostBasis, Doer,
    EXTENDED_BY, EquityAmong, ExactEnding, GapLeft, GroupDifference, GroupLabel, GroupView,
    LayerClosure, LayerDifference, LayerGain, LeftOut, LeftOutAction, LostAction, MEDIAN_OF,
    NextActionsView, NextQuestion, PLAN_COLUMNS, PictureMark, PillarChoice, PillarChoices,
    PlanView, PlannedAction, Recomputed, RegisterCounts, Scenario, ScenarioComparison,
    ScenarioFigures, SilentShare, StepFigures, Thoroughness, USUAL_EXACT_SECONDS, WhyNot,
    WorstDraws, action_lines, actions_csv, basis_note, plan_lines,
};
pub use open_needs::{KnownCounts, OpenNeed, OpenNeedsView};
pub use organisations::{OrganisationRow, OrganisationView};
pub use overlap::{
    BehindInitiative, MOST_OVERLAP_PAIRS, OverlapCell, OverlapLayer, OverlapPair, OverlapPart,
    OverlapView,
};
pub use partners::{
    LEAST_PEOPLE, PartnerCorridor, PartnerPair, PartnerReason, PartnersView, REACH_OVER_A_BORDER,
};
pub use picture::Picture;
pub use places::{PlaceRow, PlaceView};
pub use plan_report::{
    AnsweredRecommendation, MovedDay, PLAN_REPORT_COLUMNS, PlanReport, Readership, ReportAction,
    ReportCommitment, ReportHeading, ReportObjective, ReportTotals, ReportWords, ReportedClaim,
    ReportedFigure, ReportedReview, WithdrawnCommitment, plan_report_activities, plan_report_lines,
    plan_report_workbook,
};
pub use plans::{
    ActionView, AddresseeView, ObjectiveView, PLAN_TABLE_COLUMNS, PlanHead, PlanInFull, PlanRights,
    PlanRow, PlanTemplate, PlanText, StatedPlan, TemplateRow, VersionRow, plan_table_csv,
    plan_table_lines, plan_templates,
};
pub use prevalence::{
    GroupsTable, PREVALENCE_COLUMNS, of_count, prevalence_lines, prevalence_report, read_groups,
};
pub use profits::{
    PROFIT_COLUMNS, UsualVictims, VictimsTable, amount, flag_words, profit_lines, profit_report,
    ratio_points, read_victims,
};
pub use proportion::{
    Compared, FormShares, PillarProportion, ProportionView, SideShares, TOLERANCE,
};
pub use public::{PublicMember, PublicMemberView, PublicPlan, PublicView};
pub use reading::{Reader, read_table};
pub use recommendations::{
    AnsweringAction, LikeAction, LikelyGroup, LikelyMember, LikelyRecommendations, MOST_COMPARED,
    RECOMMENDATION_COLUMNS, RecommendationChanges, RecommendationFilter, RecommendationInFull,
    RecommendationPreview, RecommendationRow, RecommendationTable, SameView,
};
pub use recorded_linkage::{LinkageGround, RecordedStratum, linkage_ground};
pub use refused_by_engine::refused_estimate;
pub use reminders::{DueDay, NotSent, Posted, ReminderLetter};
pub use repeat::{Repetition, differences, ledger, repetition};
pub use review_band::{
    Agrees, DecidedPair, DecisionsUsed, InDoubt, PairDecision, PairDecisions, RecordName,
    disclosed, keep_decision,
};
pub use reviews::{
    AnsweredQuestion, CycleChoices, CycleInFull, CycleRow, DueInReview, MarkView, ObservationView,
    PairingRow, PrefillKind, PrefillLine, PrefilledCommitment, PrefilledGap, PrefilledInitiative,
    PublicReview, RemarkView, ReviewActs, ReviewDue, ReviewInFull,
};
pub use round_files::{
    RoundAsked, RoundFile, answer as answer_request, destroy_share, new_round, read_answer,
    read_request, read_round, shares_beside, write_message,
};
pub use rounds::{
    DueInRound, HolderRow, LARGEST_LIST, LinkageRow, LinkingPhase, LinkingView, ListHead,
    NotCombinedBecause, OverAllDraws, Receipt, ReceiptRow, RoundActs, RoundChoices, RoundDue,
    RoundInFull, RoundLinkage, RoundMember, RoundOpening, RoundRow, StrataOverDraws,
    is_signed_list, sign_list,
};
pub use run_question::RunQuestion;
pub use runs::{FinishedRun, RunRow, RunView};
pub use secretariat::{About, Done, Secretariat};
pub use silence::{SilenceView, SilentOrganisation, SilentPlace};
pub use statements::{AuthorRole, Proof, StatementRow, StatementView};
pub use strata_of_cases::{StratumAxis, StratumLabel};
pub use tidings::{ImportTiding, Listed, SilentSince, Tidings};
pub use users::{
    LINK_LIFE, LONGEST_PASSWORD, SESSION_IDLE, SESSION_LIFE, SHORTEST_PASSWORD, Token, UserRow,
};
pub use verify::{FirstWrong, Verification, verify};
pub use verify_runs::{VerifiedRuns, WrongRun};
