//! How common it is among everybody who lives somewhere, on an average day.
//!
//! A figure of victims is of a day, of a year's arrivals or of a window of years. Rates are
//! computed of people on an average day, because only those can be set against the people who live
//! there; those of the figure as it was given stand beside them where it is of another time. What
//! is detected is counted over the same time as the figure, and never subtracted from a stock.

use concert_estimate::average_day::on_an_average_day;
use concert_estimate::prevalence::{Detected, Group, Prevalence};
use concert_estimate::profits::{Figure, ProfitSettings, Spell};
use concert_estimate::uncertain::Uncertain;
use serde::Serialize;

use crate::prevalence::{prevalence_lines, prevalence_report};
use crate::profits::{refused, text};
use crate::{Asked, Fault};

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct AverageDayQuestion {
    /// Victims, detected and undetected, as estimated.
    pub victims: Option<Uncertain>,
    /// What that figure has to do with time.
    pub spell: Spell,
    /// Victims whom somebody has detected, over the same time.
    pub detected: Option<Detected>,
    /// People who live there.
    pub residents: f64,
}

/// How common it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AverageDay {
    /// Rates of the people on an average day.
    pub average_day: Prevalence,
    /// How many they are; none where no victims were given.
    pub people: Option<Figure>,
    /// Rates of the figure as it was given, where it is not of an average day.
    pub as_given: Option<Prevalence>,
    /// The figure as it was given.
    pub victims: Option<Figure>,
    /// What makes the rates mean less than they seem.
    pub flags: Vec<RateFlag>,
    /// How many draws were made where both people and duration are uncertain, and their seed.
    pub settings: ProfitSettings,
}

/// What makes a rate mean less than it seems. The code is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum RateFlag {
    /// Nobody said what the figure has to do with time; it was taken as of an average day.
    #[serde(rename = "secretariat/average-day-assumed")]
    AverageDayAssumed,
    /// The figure or the duration has no interval, so that the rates look surer than they are.
    #[serde(rename = "secretariat/rate-without-interval")]
    WithoutInterval,
    /// The formula of the window was seen in secondary sources only.
    #[serde(rename = "secretariat/window-formula-not-verified")]
    WindowFormulaNotVerified,
    /// Arrivals times duration are people on an average day only where neither changes.
    #[serde(rename = "secretariat/steady-state-assumed")]
    SteadyStateAssumed,
    /// The upper limit is more people than live there.
    #[serde(rename = "secretariat/upper-limit-above-residents")]
    UpperLimitAboveResidents,
}

impl RateFlag {
    /// The stable code, the same as in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AverageDayAssumed => "secretariat/average-day-assumed",
            Self::WithoutInterval => "secretariat/rate-without-interval",
            Self::WindowFormulaNotVerified => "secretariat/window-formula-not-verified",
            Self::SteadyStateAssumed => "secretariat/steady-state-assumed",
            Self::UpperLimitAboveResidents => "secretariat/upper-limit-above-residents",
        }
    }
}

/// Computes how common it is on an average day.
///
/// Refused is what the engine refuses, and counts that contradict each other: fewer victims than
/// are detected, more victims than people.
pub fn average_day(question: &AverageDayQuestion) -> Asked<AverageDay> {
    let settings = ProfitSettings::default();
    let AverageDayQuestion { victims, spell, detected, residents } = question;
    let rates = |victims: Option<Uncertain>, detected: Option<Detected>| -> Asked<Prevalence> {
        let everybody = Group {
            sex: String::new(),
            age: String::new(),
            form: String::new(),
            detected,
            victims,
            residents: *residents,
        };
        let mut rates = prevalence_report(&vec![everybody].into())?;
        let of_the_one = rates
            .pop()
            .ok_or_else(|| Fault::Broken("the rates of one group are none".to_owned()))?;
        Ok(of_the_one)
    };
    let is_of_a_day = matches!(spell, Spell::NotStated | Spell::Stock);
    let stock = match victims {
        Some(victims) => {
            let stock = on_an_average_day(victims, spell, settings.draws, settings.seed);
            Some(stock.map_err(|refusal| refused(&refusal, None))?)
        }
        None => None,
    };
    let people = stock.as_ref().map(Figure::of);
    // The figure itself first: what contradicts it is told of the numbers that were given. Those
    // who arrive in a year and stay for many may in the end be more than live there at a time.
    let as_given = if is_of_a_day { None } else { Some(rates(victims.clone(), *detected)?) };
    let of_the_day = if is_of_a_day { *detected } else { None };
    let average_day = rates(stock, of_the_day)?;
    Ok(AverageDay {
        flags: flags(question, people),
        average_day,
        people,
        as_given,
        victims: victims.as_ref().map(Figure::of),
        settings,
    })
}

fn flags(question: &AverageDayQuestion, people: Option<Figure>) -> Vec<RateFlag> {
    let Some(victims) = &question.victims else { return Vec::new() };
    let duration = match &question.spell {
        Spell::NotStated | Spell::Stock => None,
        Spell::Entering { mean_years } | Spell::Window { mean_years, .. } => Some(mean_years),
    };
    let numbers = || std::iter::once(victims).chain(duration);
    let top = |figure: Figure| figure.interval95.map_or(figure.value, |[_, high]| high);
    let raised = [
        (question.spell == Spell::NotStated, RateFlag::AverageDayAssumed),
        (numbers().any(Uncertain::is_exact), RateFlag::WithoutInterval),
        (matches!(question.spell, Spell::Window { .. }), RateFlag::WindowFormulaNotVerified),
        (matches!(question.spell, Spell::Entering { .. }), RateFlag::SteadyStateAssumed),
        (
            people.into_iter().chain([Figure::of(victims)]).any(|it| top(it) > question.residents),
            RateFlag::UpperLimitAboveResidents,
        ),
    ];
    raised.into_iter().filter_map(|(is_so, flag)| is_so.then_some(flag)).collect()
}

/// What stands before [`PREVALENCE_COLUMNS`] in a line of [`average_day_lines`].
///
/// [`PREVALENCE_COLUMNS`]: crate::PREVALENCE_COLUMNS
pub const AVERAGE_DAY_COLUMNS: [&str; 4] = ["time", "people", "people_low95", "people_high95"];

/// Rates as a table: of an average day, and of the figure as it was given where that is another.
pub fn average_day_lines(found: &AverageDay) -> Vec<Vec<String>> {
    let line = |time: &str, people: Option<Figure>, rates: &Prevalence| {
        let [low, high] = people
            .and_then(|people| people.interval95)
            .map_or([None, None], |ends| ends.map(Some))
            .map(text);
        let mut line = vec![time.to_owned(), text(people.map(|people| people.value)), low, high];
        line.extend(prevalence_lines(std::slice::from_ref(rates)).into_iter().flatten());
        line
    };
    let as_given = found.as_given.iter().map(|rates| line("as-given", found.victims, rates));
    std::iter::once(line("average-day", found.people, &found.average_day)).chain(as_given).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PREVALENCE_COLUMNS, Unanswered, amount};

    /// Invented figures.
    fn question(spell: Spell) -> AverageDayQuestion {
        AverageDayQuestion {
            victims: amount(13_000.0, Some([10_000.0, 16_000.0])).ok(),
            spell,
            detected: Some(Detected::exactly(3_500)),
            residents: 6_500_000.0,
        }
    }

    fn is_near(figure: Option<Figure>, expected: f64) -> bool {
        figure.is_some_and(|figure| (figure.value / expected - 1.0).abs() < 1e-9)
    }

    fn window(years: f64) -> Spell {
        Spell::Window { mean_years: Uncertain::exact(years).unwrap(), window_years: 5.0 }
    }

    #[test]
    fn a_window_becomes_a_day_and_the_detected_stay_with_the_window() {
        let found = average_day(&question(window(0.5))).unwrap();
        // 1,300 on an average day: fewer than the 3,500 who were detected within five years.
        assert!(is_near(found.average_day.sdg_16_2_2, 20.0));
        let [low, high] = found.average_day.per_1_000.unwrap().interval95.unwrap();
        assert!((low * 6.5 - 1.0).abs() < 1e-3 && (high * 6.5 - 1.6).abs() < 1e-3);
        assert_eq!(found.average_day.detected_per_100_000, None);
        let as_given = found.as_given.as_ref().unwrap();
        assert!(is_near(as_given.sdg_16_2_2, 200.0));
        assert!(is_near(as_given.undetected, 9_500.0));
        assert_eq!(found.flags, [RateFlag::WithoutInterval, RateFlag::WindowFormulaNotVerified]);
        let lines = average_day_lines(&found);
        let columns = AVERAGE_DAY_COLUMNS.len() + PREVALENCE_COLUMNS.len();
        assert!(lines.len() == 2 && lines.iter().all(|line| line.len() == columns), "{lines:?}");
        assert_eq!([&lines[0][1], &lines[1][1]], ["1300", "13000"]);
    }

    #[test]
    fn a_figure_of_a_day_stays_as_it_is_and_says_what_was_assumed() {
        let found = average_day(&question(Spell::Stock)).unwrap();
        assert_eq!((found.as_given, found.flags), (None, Vec::new()));
        assert!(is_near(found.average_day.one_in, 500.0));
        assert!(is_near(found.average_day.undetected, 9_500.0));
        let found = average_day(&question(Spell::NotStated)).unwrap();
        assert_eq!(found.flags, [RateFlag::AverageDayAssumed]);
        let few = AverageDayQuestion { residents: 15_000.0, ..question(Spell::Stock) };
        assert_eq!(average_day(&few).unwrap().flags, [RateFlag::UpperLimitAboveResidents]);
        let official = AverageDayQuestion { victims: None, ..question(Spell::Stock) };
        let found = average_day(&official).unwrap();
        assert!(found.people.is_none() && found.average_day.detected_per_100_000.is_some());
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        let code = |question: AverageDayQuestion| match average_day(&question) {
            Err(Unanswered::Refused(refused)) => refused.code,
            other => panic!("{other:?}"),
        };
        assert_eq!(code(question(window(6.0))), "estimate/duration-beyond-window");
        let detected = Some(Detected::exactly(13_001));
        let question_of = |detected, residents| AverageDayQuestion {
            detected,
            residents,
            ..question(window(0.5))
        };
        assert_eq!(code(question_of(detected, 1e6)), "estimate/total-below-detected");
        assert_eq!(code(question_of(None, 12_999.0)), "estimate/more-victims-than-people");
        assert_eq!(code(question_of(None, 0.0)), "estimate/no-residents");
    }
}
