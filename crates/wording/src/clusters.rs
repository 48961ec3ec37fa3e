//! Texts that say the same, around one that represents them.
//!
//! A cluster is a *star* (Aslam, Pelekhov and Rus 2004, Journal of Graph Algorithms and
//! Applications 8:95): every member is at least as like its representative as the threshold says. So
//! clusters do not chain: a text is never in one because of a third text that lies between.
//! Representatives are taken in the order of how much alike lies around them (the sum of the
//! likenesses of at least the threshold, so that the most typical wording represents); a text
//! belongs to the representative that it is most like.
//!
//! Pairs are found without comparing all with all, and none is missed: a text that is alike by at
//! least `t`, and no lighter, shares at least `2 t / (1 + t)` of the weight of the other, and so one
//! of its heaviest features, those after which less than that follows (prefix filtering, Chaudhuri,
//! Ganti and Kaushik 2006, ICDE).

use crate::Texts;
use crate::refusal::Refusal;
use crate::texts::{add_shared, jaccard};

/// The likeness from which texts are put together where nothing else is asked for.
///
/// Chosen on 6,000 generated recommendations with planted paraphrases (other words, other order of
/// clauses, clauses left out, typing errors, other addressees), among others that differ in one thing
/// only: there precision and recall of pairs balance, at nine of ten each (`cargo test -p
/// concert-wording --test planted -- --nocapture` prints them by threshold). A higher one finds fewer
/// and errs less.
pub const USUAL_THRESHOLD: f64 = 0.4;

/// Sums of likenesses are taken in whole millionths, so that they do not depend on their order.
const MILLIONTHS: f64 = 1e6;

/// What rounding may cost: candidates this little below a bound are still compared exactly.
const SLACK: f64 = 1e-9;

/// Where more pairs than these are alike, nothing is told apart and no machine should hold them all:
/// 20 million take 500 MB.
const MOST_PAIRS: usize = 20_000_000;

/// Texts that look as if they said the same.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Cluster {
    /// The number of the text that represents them.
    pub representative: u32,
    /// All texts, the representative among them, by number.
    pub members: Vec<Member>,
}

/// A text of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Member {
    /// The number of the text.
    pub text: u32,
    /// How like the representative it is, from the threshold to 1. See
    /// [`Texts::reason`] for why.
    pub likeness: f64,
}

impl Texts {
    /// The clusters of at least two texts, the largest first and then by representative.
    ///
    /// Refused: a threshold that does not lie above 0 and up to 1, texts of which more than 20 million
    /// pairs are so alike.
    pub fn clusters(&self, threshold: f64) -> Result<Vec<Cluster>, Refusal> {
        if !(threshold > 0.0 && threshold <= 1.0) {
            return Err(Refusal::Threshold { threshold });
        }
        let alike = self.alike(threshold)?;
        let belongs = self.stars(&alike);
        let mut members: Vec<Vec<Member>> = vec![Vec::new(); self.weights.len()];
        for (text, form) in (0..).zip(&self.form_of) {
            let (centre, likeness) = belongs[*form as usize];
            members[centre as usize].push(Member { text, likeness });
        }
        let mut clusters = Vec::new();
        for (centre, members) in (0..).zip(members) {
            if members.len() > 1 && self.weights[centre as usize] > 0.0 {
                clusters.push(Cluster { representative: self.with_form.row(centre)[0], members });
            }
        }
        clusters.sort_by_key(|it| (std::cmp::Reverse(it.members.len()), it.representative));
        Ok(clusters)
    }
}

/// Two forms that are alike, the lighter first.
#[derive(Debug, Clone, Copy)]
struct Alike {
    lighter: u32,
    heavier: u32,
    likeness: f64,
}

impl Texts {
    /// All pairs of forms that are at least as alike as the threshold says.
    fn alike(&self, threshold: f64) -> Result<Vec<Alike>, Refusal> {
        let weights = self.lexicon.weights();
        let mut alike = Vec::new();
        // What each form shares of the heaviest features of the one that is asked about, and which
        // forms share something.
        let mut shared_with = vec![0.0; self.weights.len()];
        let mut met: Vec<u32> = Vec::new();
        for (form, whole) in (0..).zip(&self.weights) {
            let features = self.features.row(form);
            // A form no lighter than this one shares at least this with it if they are alike.
            let least = whole * 2.0 * threshold / (1.0 + threshold) - SLACK * whole;
            let too_heavy = whole / threshold * (1.0 + SLACK);
            let mut rest = *whole;
            let mut heaviest = 0;
            while heaviest < features.len() && rest >= least {
                let feature = features[heaviest];
                let others = self.forms_with.row(feature);
                let from = others.partition_point(|other| *other <= form);
                for other in &others[from..] {
                    let shared = &mut shared_with[*other as usize];
                    if *shared <= 0.0 {
                        met.push(*other);
                    }
                    *shared += weights[feature as usize];
                }
                rest -= weights[feature as usize];
                heaviest += 1;
            }
            let light = &features[heaviest..];
            for other in met.drain(..) {
                let shared = std::mem::take(&mut shared_with[other as usize]);
                let whole_of_other = self.weights[other as usize];
                let least = (whole + whole_of_other) * (threshold / (1.0 + threshold) - SLACK);
                if whole_of_other > too_heavy || shared + rest < least {
                    continue;
                }
                let of_other = self.features.row(other);
                let from = light.first().map_or(of_other.len(), |first| {
                    of_other.partition_point(|feature| feature < first)
                });
                // What is lighter is added in the order in which the whole is, so that both ways
                // give the same to the last bit.
                let shared = add_shared(shared, light, &of_other[from..], weights);
                let likeness = jaccard(shared, *whole, whole_of_other);
                if likeness >= threshold {
                    alike.push(Alike { lighter: form, heavier: other, likeness });
                }
            }
            if alike.len() > MOST_PAIRS {
                return Err(Refusal::TooAlike { threshold, pairs: MOST_PAIRS });
            }
        }
        Ok(alike)
    }

    /// The representative of each form, and how alike they are.
    fn stars(&self, alike: &[Alike]) -> Vec<(u32, f64)> {
        let neighbours = Neighbours::of(alike, self.weights.len());
        let forms = self.weights.len() as u32;
        let size = |form: u32| self.with_form.row(form).len() as u64;
        let strength = |form: u32| -> u64 {
            let around = neighbours.around(form);
            let millionths = |likeness: f64| (likeness * MILLIONTHS).round() as u64;
            let others = around.map(|(other, likeness)| millionths(likeness) * size(other));
            others.sum::<u64>() + (size(form) - 1) * millionths(1.0)
        };
        let mut order: Vec<u32> = (0..forms).collect();
        order.sort_by_cached_key(|form| {
            (std::cmp::Reverse(strength(*form)), self.with_form.row(*form)[0])
        });
        let mut belongs: Vec<Option<(u32, f64)>> = vec![None; order.len()];
        for centre in order {
            if belongs[centre as usize].is_some() {
                continue;
            }
            belongs[centre as usize] = Some((centre, 1.0));
            for (other, likeness) in neighbours.around(centre) {
                // A form around a representative is none itself, or this one would not be.
                let place = &mut belongs[other as usize];
                if place.is_none_or(|(_, before)| likeness > before) {
                    *place = Some((centre, likeness));
                }
            }
        }
        (0..).zip(belongs).map(|(form, belongs)| belongs.unwrap_or((form, 1.0))).collect()
    }
}

/// What is alike, from both sides.
struct Neighbours<'a> {
    alike: &'a [Alike],
    /// Where those of each form start.
    starts: Vec<usize>,
    /// Positions among the pairs.
    pairs: Vec<u32>,
}

impl<'a> Neighbours<'a> {
    fn of(alike: &'a [Alike], forms: usize) -> Self {
        let mut starts = vec![0; forms + 1];
        for pair in alike {
            starts[pair.lighter as usize + 1] += 1;
            starts[pair.heavier as usize + 1] += 1;
        }
        for at in 0..forms {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut pairs = vec![0; 2 * alike.len()];
        for (at, pair) in (0..).zip(alike) {
            for form in [pair.lighter, pair.heavier] {
                pairs[next[form as usize]] = at;
                next[form as usize] += 1;
            }
        }
        Self { alike, starts, pairs }
    }

    fn around(&self, form: u32) -> impl Iterator<Item = (u32, f64)> + '_ {
        let range = self.starts[form as usize]..self.starts[form as usize + 1];
        self.pairs[range].iter().map(move |at| {
            let pair = &self.alike[*at as usize];
            let other = if pair.lighter == form { pair.heavier } else { pair.lighter };
            (other, pair.likeness)
        })
    }
}
