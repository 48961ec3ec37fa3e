//! Texts that say the same, around one that represents them.
//!
//! A cluster is a *star* (Aslam, Pelekhov and Rus 2004, Journal of Graph Algorithms and
//! Applications 8:95): every member is at least as like its representative as the threshold says. So
//! clusters do not chain: a text is never in one because of a third text that lies between.
//! Representatives are taken in the order of how much alike lies around them (the sum of the
//! likenesses of at least the threshold, so that the most typical wording represents); a text
//! belongs to the representative that it is most like.
//!
//! Pairs are found without comparing all with all, and none is missed: if two texts are alike by at
//! least `t`, they share one of the heaviest features of each, those after which less than `t` of
//! the weight of the text follows (prefix filtering, Chaudhuri, Ganti and Kaushik 2006, ICDE), and what
//! follows it in both is at least `t / (1 + t)` of the weight of both (positional filtering, Xiao
//! and others 2011, ACM TODS 36:15).

use crate::Texts;
use crate::lexicon::Feature;
use crate::refusal::Refusal;

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
    /// Refused: a threshold that does not lie above 0 and up to 1.
    pub fn clusters(&self, threshold: f64) -> Result<Vec<Cluster>, Refusal> {
        if !(threshold > 0.0 && threshold <= 1.0) {
            return Err(Refusal::Threshold { threshold });
        }
        let mut search = Search::new(self, threshold);
        let order = search.by_strength();
        let belongs = search.stars(&order);
        let mut members: Vec<Vec<Member>> = vec![Vec::new(); self.weights.len()];
        for (text, form) in (0..).zip(&self.form_of) {
            let (centre, likeness) = belongs[*form as usize];
            members[centre as usize].push(Member { text, likeness });
        }
        let mut clusters = Vec::new();
        for (centre, members) in (0..).zip(members) {
            if members.len() > 1 && self.weights[centre as usize] > 0.0 {
                clusters.push(Cluster { representative: self.texts_of.row(centre)[0], members });
            }
        }
        clusters.sort_by_key(|it| (std::cmp::Reverse(it.members.len()), it.representative));
        Ok(clusters)
    }
}

/// A form under one of its heaviest features, with what its weight is from there on.
#[derive(Debug, Clone, Copy)]
struct Posting {
    form: u32,
    rest: f32,
    whole: f32,
}

/// Finds forms that are alike.
struct Search<'a> {
    texts: &'a Texts,
    threshold: f64,
    /// Where the postings of each feature start.
    starts: Vec<u32>,
    postings: Vec<Posting>,
    /// The form for which each form was last met as a candidate.
    met: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(texts: &'a Texts, threshold: f64) -> Self {
        let forms = texts.weights.len() as u32;
        let mut starts = vec![0_u32; texts.lexicon.weights().len() + 1];
        for form in 0..forms {
            for (feature, _) in heaviest(texts, threshold, form) {
                starts[feature as usize + 1] += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let none = Posting { form: 0, rest: 0.0, whole: 0.0 };
        let mut postings = vec![none; starts.last().map_or(0, |end| *end as usize)];
        for form in 0..forms {
            let whole = texts.weights[form as usize] as f32;
            for (feature, rest) in heaviest(texts, threshold, form) {
                let place = &mut next[feature as usize];
                postings[*place as usize] = Posting { form, rest: rest as f32, whole };
                *place += 1;
            }
        }
        Self { texts, threshold, starts, postings, met: vec![u32::MAX; forms as usize] }
    }

    /// Every other form below `end` that is at least as like this one as the threshold says.
    fn alike(&mut self, form: u32, end: u32, mut found: impl FnMut(u32, f64)) {
        let texts = self.texts;
        let least = self.threshold / (1.0 + self.threshold) - SLACK;
        let whole = texts.weights[form as usize];
        for (feature, rest) in heaviest(texts, self.threshold, form) {
            let range = self.starts[feature as usize]..self.starts[feature as usize + 1];
            for posting in &self.postings[range.start as usize..range.end as usize] {
                if posting.form >= end {
                    break;
                }
                // Postings are kept short: at their precision a bound is missed by a millionth.
                let most = rest.min(f64::from(posting.rest)) * (1.0 + 1e-6);
                if most < least * (whole + f64::from(posting.whole)) {
                    continue;
                }
                let met = &mut self.met[posting.form as usize];
                if *met == form || posting.form == form {
                    continue;
                }
                *met = form;
                let likeness = texts.likeness_of_forms(form, posting.form);
                if likeness >= self.threshold {
                    found(posting.form, likeness);
                }
            }
        }
    }

    /// All forms in the order in which they become representatives: the most alike around first.
    fn by_strength(&mut self) -> Vec<u32> {
        let forms = self.texts.weights.len() as u32;
        let size = |form: u32| self.texts.texts_of.row(form).len() as u64;
        let millionths = |likeness: f64| (likeness * MILLIONTHS).round() as u64;
        let mut strength: Vec<u64> =
            (0..forms).map(|form| (size(form) - 1) * millionths(1.0)).collect();
        for form in 0..forms {
            let mut own = 0;
            let around = &mut strength;
            let (texts, own_size) = (self.texts, size(form));
            self.alike(form, form, |other, likeness| {
                own += millionths(likeness) * texts.texts_of.row(other).len() as u64;
                around[other as usize] += millionths(likeness) * own_size;
            });
            strength[form as usize] += own;
        }
        self.met.fill(u32::MAX);
        let mut order: Vec<u32> = (0..forms).collect();
        order.sort_by_key(|form| {
            (std::cmp::Reverse(strength[*form as usize]), self.texts.texts_of.row(*form)[0])
        });
        order
    }

    /// The representative of each form, and how alike they are.
    fn stars(&mut self, order: &[u32]) -> Vec<(u32, f64)> {
        let mut belongs: Vec<Option<(u32, f64)>> = vec![None; order.len()];
        let mut is_centre = vec![false; order.len()];
        for centre in order {
            if belongs[*centre as usize].is_some() {
                continue;
            }
            belongs[*centre as usize] = Some((*centre, 1.0));
            is_centre[*centre as usize] = true;
            let (belongs, is_centre) = (&mut belongs, &is_centre);
            self.alike(*centre, u32::MAX, |other, likeness| {
                let place = &mut belongs[other as usize];
                let is_closer = place.is_none_or(|(_, before)| likeness > before);
                if is_closer && !is_centre[other as usize] {
                    *place = Some((*centre, likeness));
                }
            });
        }
        let alone = (0..).zip(belongs).map(|(form, belongs)| belongs.unwrap_or((form, 1.0)));
        alone.collect()
    }
}

/// The heaviest features of a form, those from which on at least the share `threshold` of its weight
/// stands, each with that weight.
fn heaviest(texts: &Texts, threshold: f64, form: u32) -> impl Iterator<Item = (Feature, f64)> + '_ {
    let whole = texts.weights[form as usize];
    let mut rest = whole;
    let with_rest = texts.features.row(form).iter().map(move |feature| {
        let from_here = rest;
        rest -= texts.lexicon.weights()[*feature as usize];
        (*feature, from_here)
    });
    with_rest.take_while(move |(_, rest)| *rest >= (threshold - SLACK) * whole)
}
