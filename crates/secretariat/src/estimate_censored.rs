//! How many people there are when a list also holds people who are none of them.

use concert_estimate::{
    Bound, CensoredFit, Censoring, FactorModel, History, Interrupted, Tell, fit_censored,
};
use serde::Serialize;

use crate::estimate_factors::{factor_table, fitted, without_estimate};
use crate::labelled_table::LabelledTable;
use crate::{Asked, Unanswered};

/// An estimate with a list whose people alone on it may be no members, with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithCensoredList {
    /// The lists.
    pub lists: Vec<String>,
    /// The columns that are the factors.
    pub factors: Vec<String>,
    /// The list that also holds non-members.
    pub list: String,
    /// The model, by its generators.
    pub model: String,
    /// Whether BIC chose the model, with all people on the list taken as members.
    pub chosen_by_bic: bool,
    /// People in all if everybody on the list were a member.
    pub all_members: f64,
    /// The same at 95 % if the model were known.
    pub all_members_interval95: [f64; 2],
    /// The count of the people alone on the list as an upper bound of the members among them.
    pub bound: CensoredVariant,
    /// The same count ignored.
    pub ignored: CensoredVariant,
}

/// What follows from one reading of the people alone on the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CensoredVariant {
    /// The fit; its cells say how many members are among them.
    pub fit: CensoredFit,
    /// People in all at 95 % if the model were known.
    pub interval95: [f64; 2],
    /// Whether the fit puts more members into a cell than there are people: then the model does
    /// not fit.
    pub exceeds_bound: bool,
}

/// Estimates with the people alone on a list as an upper bound and without them. Every column of
/// labels is a factor. The model is the one given, or the one that BIC chooses with everybody on
/// the list taken as a member.
pub fn estimate_with_censored_list(
    table: LabelledTable,
    list: &str,
    model: Option<&str>,
    tell: &mut Tell<'_>,
) -> Asked<Result<WithCensoredList, Interrupted>> {
    let columns = table.columns().to_vec();
    let at = table.list(list)?;
    let table = factor_table(table, &columns)?;
    let (plain, added) = match fitted(&table, model, tell)? {
        Ok(fitted) => fitted,
        Err(interrupted) => return Ok(Err(interrupted)),
    };
    let parsed = FactorModel::parse(&plain.model, &table);
    let parsed =
        parsed.map_err(|reason| Unanswered::Fault(crate::Fault::Broken(reason.to_string())))?;
    let variant = |bound: Bound| -> Asked<CensoredVariant> {
        let censoring = Censoring { lists: History::of(&[at]), bound };
        let fit = fit_censored(&table, &parsed, &censoring)
            .map_err(|verdict| without_estimate(&plain.model, verdict))?;
        Ok(CensoredVariant {
            interval95: fit.interval_given_model(0.95),
            exceeds_bound: fit.cells.iter().any(concert_estimate::CensoredCell::exceeds_bound),
            fit,
        })
    };
    Ok(Ok(WithCensoredList {
        lists: table.lists().to_vec(),
        factors: columns,
        list: list.to_owned(),
        bound: variant(Bound::Upper)?,
        ignored: variant(Bound::Ignored)?,
        chosen_by_bic: added.is_some(),
        all_members: plain.population,
        all_members_interval95: plain.interval_given_model(0.95),
        model: plain.model,
    }))
}

/// The columns of [`censored_lines`].
pub const CENSORED_COLUMNS: [&str; 7] =
    ["reading", "people", "low95", "high95", "members_alone_on_list", "hidden", "exceeds_bound"];

/// Each reading of the people alone on the list as a table.
pub fn censored_lines(found: &WithCensoredList) -> Vec<Vec<String>> {
    let line = |reading: &str, it: &CensoredVariant| {
        vec![
            reading.to_owned(),
            it.fit.population.to_string(),
            it.interval95[0].to_string(),
            it.interval95[1].to_string(),
            it.fit.members.to_string(),
            it.fit.hidden.to_string(),
            it.exceeds_bound.to_string(),
        ]
    };
    let [low, high] = found.all_members_interval95.map(|end| end.to_string());
    let all = found.all_members.to_string();
    let alone = found.bound.fit.bound;
    let observed = (found.bound.fit.known + alone) as f64;
    let hidden = (found.all_members - observed).to_string();
    vec![
        line("bound", &found.bound),
        line("ignored", &found.ignored),
        vec!["all_members".into(), all, low, high, alone.to_string(), hidden, "false".into()],
    ]
}
