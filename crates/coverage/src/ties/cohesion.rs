//! Cohesion: how far a network of partnerships hangs together, and on whom it hangs.
//!
//! Over `n` organisations, components of sizes `n_k`, and distances `d(i, j)` counted in ties:
//!
//! - fragmentation `F = 1 - sum_k n_k (n_k - 1) / (n (n - 1))`, the share of pairs that no path
//!   joins, and its distance-weighted form `1 - 2 sum_{i<j} 1 / d(i, j) / (n (n - 1))`, in which a
//!   pair counts the less the further apart it is (Borgatti 2006, "Identifying sets of key players
//!   in a social network");
//! - centralisation, the sum over organisations of how far each falls short of the most central
//!   one, divided by the largest sum that a network of `n` can have, which is that of a star:
//!   `(n - 1)(n - 2)` for degrees and `(n - 1)^2 (n - 2) / 2` for betweenness (Freeman 1979,
//!   "Centrality in social networks");
//! - betweenness of `v`: the sum over pairs of others of the share of their shortest paths that run
//!   through `v` (Freeman 1977), by the algorithm of Brandes (2001).
//!
//! That an organisation is central says that others reach each other through it, not that it does
//! more or better.

use crate::ties::Ties;
use crate::{Refusal, TiesRefusal, workers};

/// Most steps from one organisation to another along ties that are taken to measure a network: some
/// ten seconds.
pub const MOST_STEPS: u64 = 1 << 31;

/// How central an organisation is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Centrality {
    /// The organisation.
    pub organisation: u32,
    /// How many partners it has.
    pub degree: u32,
    /// Pairs of other organisations whose shortest paths run through it, each counted by the share
    /// of those paths.
    pub betweenness: f64,
    /// `betweenness` as a share of the `(n - 1)(n - 2) / 2` pairs of others; 0 where there are
    /// none.
    pub betweenness_share: f64,
}

/// How far a network hangs together.
#[derive(Debug, Clone, PartialEq)]
pub struct Cohesion {
    /// How many ties there are.
    pub ties: usize,
    /// Who is joined with whom, as in [`Ties::components`].
    pub components: Vec<Vec<u32>>,
    /// `F`, 0 (all in one component) to 1 (no ties); `None` for fewer than two organisations.
    pub fragmentation: Option<f64>,
    /// The distance-weighted form, 0 (everybody is tied to everybody) to 1 (no ties); never below
    /// `fragmentation`.
    pub distance_fragmentation: Option<f64>,
    /// Centralisation by degree, 0 (all alike) to 1 (a star); `None` for fewer than three
    /// organisations.
    pub degree_centralisation: Option<f64>,
    /// Centralisation by betweenness, likewise.
    pub betweenness_centralisation: Option<f64>,
    /// Every organisation, the most central first: by falling betweenness, then falling degree,
    /// then number.
    pub centrality: Vec<Centrality>,
}

impl Cohesion {
    /// Measures a network.
    ///
    /// Refused: a network in which organisations times ties and organisations is beyond
    /// [`MOST_STEPS`], and one in which the shortest paths between two organisations are more than
    /// can be counted (`10^300`).
    ///
    /// ```
    /// use concert_coverage::{Cohesion, Ties};
    ///
    /// // 1, 2 and 3 are tied in a chain; 4 and 5 are partners; nothing joins the two groups.
    /// let ties = Ties::new(&[], &[(1, 2), (2, 3), (4, 5)]).unwrap();
    /// let cohesion = Cohesion::of(&ties).unwrap();
    /// // F = 1 - (3 x 2 + 2 x 1) / (5 x 4) = 0.6.
    /// assert!((cohesion.fragmentation.unwrap() - 0.6).abs() < 1e-12);
    /// // Distances 1, 1, 2 and 1: 1 - 2 (1 + 1 + 1/2 + 1) / (5 x 4) = 0.65.
    /// assert!((cohesion.distance_fragmentation.unwrap() - 0.65).abs() < 1e-12);
    /// assert_eq!(cohesion.centrality[0].organisation, 2);
    /// ```
    pub fn of(ties: &Ties) -> Result<Self, Refusal> {
        let organisations = ties.organisations().len();
        let steps = organisations as u64 * (organisations + 2 * ties.count()) as u64;
        if steps > MOST_STEPS {
            return Err(TiesRefusal::NetworkTooLarge { organisations, ties: ties.count() }.into());
        }
        let paths = Paths::all(ties);
        let components = ties.components();
        let n = organisations as f64;
        let pairs = n * (n - 1.0);
        let joined: f64 = components.iter().map(|members| pairs_within(members.len())).sum();
        let close: f64 = (1_u32..)
            .zip(&paths.distances)
            .map(|(distance, pairs)| *pairs as f64 / f64::from(distance))
            .sum();
        let least_pairs = |share: f64| (organisations >= 2).then_some(1.0 - share / pairs);
        let centrality = centrality(ties, &paths.through)?;
        let shortfall = |of: fn(&Centrality) -> f64| {
            let most = centrality.iter().map(of).fold(0.0, f64::max);
            centrality.iter().map(|each| most - of(each)).sum::<f64>()
        };
        let of_star = |shortfall: f64, star: f64| (organisations >= 3).then_some(shortfall / star);
        Ok(Self {
            ties: ties.count(),
            fragmentation: least_pairs(joined),
            distance_fragmentation: least_pairs(close),
            degree_centralisation: of_star(
                shortfall(|each| f64::from(each.degree)),
                (n - 1.0) * (n - 2.0),
            ),
            betweenness_centralisation: of_star(
                shortfall(|each| each.betweenness),
                (n - 1.0).powi(2) * (n - 2.0) / 2.0,
            ),
            components,
            centrality,
        })
    }
}

/// Ordered pairs within a group.
fn pairs_within(members: usize) -> f64 {
    members as f64 * (members as f64 - 1.0)
}

/// In order of centrality, from twice the betweenness by position.
fn centrality(ties: &Ties, through: &[f64]) -> Result<Vec<Centrality>, Refusal> {
    let n = ties.organisations().len() as f64;
    let most = (n - 1.0) * (n - 2.0) / 2.0;
    let mut all = Vec::with_capacity(through.len());
    for ((at, organisation), through) in (0..).zip(ties.organisations()).zip(through) {
        if !through.is_finite() {
            return Err(TiesRefusal::PathsUncounted { organisation: *organisation }.into());
        }
        let betweenness = through / 2.0;
        all.push(Centrality {
            organisation: *organisation,
            degree: ties.partners_of(at).len() as u32,
            betweenness,
            betweenness_share: if most > 0.0 { betweenness / most } else { 0.0 },
        });
    }
    // Two organisations in like positions differ in the last digits, by the order in which their
    // paths were added up. They are ranked as equals, so that the rank does not hang on that.
    let rank = |each: &Centrality| (each.betweenness_share * 1e9).round() as u64;
    all.sort_by(|a, b| {
        let order = rank(b).cmp(&rank(a)).then(b.degree.cmp(&a.degree));
        order.then(a.organisation.cmp(&b.organisation))
    });
    Ok(all)
}

/// All shortest paths of a network, added up.
struct Paths {
    /// How many ordered pairs are 1, 2, 3, ... ties apart.
    distances: Vec<u64>,
    /// By position, the sum over ordered pairs of others of the share of their shortest paths that
    /// run through it.
    through: Vec<f64>,
}

impl Paths {
    /// Sources are taken in blocks that are the same on every machine, and blocks are added in
    /// their order, so that the sums come out the same on any number of processors.
    fn all(ties: &Ties) -> Self {
        const BLOCK: usize = 64;
        let count = ties.organisations().len();
        let blocks = workers::one_by_one(count.div_ceil(BLOCK), count > BLOCK, |block| {
            let mut search = Search::new(count);
            let mut paths = Self::none(count);
            for source in block * BLOCK..count.min((block + 1) * BLOCK) {
                search.from(source as u32, ties);
                search.add_to(&mut paths, ties);
            }
            paths
        });
        let mut all = Self::none(count);
        for block in blocks {
            all.distances.iter_mut().zip(block.distances).for_each(|(sum, part)| *sum += part);
            all.through.iter_mut().zip(block.through).for_each(|(sum, part)| *sum += part);
        }
        all
    }

    fn none(count: usize) -> Self {
        Self { distances: vec![0; count.saturating_sub(1)], through: vec![0.0; count] }
    }
}

/// A breadth-first search from one organisation that counts shortest paths (Brandes 2001,
/// algorithm 1).
struct Search {
    /// Those reached, in order of distance; the source is the first.
    reached: Vec<u32>,
    distance: Vec<u32>,
    /// How many shortest paths lead there.
    paths: Vec<f64>,
    /// How much of the paths to all that lie behind it depends on it.
    dependency: Vec<f64>,
}

const NOT_REACHED: u32 = u32::MAX;

impl Search {
    fn new(count: usize) -> Self {
        Self {
            reached: Vec::with_capacity(count),
            distance: vec![NOT_REACHED; count],
            paths: vec![0.0; count],
            dependency: vec![0.0; count],
        }
    }

    fn from(&mut self, source: u32, ties: &Ties) {
        for at in self.reached.drain(..) {
            self.distance[at as usize] = NOT_REACHED;
            self.paths[at as usize] = 0.0;
            self.dependency[at as usize] = 0.0;
        }
        self.reached.push(source);
        self.distance[source as usize] = 0;
        self.paths[source as usize] = 1.0;
        let mut next = 0;
        while let Some(at) = self.reached.get(next).map(|at| *at as usize) {
            next += 1;
            let further = self.distance[at] + 1;
            for partner in ties.partners_of(at as u32) {
                let partner = *partner as usize;
                if self.distance[partner] == NOT_REACHED {
                    self.distance[partner] = further;
                    self.reached.push(partner as u32);
                }
                if self.distance[partner] == further {
                    self.paths[partner] += self.paths[at];
                }
            }
        }
    }

    /// Goes back from the furthest, handing dependency on to those before.
    fn add_to(&mut self, paths: &mut Paths, ties: &Ties) {
        for at in self.reached[1..].iter().rev().map(|at| *at as usize) {
            paths.distances[self.distance[at] as usize - 1] += 1;
            let each = (1.0 + self.dependency[at]) / self.paths[at];
            for partner in ties.partners_of(at as u32).iter().map(|partner| *partner as usize) {
                if self.distance[partner] + 1 == self.distance[at] {
                    self.dependency[partner] += self.paths[partner] * each;
                }
            }
            paths.through[at] += self.dependency[at];
        }
    }
}
