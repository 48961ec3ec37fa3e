//! What corridors leave to be done by pairs of organisations: the term that brings together those
//! at the two ends of a way that many are moved along.

use concert_coverage::{Corridor, CorridorWork, EndsAsked, Question, Ties, corridor_ends};
use concert_terms::Stated;
use jiff::civil::Date;

use super::flow::kept_flows;
use super::ground::Ground;
use crate::Asked;
use crate::network::partnerships;
use crate::picture::Picture;

/// The work along the corridors of the journal.
pub(crate) struct CorridorWorks {
    pub(crate) works: Vec<CorridorWork>,
    /// Corridors with a flow and somebody at both ends that are not among them: lighter ones, for
    /// which there was no room.
    pub(crate) left_out: usize,
}

/// What one person moved along a corridor counts for, beside one whom one organisation turns away
/// and another takes. A tie reaches people on the way; nothing measures how many it helps in the
/// end, so that it is a stated judgement and stands in the answer.
pub(crate) const CORRIDOR_WEIGHT: f64 = 0.1;

/// Pairs of organisations at the ends of all corridors together that are looked at.
const MOST_PAIRS: usize = 1 << 18;
/// Corridors that are looked at, the heaviest first.
const MOST_CORRIDORS: usize = 100;

/// The work along the heaviest corridors that start or end in the place that is asked about.
pub(crate) fn works(picture: &Picture, question: &Question, at: Date) -> Asked<CorridorWorks> {
    let (flows, _) = kept_flows(&picture.coalition, None, at);
    let ground = Ground::of(picture, flows.iter().map(|flow| &flow.corridor))?;
    let mut heavy: Vec<(Corridor, f64)> = flows
        .iter()
        .filter_map(|flow| Some((ground.corridor(&flow.corridor)?, flow.draws.mean())))
        .filter(|(corridor, people)| {
            let ends = [corridor.origin, corridor.destination];
            let is_within = |whole| ends.iter().any(|end| ground.tree.is_within(*end, whole));
            *people > 0.0 && question.place.is_none_or(is_within)
        })
        .collect();
    heavy.sort_by(|(a, people_a), (b, people_b)| people_b.total_cmp(people_a).then(a.cmp(b)));
    let ties = Ties::new(&[], &partnerships(picture, question.day))?;
    let mut found =
        CorridorWorks { works: Vec::new(), left_out: heavy.len().saturating_sub(MOST_CORRIDORS) };
    let mut pairs = 0;
    for (corridor, people) in heavy.into_iter().take(MOST_CORRIDORS) {
        let forms = Stated::UNSTATED;
        let asked = EndsAsked { day: question.day, corridor, forms, most_missing: 0 };
        let ends = corridor_ends(&ground.tree, &picture.supply, &ties, &asked)?;
        let these = ends.origin.organisations.len() * ends.destination.organisations.len();
        if these == 0 {
            continue;
        }
        if pairs + these > MOST_PAIRS {
            found.left_out += 1;
            continue;
        }
        pairs += these;
        found.works.push(CorridorWork::between(&ends, people, CORRIDOR_WEIGHT)?);
    }
    Ok(found)
}
