//! How many people there are of each kind when what one kind says of the lists is used for the
//! others: log-linear models with covariates.

use concert_estimate::{
    Criterion, Factor, FactorFit, FactorModel, FactorTable, Interrupted, NotAFactorModel,
    NotAFactorTable, Refusal, Tell, Verdict, choose_with_covariates, fit_with_covariates,
};
use serde::Serialize;

use crate::labelled_table::{LabelledTable, history};
use crate::{Asked, Refused, Unanswered, refused_by_engine};

/// An estimate with covariates, with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithFactors {
    /// The lists.
    pub lists: Vec<String>,
    /// The columns that are the factors.
    pub factors: Vec<String>,
    /// The terms in the order in which BIC added them; none where the model was given.
    pub added: Option<Vec<String>>,
    /// People on at least one list.
    pub observed: u64,
    /// The model and what it says, for each combination of levels.
    pub fit: FactorFit,
    /// People in all at 95 % if the model were known.
    pub interval95: [f64; 2],
    /// Each level of each factor, over the levels of the others.
    pub levels: Vec<LevelPeople>,
}

/// The people at one level of one factor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelPeople {
    /// The factor.
    pub factor: String,
    /// Its level.
    pub level: String,
    /// People observed.
    pub observed: u64,
    /// Estimated number of people on no list.
    pub hidden: f64,
}

/// Estimates with columns as factors, by the model that BIC chooses or by the one given, written
/// like `[A:B,A:sex]`.
pub fn estimate_with_factors(
    table: LabelledTable,
    columns: &[String],
    model: Option<&str>,
    tell: &mut Tell<'_>,
) -> Asked<Result<WithFactors, Interrupted>> {
    let table = factor_table(table, columns)?;
    let (fit, added) = match fitted(&table, model, tell)? {
        Ok(fitted) => fitted,
        Err(interrupted) => return Ok(Err(interrupted)),
    };
    let level = |factor: usize, level: &String| {
        let here = || fit.groups.iter().filter(|group| group.levels[factor] == *level);
        LevelPeople {
            factor: table.factors()[factor].name.clone(),
            level: level.clone(),
            observed: here().map(|group| group.observed).sum(),
            hidden: here().map(|group| group.hidden).sum(),
        }
    };
    let factors = table.factors().iter().enumerate();
    let levels = factors.flat_map(|(i, factor)| factor.levels.iter().map(move |name| (i, name)));
    Ok(Ok(WithFactors {
        lists: table.lists().to_vec(),
        factors: columns.to_vec(),
        added,
        observed: table.observed(),
        interval95: fit.interval_given_model(0.95),
        levels: levels.map(|(i, name)| level(i, name)).collect(),
        fit,
    }))
}

type Fitted = (FactorFit, Option<Vec<String>>);

/// The model given, or the one that BIC chooses, fitted.
pub(crate) fn fitted(
    table: &FactorTable,
    model: Option<&str>,
    tell: &mut Tell<'_>,
) -> Asked<Result<Fitted, Interrupted>> {
    refused_by_engine::answerable(table.without_factors())?;
    let Some(written) = model else {
        return match choose_with_covariates(table, Criterion::Bic, tell) {
            Err(interrupted) => Ok(Err(interrupted)),
            Ok(Ok(choice)) => Ok(Ok((choice.fit, Some(choice.added)))),
            Ok(Err(verdict)) => Err(without_estimate("of main effects", verdict)),
        };
    };
    let model = FactorModel::parse(written, table).map_err(|reason| no_model(&reason))?;
    let fit = fit_with_covariates(table, &model);
    Ok(Ok((fit.map_err(|verdict| without_estimate(&model.to_string(), verdict))?, None)))
}

/// A table with these columns as factors; their levels in the order in which they appear.
pub(crate) fn factor_table(table: LabelledTable, columns: &[String]) -> Asked<FactorTable> {
    let table = table.by(columns)?;
    table.without_blanks()?;
    let mut factors: Vec<Factor> =
        columns.iter().map(|name| Factor { name: name.clone(), levels: Vec::new() }).collect();
    let mut cells = Vec::new();
    for row in table.rows() {
        let mut levels = Vec::new();
        for (factor, label) in factors.iter_mut().zip(&row.labels) {
            let known = factor.levels.iter().position(|level| level == label);
            levels.push(known.unwrap_or_else(|| {
                factor.levels.push(label.clone());
                factor.levels.len() - 1
            }));
        }
        let history = history(row.history, table.lists()).map_err(Unanswered::from)?;
        cells.push((history, levels, row.count));
    }
    FactorTable::new(table.lists().to_vec(), factors, cells).map_err(|reason| {
        let facts = match &reason {
            NotAFactorTable::Factor { name } => vec![("name", name.clone())],
            NotAFactorTable::EmptyLevel { factor, level } => {
                vec![("factor", factor.clone()), ("level", level.clone())]
            }
            _ => vec![("text", reason.to_string())],
        };
        Refused { code: reason.code(), facts, text: reason.to_string() }.into()
    })
}

fn no_model(reason: &NotAFactorModel) -> Unanswered {
    let facts = match reason {
        NotAFactorModel::Unreadable { text } => vec![("text", text.clone())],
        NotAFactorModel::Unknown { name } => vec![("name", name.clone())],
        _ => Vec::new(),
    };
    Refused { code: reason.code(), facts, text: reason.to_string() }.into()
}

pub(crate) fn without_estimate(model: &str, verdict: Verdict) -> Unanswered {
    let refusal = Refusal::ModelWithoutEstimate { model: model.to_owned(), verdict };
    refused_by_engine::unanswered(refusal.code(), &refusal)
}

/// The columns of [`factor_lines`].
pub const FACTOR_COLUMNS: [&str; 8] =
    ["part", "factor", "level", "observed", "hidden", "people", "low95", "high95"];

/// Every level, every combination of levels, and all people, as a table.
pub fn factor_lines(found: &WithFactors) -> Vec<Vec<String>> {
    let line = |part: &str, factor: &str, level: &str, observed: u64, hidden: f64| {
        let people = (observed as f64 + hidden).to_string();
        let (observed, hidden) = (observed.to_string(), hidden.to_string());
        let (part, factor, level) = (part.to_owned(), factor.to_owned(), level.to_owned());
        vec![part, factor, level, observed, hidden, people, String::new(), String::new()]
    };
    let level = |it: &LevelPeople| line("level", &it.factor, &it.level, it.observed, it.hidden);
    let mut lines: Vec<Vec<String>> = found.levels.iter().map(level).collect();
    let columns = found.factors.join(":");
    for group in &found.fit.groups {
        let levels = group.levels.join(":");
        lines.push(line("combination", &columns, &levels, group.observed, group.hidden));
    }
    let mut all = line("all", "", "", found.observed, found.fit.hidden);
    all[6..].clone_from_slice(&found.interval95.map(|end| end.to_string()));
    lines.push(all);
    lines
}
