//! The headings of a report's tables.

macro_rules! headings {
    ($($name:ident = $code:literal,)*) => {
        /// What stands at the head of a column, at the head of a line of the first sheet, or on the
        /// tab of a sheet.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ReportHeading {
            $(#[doc = concat!("The heading `", $code, "`.")] $name,)*
        }

        impl ReportHeading {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code under which the catalogues have its words, such as `sheet-report`.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

headings! {
    SheetReport = "sheet-report",
    SheetCommitments = "sheet-commitments",
    SheetWithout = "sheet-without",
    SheetWithdrawn = "sheet-withdrawn",
    SheetRecommendations = "sheet-recommendations",
    What = "what",
    Value = "value",
    Plan = "plan",
    Version = "version",
    Digest = "digest",
    Day = "day",
    Statements = "statements",
    Readers = "readers",
    Members = "members",
    Public = "public",
    Generated = "generated",
    Actions = "actions",
    ActionsWithout = "actions-without",
    ActionsWithoutPublic = "actions-without-public",
    Commitments = "commitments",
    Postponed = "postponed",
    Withdrawn = "withdrawn",
    Action = "action",
    ActionText = "action-text",
    Objective = "objective",
    Commitment = "commitment",
    Identifier = "identifier",
    Maker = "maker",
    Made = "made",
    Due = "due",
    Means = "means",
    Indicator = "indicator",
    Unit = "unit",
    Target = "target",
    TargetDay = "target-day",
    Figure = "figure",
    FigureDay = "figure-day",
    Standing = "standing",
    Light = "light",
    LightReason = "light-reason",
    Claimed = "claimed",
    Evidenced = "evidenced",
    Reviewed = "reviewed",
    DaysLate = "days-late",
    DaysPostponed = "days-postponed",
    PostponedWhy = "postponed-why",
    WithdrawnOn = "withdrawn-on",
    WithdrawnWhy = "withdrawn-why",
    Mechanism = "mechanism",
    Document = "document",
    Year = "year",
    Recommendation = "recommendation",
    Response = "response",
    Answering = "answering",
}
