//! Plans that come with the program, to begin from: tables like any other.

use concert_exchange::{Limits, read_own};
use concert_terms::Names;
use serde::Serialize;

use super::table::{self, PlanText};
use crate::Asked;

/// A plan that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanTemplate {
    /// The Global Plan of Action to Combat Trafficking in Persons of the United Nations.
    UnGlobalPlan,
    /// The steps of a national referral mechanism.
    ReferralMechanism,
    /// The targets of the Sustainable Development Goals that name trafficking.
    SdgTargets,
}

/// A template as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TemplateRow {
    /// Which.
    pub template: PlanTemplate,
    /// Its code, to ask for it by.
    pub code: &'static str,
    /// Names by language.
    pub names: Names,
    /// Where it comes from. Every template is a paraphrase, and this says of what.
    pub source: &'static str,
    /// How many actions it has.
    pub actions: usize,
}

impl PlanTemplate {
    /// Every template.
    pub const ALL: [Self; 3] = [Self::UnGlobalPlan, Self::ReferralMechanism, Self::SdgTargets];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnGlobalPlan => "un-global-plan",
            Self::ReferralMechanism => "referral-mechanism",
            Self::SdgTargets => "sdg-targets",
        }
    }

    /// The template with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.code() == code)
    }

    /// Names by language.
    pub fn names(self) -> Names {
        match self {
            Self::UnGlobalPlan => {
                Names::new("en", "United Nations Global Plan of Action (paraphrase)")
                    .with("ar", "خطة عمل الأمم المتحدة العالمية (بعباراتنا)")
            }
            Self::ReferralMechanism => Names::new("en", "National referral mechanism (steps)")
                .with("ar", "آلية الإحالة الوطنية (خطوات)"),
            Self::SdgTargets => Names::new("en", "Sustainable Development Goals 5.2, 8.7, 16.2")
                .with("ar", "أهداف التنمية المستدامة 5.2 و8.7 و16.2"),
        }
    }

    /// Where the text comes from.
    pub fn source(self) -> &'static str {
        match self {
            Self::UnGlobalPlan => {
                "A paraphrase in 60 actions of the plan annexed to A/RES/64/293 (30 July 2010). \
                 Wording, order and numbers are ours: compare with the resolution before quoting."
            }
            Self::ReferralMechanism => {
                "The steps of a referral mechanism in our words, in the four parts of the handbook \
                 on national referral mechanisms of OSCE/ODIHR (2nd edition, 2022)."
            }
            Self::SdgTargets => {
                "Three targets of A/RES/70/1 in our words, with the indicator of each that is \
                 nearest to trafficking (A/RES/71/313)."
            }
        }
    }

    fn csv(self) -> &'static str {
        match self {
            Self::UnGlobalPlan => include_str!("../../data/plans/un-global-plan.csv"),
            Self::ReferralMechanism => include_str!("../../data/plans/referral-mechanism.csv"),
            Self::SdgTargets => include_str!("../../data/plans/sdg-targets.csv"),
        }
    }

    /// The table of the template.
    pub fn text(self) -> Asked<PlanText> {
        let name = format!("{}.csv", self.code());
        let book = read_own(&name, self.csv().as_bytes(), &Limits::default());
        table::read(&book.map_err(|refusal| crate::reading::refused(&refusal))?)
    }
}

/// Every template.
pub fn plan_templates() -> Asked<Vec<TemplateRow>> {
    let row = |template: PlanTemplate| {
        Ok(TemplateRow {
            template,
            code: template.code(),
            names: template.names(),
            source: template.source(),
            actions: template.text()?.len(),
        })
    };
    PlanTemplate::ALL.into_iter().map(row).collect()
}
