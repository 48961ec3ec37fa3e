//! The true number of people in exploitation, by district and form: a latent intensity that
//! differs with what people live from.

use concert_terms::{AgeBand, Form, Origin, Population, Sex, Stated};

use crate::chance::{Chance, Purpose};
use crate::geography::{Geography, Traits};
use crate::lattice::centre;
use crate::surface::Surface;

/// A form of exploitation that districts know, and of whom its victims are.
pub(crate) struct Pattern {
    pub(crate) form: Form,
    /// Disjoint parts of the victims, with the share of each.
    pub(crate) populations: Vec<(Population, f64)>,
    /// How common the form is in a district, 1 being usual.
    intensity: fn(Traits) -> f64,
}

/// People that a form of intensity 1 holds in a usual district.
const USUAL_PEOPLE: f64 = 70.0;
/// Forms with fewer people in a district are not seen there.
const FEWEST_PEOPLE: f64 = 12.0;
/// Most forms of a district.
const MOST_FORMS: usize = 3;

/// The people of one form in one district.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Victims {
    pub(crate) district: usize,
    /// Position of the form in [`patterns`].
    pub(crate) pattern: usize,
    pub(crate) people: u64,
}

/// The forms that districts know.
pub(crate) fn patterns() -> Vec<Pattern> {
    let (women, men) = (of(&[Sex::Female], &[AgeBand::Adult]), of(&[Sex::Male], &[AgeBand::Adult]));
    let girls = of(&[Sex::Female], &[AgeBand::Child]);
    let (boys, children) = (of(&[Sex::Male], &[AgeBand::Child]), of(&[], &[AgeBand::Child]));
    let adults = of(&[], &[AgeBand::Adult]);
    let pattern = |code: &str, populations: &[(Population, f64)], intensity| Pattern {
        form: code.parse().expect("the code stands in the built-in list of forms"),
        populations: populations.to_vec(),
        intensity,
    };
    vec![
        pattern("EX.SEX.prostitution", &[(women, 0.68), (girls, 0.32)], |t| {
            if t.urban || t.port {
                2.2
            } else if t.border {
                1.5
            } else {
                0.6
            }
        }),
        pattern("EX.LAB.agriculture", &[(men, 0.55), (women, 0.33), (children, 0.12)], |t| {
            if t.farm { 2.4 } else { 0.2 }
        }),
        pattern("EX.LAB.fishing", &[(foreign(men), 0.7), (domestic(men), 0.3)], |t| {
            if t.port { 2.0 } else { 0.0 }
        }),
        pattern("EX.LAB.mining", &[(men, 0.75), (boys, 0.25)], |t| if t.mine { 3.2 } else { 0.0 }),
        pattern("EX.LAB.construction", &[(foreign(men), 0.6), (domestic(men), 0.4)], |t| {
            if t.urban { 1.8 } else { 0.2 }
        }),
        pattern("EX.DOM", &[(foreign(women), 0.65), (girls, 0.35)], |t| {
            if t.urban { 1.3 } else { 0.3 }
        }),
        pattern("EX.BEG", &[(children, 0.8), (adults, 0.2)], |t| {
            if t.urban || t.border { 0.8 } else { 0.15 }
        }),
        pattern("EX.MAR", &[(girls, 0.7), (women, 0.3)], |t| {
            if t.farm || t.border { 0.6 } else { 0.2 }
        }),
    ]
}

/// The people of every form in every district, the most common forms of each.
pub(crate) fn victims(
    seed: u64,
    scale: f64,
    geography: &Geography,
    patterns: &[Pattern],
) -> Vec<Victims> {
    let mut chance = Chance::of(seed, Purpose::Victims, 0);
    let surfaces: Vec<Surface> = (0..patterns.len())
        .map(|at| Surface::new(seed, Purpose::Victims, 1 + at as u64, 20.0))
        .collect();
    let mut all = Vec::new();
    for (district, it) in geography.districts.iter().enumerate() {
        let mut here: Vec<Victims> = patterns
            .iter()
            .enumerate()
            .map(|(pattern, known)| {
                let hill = surfaces[pattern].at(centre(it.seat));
                let latent = USUAL_PEOPLE * it.people * (known.intensity)(it.traits);
                let people = latent * (0.7 * hill).exp() * chance.factor(0.25);
                Victims {
                    district,
                    pattern,
                    people: if people < FEWEST_PEOPLE {
                        0
                    } else {
                        (people * scale).round() as u64
                    },
                }
            })
            .filter(|victims| victims.people > 0)
            .collect();
        here.sort_by_key(|victims| std::cmp::Reverse(victims.people));
        here.truncate(MOST_FORMS);
        all.extend(here);
    }
    all
}

fn of(sexes: &[Sex], ages: &[AgeBand]) -> Population {
    Population { sexes: Stated::of(sexes), ages: Stated::of(ages), origins: Stated::UNSTATED }
}

fn foreign(population: Population) -> Population {
    Population { origins: Stated::of(&[Origin::Foreign]), ..population }
}

fn domestic(population: Population) -> Population {
    Population { origins: Stated::of(&[Origin::Domestic]), ..population }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_populations_of_a_form_are_disjoint_and_make_up_all_of_it() {
        for pattern in patterns() {
            let whole: f64 = pattern.populations.iter().map(|(_, share)| share).sum();
            assert!((whole - 1.0).abs() < 1e-9);
            for (at, (one, _)) in pattern.populations.iter().enumerate() {
                for (other, _) in &pattern.populations[at + 1..] {
                    assert!(!one.overlaps(*other));
                }
            }
        }
    }
}
