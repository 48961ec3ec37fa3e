//! The fields that say what a figure of victims has to do with time: of a day, of a year's
//! arrivals or of a window, and for how long people are exploited.

use concert_secretariat::Spell;
use serde::Deserialize;

use crate::asked::unreadable;
use crate::catalogue::Catalogue;
use crate::refusal::Told;
use crate::trouble::Trouble;
use crate::typed::{NumberField, Typed};

/// What can be chosen, beside nothing.
pub(crate) const SPELLS: [&str; 3] = ["stock", "entering", "window"];

const YEARS: [&str; 3] = ["years", "years_low", "years_high"];

/// The fields as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TypedSpell {
    spell: String,
    years: String,
    years_low: String,
    years_high: String,
    window: String,
}

/// The fields as they are shown again.
pub(crate) struct SpellFields {
    pub(crate) chosen: String,
    pub(crate) wrong: Option<Told>,
    pub(crate) numbers: Vec<NumberField>,
}

impl TypedSpell {
    fn duration(&self) -> [&str; 3] {
        [&self.years, &self.years_low, &self.years_high]
    }

    /// What the fields say. The length of a window is never taken for granted: the figure means
    /// something else in each.
    pub(crate) fn read(
        &self,
        typed: &mut Typed,
        words: &'static Catalogue,
    ) -> Result<Spell, Trouble> {
        let spell =
            typed.code("spell", &self.spell, |code| SPELLS.into_iter().find(|it| *it == code));
        let years = typed.amount(YEARS, self.duration())?;
        let window = typed.read::<f64>("window", &self.window);
        // What is typed and would not be used is a misunderstanding.
        let unused = match spell {
            None | Some("stock") => years.is_some() || window.is_some(),
            Some("entering") => window.is_some(),
            Some(_) => false,
        };
        if unused {
            let phrase = words.say("spell-unused");
            typed.tell("spell", &phrase, unreadable("spell", &self.spell));
        }
        let needs = |field: &str| match spell {
            Some("window") => true,
            Some("entering") => field == "years",
            _ => false,
        };
        let says_nothing = |texts: &[&str]| texts.iter().all(|text| text.trim().is_empty());
        if needs("years") && says_nothing(&self.duration()) {
            typed.lacks::<()>("years");
        }
        if needs("window") && says_nothing(&[&self.window]) {
            typed.lacks::<()>("window");
        }
        Ok(match (spell, years, window) {
            (Some("entering"), Some(mean_years), _) => Spell::Entering { mean_years },
            (Some("window"), Some(mean_years), Some(window_years)) => {
                Spell::Window { mean_years, window_years }
            }
            (Some("stock"), ..) => Spell::Stock,
            _ => Spell::NotStated,
        })
    }

    /// The fields as they are shown again.
    pub(crate) fn fields(&self, typed: &Typed, words: &'static Catalogue) -> SpellFields {
        let years = typed.amount_fields(YEARS, &words.say("spell-years"), self.duration());
        let window = typed.number_field("window", &words.say("spell-window-years"), &self.window);
        SpellFields {
            chosen: self.spell.trim().to_owned(),
            wrong: typed.at("spell").cloned(),
            numbers: years.into_iter().chain([window]).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    /// The spell of the fields `spell years years_low years_high window`, and what is wrong.
    fn read(fields: [&str; 5]) -> (Spell, Vec<&'static str>) {
        let words = Catalogue::of(Language::English);
        let [spell, years, years_low, years_high, window] = fields.map(str::to_owned);
        let said = TypedSpell { spell, years, years_low, years_high, window };
        let mut typed = Typed::new(words);
        let spell = said.read(&mut typed, words).unwrap();
        let fields = ["spell", "years", "years_low", "years_high", "window"];
        (spell, fields.into_iter().filter(|name| typed.at(name).is_some()).collect())
    }

    #[test]
    fn each_kind_of_figure_is_read_with_its_duration() {
        assert_eq!(read([""; 5]), (Spell::NotStated, Vec::new()));
        assert_eq!(read(["stock", "", "", "", ""]), (Spell::Stock, Vec::new()));
        let (spell, wrong) = read(["entering", "1.5", "1", "2", ""]);
        assert!(matches!(spell, Spell::Entering { .. }) && wrong.is_empty());
        let (spell, wrong) = read(["window", "0.5", "", "", "5"]);
        assert!(wrong.is_empty());
        assert!(matches!(spell, Spell::Window { window_years, .. } if window_years > 4.9));
    }

    #[test]
    fn what_lacks_and_what_would_not_be_used_is_told() {
        for (fields, wrong) in [
            (["entering", "", "", "", ""], &["years"][..]),
            (["window", "", "", "", ""], &["years", "window"]),
            (["window", "0.5", "", "", ""], &["window"]),
            (["window", "0.5", "0.4", "", "5"], &["years_high"]),
            (["window", "half", "", "", "5"], &["years"]),
            (["stock", "0.5", "", "", ""], &["spell"]),
            (["", "", "", "", "5"], &["spell"]),
            (["entering", "0.5", "", "", "5"], &["spell"]),
            (["forever", "", "", "", ""], &["spell"]),
        ] {
            assert_eq!(read(fields).1, wrong, "{fields:?}");
        }
    }
}
