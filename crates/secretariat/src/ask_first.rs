//! Whom to ask first: the answers that would tell most about the gaps.

use std::collections::{BTreeMap, BTreeSet};

use concert_coalition::Basis;
use concert_coverage::value_of_information::{
    About, Estimate, Inquiry, Unknown, value_of_information,
};
use concert_coverage::{Among, Question};
use concert_terms::{Id, Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Serialize;

use crate::frame::question;
use crate::label::{OrganisationLabel, PlaceLabel};
use crate::need_label::NeedLabel;
use crate::picture::Picture;
use crate::{Asked, Secretariat};

/// What to ask for in a place on a day, each pillar and side for itself because units differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AskFirstView {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// One for each pillar and side in which needs are known.
    pub layers: Vec<AskedLayer>,
}

/// What to ask for about the gap of one pillar on one side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AskedLayer {
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// The expected gap.
    pub gap: f64,
    /// Its standard deviation, over what is not known of needs and of capacities.
    pub deviation: f64,
    /// What can be asked for, the most telling first.
    pub answers: Vec<Answer>,
}

/// Something that can be asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// What, and whom.
    pub about: AskedAbout,
    /// How many needs it bears on.
    pub needs: usize,
    /// The share of the variance of the gap that it takes off, 0 to 1.
    pub share: f64,
    /// The standard deviation of the gap after the answer.
    pub deviation_after: f64,
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AskedAbout {
    /// How much is needed in a cell.
    Need(Box<NeedLabel>),
    /// How many people there are, an estimate on which several needs rest.
    Estimate(Id),
    /// Whether what an organisation declared still stands.
    Organisation(OrganisationLabel),
}

/// The most answers of each layer.
const MOST_ANSWERS: usize = 20;
/// An answer that takes off less of the variance is not worth the question.
const LEAST_SHARE: f64 = 0.005;

impl Secretariat {
    /// Whom to ask first about the gaps of a place (everywhere without one) on a day.
    pub fn ask_first(&self, place: Option<&PlaceCode>, at: Date) -> Asked<AskFirstView> {
        let picture = self.picture();
        let question = question(&picture, place, at)?;
        let layers: BTreeSet<_> = picture
            .needs
            .atoms()
            .iter()
            .filter(|atom| {
                question.place.is_none_or(|whole| picture.tree.is_within(atom.place, whole))
            })
            .map(|atom| (atom.pillar, atom.side))
            .collect();
        let rests = needs_by_estimate(&picture);
        let asked = |layer| asked(&picture, &question, &rests, layer);
        Ok(AskFirstView {
            at,
            place: question.place.and_then(|it| PlaceLabel::of(&picture.coalition, it)),
            layers: layers.into_iter().map(asked).collect::<Asked<_>>()?,
        })
    }
}

/// The needs that rest on each estimate of the coalition and each published one, by position.
fn needs_by_estimate(picture: &Picture) -> BTreeMap<Id, Vec<u32>> {
    let mut rests: BTreeMap<Id, Vec<u32>> = BTreeMap::new();
    for (at, number) in (0_u32..).zip(&picture.atoms) {
        let need = picture.coalition.needs.at(*number);
        if let Some(Basis::Estimate { estimate, .. } | Basis::Published { estimate, .. }) =
            need.map(|need| &need.basis)
        {
            rests.entry(*estimate).or_default().push(at);
        }
    }
    rests
}

fn asked(
    picture: &Picture,
    question: &Question,
    rests: &BTreeMap<Id, Vec<u32>>,
    (pillar, side): (Option<Pillar>, Option<Side>),
) -> Asked<AskedLayer> {
    let Picture { tree, supply, needs, .. } = picture;
    let among = Among::needs(needs, |atom| (atom.pillar, atom.side) == (pillar, side));
    let in_layer: Vec<(Id, Vec<u32>)> = rests
        .iter()
        .map(|(id, all)| (*id, all.iter().copied().filter(|need| among.holds(*need)).collect()))
        .filter(|(_, all): &(Id, Vec<u32>)| !all.is_empty())
        .collect();
    let estimates: Vec<Estimate<'_>> =
        in_layer.iter().map(|(_, needs)| Estimate { needs, draws: None }).collect();
    let weights = vec![1.0; needs.atoms().len()];
    let inquiry = Inquiry { question, among: &among, weights: &weights, estimates: &estimates };
    let found = value_of_information(tree, supply, needs, &inquiry)?;
    let tells = |unknown: &&Unknown| {
        let by_chance = match unknown.about {
            About::Organisation(_) => 0.0,
            About::Need(_) | About::Estimate(_) => found.share_by_chance,
        };
        unknown.share >= LEAST_SHARE.max(2.0 * by_chance)
    };
    let answer = |unknown: &Unknown| {
        let about = match unknown.about {
            About::Need(need) => AskedAbout::Need(Box::new(NeedLabel::of(picture, need)?)),
            About::Estimate(at) => AskedAbout::Estimate(in_layer.get(at as usize)?.0),
            About::Organisation(number) => {
                AskedAbout::Organisation(OrganisationLabel::of(&picture.coalition, number)?)
            }
        };
        Some(Answer {
            about,
            needs: unknown.needs.len(),
            share: unknown.share,
            deviation_after: unknown.deviation_after,
        })
    };
    let telling = found.unknowns.iter().filter(tells).take(MOST_ANSWERS);
    Ok(AskedLayer {
        pillar,
        side,
        gap: found.expected,
        deviation: found.deviation,
        answers: telling.filter_map(answer).collect(),
    })
}
