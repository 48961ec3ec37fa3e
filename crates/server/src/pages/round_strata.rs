//! The people of each kind on the page of a round's linkage.

use concert_secretariat::{
    LinkageAverage, LinkedStrata, LinkedStratum, RoundLinkage, StrataOverDraws, StratumAxis,
};
use concert_terms::Population;

use crate::estimate_report::EstimateReport;
use crate::page::Page;
use crate::refusal::Told;
use crate::twin::Rows;

/// The people of one kind, or of all.
pub(super) struct StratumLine {
    pub(super) name: String,
    /// How many are on any list.
    pub(super) seen: String,
    pub(super) people: String,
    pub(super) limits: String,
    /// How much of it the other kinds say.
    pub(super) from_others: String,
    pub(super) alone: String,
    pub(super) alone_limits: String,
    /// Why it has no estimate, or none alone.
    pub(super) without: Vec<Told>,
}

/// The people of each kind, as the page shows them.
pub(super) struct StrataTable {
    pub(super) lines: Vec<StratumLine>,
    /// The sum over all kinds.
    pub(super) all: StratumLine,
    /// How many are of no known kind, where there are any.
    pub(super) unlabelled: Option<String>,
    /// Some kind says nothing itself.
    pub(super) borrows: bool,
}

impl StrataTable {
    /// What is said of each kind; none where nothing is.
    pub(super) fn of(
        linkage: &RoundLinkage,
        page: &Page,
        sheet: &EstimateReport<'_>,
    ) -> Option<Self> {
        let Some(StrataOverDraws::Estimated { strata, .. }) = &linkage.strata else { return None };
        let lines: Vec<_> = strata.strata.iter().map(|it| line(strata, it, page, sheet)).collect();
        let (people, limits) = average(Some(&strata.sum), sheet);
        let (alone, alone_limits) = average(strata.sum_alone.as_ref(), sheet);
        let all = StratumLine {
            name: page.say("linked-in-all").to_string(),
            seen: ends(strata.observed, page),
            people,
            limits,
            from_others: String::new(),
            alone,
            alone_limits,
            without: Vec::new(),
        };
        let [low, high] = strata.unlabelled;
        let text = page.say("linkage-strata-unlabelled").count("low", low).count("high", high);
        Some(Self {
            borrows: strata.strata.iter().any(|it| it.is_borrowed(strata.tables)),
            unlabelled: (high > 0).then(|| text.to_string()),
            lines,
            all,
        })
    }
}

/// Whether the people of each kind can be recorded: each has to be of the place that the round is about.
pub(super) fn can_be_recorded(linkage: &RoundLinkage) -> bool {
    matches!(&linkage.strata, Some(StrataOverDraws::Estimated { .. }))
        && !linkage.summary.asked.by.contains(&StratumAxis::Place)
}

/// Why nothing is said of each kind, where it was asked.
pub(super) fn without(linkage: &RoundLinkage, sheet: &EstimateReport<'_>) -> Option<Told> {
    match &linkage.strata {
        Some(StrataOverDraws::Refused(because)) => Some(sheet.told(because, &because.text)),
        _ => None,
    }
}

/// The people of each kind as rows of figures.
pub(super) fn rows(linkage: &RoundLinkage, rows: &mut Rows) {
    let Some(StrataOverDraws::Estimated { strata, .. }) = &linkage.strata else { return };
    for stratum in &strata.strata {
        if let Some(pooled) = &stratum.pooled {
            let [low, high] = pooled.interval.map(|limit| limit.to_string());
            let name = format!("population, {}", stratum.name);
            rows.push([name, pooled.population.to_string(), low, high]);
        }
    }
}

fn line(
    strata: &LinkedStrata,
    stratum: &LinkedStratum,
    page: &Page,
    sheet: &EstimateReport<'_>,
) -> StratumLine {
    let (people, limits) = average(stratum.pooled.as_ref(), sheet);
    let (alone, alone_limits) = average(stratum.alone.as_ref(), sheet);
    let pooled =
        stratum.not_pooled.as_ref().map(|because| sheet.told(because, &because.to_string()));
    let refused = stratum.refused.as_ref();
    let refused = refused.map(|because| sheet.told(because, &because.refused().text));
    StratumLine {
        name: name(strata, stratum, page),
        seen: ends(stratum.observed, page),
        people,
        limits,
        from_others: if stratum.is_borrowed(strata.tables) {
            page.say("linkage-strata-borrowed").to_string()
        } else {
            page.percent(&stratum.share_from_others)
        },
        alone,
        alone_limits,
        without: pooled.into_iter().chain(refused).collect(),
    }
}

/// What the people of a stratum have in common, in words.
fn name(strata: &LinkedStrata, stratum: &LinkedStratum, page: &Page) -> String {
    let Some(terms) = strata.terms(stratum) else { return stratum.name.clone() };
    let mut parts = Vec::new();
    if terms.population != Population::EVERYBODY {
        parts.push(page.population(&terms.population));
    }
    if !terms.forms.is_unstated() {
        parts.push(page.forms(&terms.forms));
    }
    parts.extend(terms.place);
    parts.extend(terms.year.map(|year| page.language.digits(&year.to_string())));
    parts.join(&page.say("list-semicolon").to_string())
}

fn average(average: Option<&LinkageAverage>, sheet: &EstimateReport<'_>) -> (String, String) {
    let people = average.map_or_else(|| "–".to_owned(), |it| sheet.people(&it.population));
    (people, sheet.limits(&average.map(|it| it.interval)))
}

fn ends([fewest, most]: [u64; 2], page: &Page) -> String {
    if fewest == most {
        return page.whole(fewest);
    }
    page.say("between").count("low", fewest).count("high", most).to_string()
}
