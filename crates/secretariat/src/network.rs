//! Who works in partnership with whom, who works side by side without it, and over how many the
//! response to one need is spread.

use std::collections::BTreeMap;

use concert_coalition::Initiative;
use concert_coverage::{
    AgainstChance, Cohesion, Copresence, Fragmentation, NeedFragmentation, RealTable, SameMargins,
    Ties, UncoordinatedNeed,
};
use concert_terms::{Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Serialize;

use crate::label::{OrganisationLabel, PlaceLabel};
use crate::need_label::NeedLabel;
use crate::picture::Picture;
use crate::served_here::{NeedLayer, ServedHere};
use crate::{Asked, Refused, Secretariat};

/// The network of a place on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetworkView {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// The share of the supply that a rule and not a declaration placed; absent without supply.
    pub by_rule_share: Option<f64>,
    /// Who is at work there or a partner in such work, those with most ties first.
    pub organisations: Vec<NetworkNode>,
    /// Who is a partner of whom in some initiative under way, by position among `organisations`,
    /// the lower first.
    pub ties: Vec<[u32; 2]>,
    /// How far the network hangs together.
    pub cohesion: NetworkCohesion,
    /// Co-presence in cells without a tie, over all pillars and sides: cells are counted.
    pub copresence: CopresenceCount,
    /// The same beside chance; absent where it was not compared.
    pub chance: Option<ChanceComparison>,
    /// Why it was not compared, if it was not.
    pub not_compared: Option<Refused>,
    /// One for each pillar and side in which somebody serves something. They have different units
    /// and are never added.
    pub layers: Vec<NetworkLayer>,
}

/// An organisation in the network.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetworkNode {
    /// Who.
    pub organisation: OrganisationLabel,
    /// Its initiatives under way in the place.
    pub initiatives: u32,
    /// How many partners it has.
    pub ties: u32,
    /// Which component it is in, counted from 1, the largest first.
    pub component: u32,
    /// The share of all pairs of others whose shortest paths run through it.
    pub betweenness_share: f64,
}

/// How far a network hangs together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetworkCohesion {
    /// Organisations.
    pub organisations: u32,
    /// Ties.
    pub ties: u32,
    /// Components, organisations alone among them.
    pub components: u32,
    /// Organisations in the largest component.
    pub largest: u32,
    /// Organisations without a tie.
    pub alone: u32,
    /// The share of pairs that no path joins; absent for fewer than two organisations.
    pub fragmentation: Option<f64>,
    /// The same, where a pair counts the less the further apart it is.
    pub distance_fragmentation: Option<f64>,
    /// How far ties hang on few, 0 (all alike) to 1 (a star); absent for fewer than three.
    pub degree_centralisation: Option<f64>,
    /// How far shortest paths run through few, likewise.
    pub betweenness_centralisation: Option<f64>,
}

/// How many cells have several organisations, and in how many of those no two are near.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CopresenceCount {
    /// Cells in which two organisations or more are present.
    pub co_present_cells: u32,
    /// Those of them in which no two are joined by a tie or a common partner.
    pub uncoordinated_cells: u32,
    /// The share of the second in the first; absent where there is none.
    pub uncoordinated_share: Option<f64>,
}

/// Figures beside random tables that keep, for every organisation, the number of cells in which it
/// is present, and for every cell, the number of organisations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChanceComparison {
    /// How many random tables.
    pub tables: u32,
    /// What they were drawn from.
    pub seed: u64,
    /// The mean likeness of pairs by where they are (Jaccard of sets of cells); absent for fewer
    /// than two organisations.
    pub likeness: Option<BesideChance>,
    /// The number of pairs that are present in a common cell.
    pub co_present_pairs: BesideChance,
    /// The number of cells with several organisations of which no two are near.
    pub uncoordinated_cells: BesideChance,
}

/// A figure beside its distribution over random tables.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BesideChance {
    /// What is.
    pub observed: f64,
    /// The mean over random tables.
    pub mean: f64,
    /// The standard deviation over random tables.
    pub standard_deviation: f64,
    /// By how many standard deviations the figure is above the mean; absent where it never varies.
    pub z: Option<f64>,
    /// The share of tables as extreme as the real one, both ways.
    pub share_as_extreme: f64,
}

/// The network's needs in one pillar on one side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NetworkLayer {
    /// Pillar, if stated.
    pub pillar: Option<Pillar>,
    /// Side, if stated.
    pub side: Option<Side>,
    /// Cells with several organisations, and those where no two are near.
    #[serde(flatten)]
    pub copresence: CopresenceCount,
    /// The cells in which no two are near, the largest gap first.
    pub uncoordinated: Vec<UncoordinatedCell>,
    /// Cells with three shares and more, the largest gap first, with how the response is spread.
    pub spread: Vec<SpreadCell>,
    /// How many such cells there are.
    pub spread_total: usize,
}

/// A cell in which several organisations are present and no two are near.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UncoordinatedCell {
    /// The cell.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// Who is present.
    pub organisations: Vec<OrganisationLabel>,
    /// The expected gap.
    pub gap: f64,
}

/// How the response in a cell is spread over organisations, beside its gap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpreadCell {
    /// The cell.
    #[serde(flatten)]
    pub cell: NeedLabel,
    /// How many organisations are present.
    pub organisations: u32,
    /// How many of them have no known capacity, and so no part in the index.
    pub without_capacity: u32,
    /// What all of them do.
    pub supply: f64,
    /// The concentration of shares (HHI).
    pub concentration: f64,
    /// The number of equal organisations that would be as concentrated.
    pub effective_number: f64,
    /// One less the concentration: the probability that two units of response come from different
    /// organisations.
    pub fragmentation: f64,
    /// The expected gap beside which it is to be read.
    pub gap: f64,
}

/// How many random tables a door compares with when nobody says.
pub const USUAL_TABLES: u32 = 200;
/// The seed of a door when nobody says.
pub const USUAL_SEED: u64 = 1;
/// The most rows of each list.
const MOST_ROWS: usize = 50;

impl Secretariat {
    /// The network in a place (everywhere without one) on a day, beside random tables drawn from a
    /// seed.
    pub fn network(
        &self,
        place: Option<&PlaceCode>,
        (tables, seed): (u32, u64),
        at: Date,
    ) -> Asked<NetworkView> {
        let picture = self.picture();
        let here = ServedHere::of(&picture, place, at)?;
        let needs = &picture.needs;
        let question = &here.question;
        let all_ties = Ties::new(&[], &partnerships(&picture, question.day))?;
        let members = members(&picture, question.place, question.day);
        let numbers: Vec<u32> = members.keys().copied().collect();
        let among_members = |(a, b): &(u32, u32)| a < b && members.contains_key(b);
        let pairs = numbers.iter().flat_map(|a| all_ties.partners(*a).map(move |b| (*a, b)));
        let pairs: Vec<(u32, u32)> = pairs.filter(among_members).collect();
        let ties = Ties::new(&numbers, &pairs)?;
        let cohesion = Cohesion::of(&ties)?;
        let (organisations, positions) = nodes(&picture, &cohesion, &members);
        let position = |number: &u32| positions.get(number).copied();
        let place_tie = |(a, b): &(u32, u32)| {
            let (a, b) = (position(a)?, position(b)?);
            Some([a.min(b), a.max(b)])
        };
        let mut placed: Vec<[u32; 2]> = pairs.iter().filter_map(place_tie).collect();
        placed.sort_unstable();
        let everything = here.among(&picture, |_| true);
        let copresence = Copresence::of(&here.served, needs, &here.gaps, &everything, &all_ties)?;
        let table = RealTable::of(&here.served, needs, &everything, &all_ties);
        let mut layers = Vec::new();
        for layer in here.layers(&picture) {
            layers.push(network_layer(&picture, &here, &layer, &all_ties)?);
        }
        let place = question.place;
        let place = place.and_then(|number| PlaceLabel::of(&picture.coalition, number));
        // The comparison takes seconds, and nobody may wait for it to write or to read.
        drop(picture);
        let compared = table.and_then(|table| table.against_chance(tables, seed));
        let (chance, not_compared) = match compared {
            Ok(found) => (Some(ChanceComparison::of(&found, tables, seed)), None),
            Err(refusal) => (None, Some(refusal.into())),
        };
        Ok(NetworkView {
            at,
            place,
            by_rule_share: here.by_rule_share,
            organisations,
            ties: placed,
            cohesion: NetworkCohesion::of(&cohesion),
            copresence: CopresenceCount::of(&copresence),
            chance,
            not_compared,
            layers,
        })
    }
}

/// Pairs that are partners in an initiative under way, each as often as it is named.
pub(crate) fn partnerships(picture: &Picture, day: i32) -> Vec<(u32, u32)> {
    let under_way = picture.coalition.initiatives.iter().map(|(_, _, initiative)| initiative);
    let under_way = under_way.filter(|initiative| initiative.is_active_on(day));
    let of = |initiative: &Initiative| {
        let organisation = initiative.organisation;
        let partners = initiative.partners.iter().filter(move |other| **other != organisation);
        partners.map(|other| (organisation, *other)).collect::<Vec<_>>()
    };
    under_way.flat_map(of).collect()
}

/// Who is at work in a place on a day, or a partner in that work, with the number of initiatives.
fn members(picture: &Picture, place: Option<u32>, day: i32) -> BTreeMap<u32, u32> {
    let is_here = |initiative: &Initiative| {
        place.is_none() || initiative.places.iter().any(|at| picture.lies_within(*at, place))
    };
    let mut members: BTreeMap<u32, u32> = BTreeMap::new();
    for (_, _, initiative) in picture.coalition.initiatives.iter() {
        if initiative.is_active_on(day) && is_here(initiative) {
            *members.entry(initiative.organisation).or_default() += 1;
            for partner in &initiative.partners {
                members.entry(*partner).or_default();
            }
        }
    }
    members
}

/// The organisations in order of their ties, and where each number stands.
fn nodes(
    picture: &Picture,
    cohesion: &Cohesion,
    members: &BTreeMap<u32, u32>,
) -> (Vec<NetworkNode>, BTreeMap<u32, u32>) {
    let component: BTreeMap<u32, u32> = (1_u32..)
        .zip(&cohesion.components)
        .flat_map(|(at, members)| members.iter().map(move |number| (*number, at)))
        .collect();
    let mut central: Vec<_> = cohesion.centrality.iter().collect();
    central.sort_by(|a, b| {
        let betweenness = b.betweenness.total_cmp(&a.betweenness);
        b.degree.cmp(&a.degree).then(betweenness).then(a.organisation.cmp(&b.organisation))
    });
    let (mut nodes, mut positions) = (Vec::new(), BTreeMap::new());
    for each in central {
        let number = each.organisation;
        let Some(organisation) = OrganisationLabel::of(&picture.coalition, number) else {
            continue;
        };
        positions.insert(number, nodes.len() as u32);
        nodes.push(NetworkNode {
            organisation,
            initiatives: members.get(&number).copied().unwrap_or(0),
            ties: each.degree,
            component: component.get(&number).copied().unwrap_or(0),
            betweenness_share: each.betweenness_share,
        });
    }
    (nodes, positions)
}

fn network_layer(
    picture: &Picture,
    here: &ServedHere,
    layer: &NeedLayer,
    ties: &Ties,
) -> Asked<NetworkLayer> {
    let needs = &picture.needs;
    let copresence = Copresence::of(&here.served, needs, &here.gaps, &layer.among, ties)?;
    let fragmentation = Fragmentation::of(&here.served, needs, &here.gaps, &layer.among)?;
    let mut spread: Vec<&NeedFragmentation> =
        fragmentation.needs.iter().filter(|need| need.index.is_ok()).collect();
    // By the gap and never by the index; ascending by position before, and sorting is stable.
    spread.sort_by(|a, b| b.expected_gap.total_cmp(&a.expected_gap));
    let uncoordinated = |need: &UncoordinatedNeed| {
        let label = |number: &u32| OrganisationLabel::of(&picture.coalition, *number);
        Some(UncoordinatedCell {
            cell: NeedLabel::of(picture, need.need)?,
            organisations: need.organisations.iter().filter_map(label).collect(),
            gap: need.expected_gap,
        })
    };
    let told = |need: &&NeedFragmentation| {
        let index = need.index.ok()?;
        Some(SpreadCell {
            cell: NeedLabel::of(picture, need.need)?,
            organisations: need.organisations,
            without_capacity: need.without_capacity,
            supply: need.supply,
            concentration: index.hhi,
            effective_number: index.effective_number,
            fragmentation: index.fragmentation,
            gap: need.expected_gap,
        })
    };
    Ok(NetworkLayer {
        pillar: layer.pillar,
        side: layer.side,
        copresence: CopresenceCount::of(&copresence),
        uncoordinated: copresence.needs.iter().filter_map(uncoordinated).take(MOST_ROWS).collect(),
        spread: spread.iter().filter_map(told).take(MOST_ROWS).collect(),
        spread_total: spread.len(),
    })
}

impl NetworkCohesion {
    fn of(cohesion: &Cohesion) -> Self {
        let sizes = || cohesion.components.iter().map(|members| members.len() as u32);
        Self {
            organisations: sizes().sum(),
            ties: cohesion.ties as u32,
            components: cohesion.components.len() as u32,
            largest: sizes().max().unwrap_or(0),
            alone: sizes().filter(|size| *size == 1).count() as u32,
            fragmentation: cohesion.fragmentation,
            distance_fragmentation: cohesion.distance_fragmentation,
            degree_centralisation: cohesion.degree_centralisation,
            betweenness_centralisation: cohesion.betweenness_centralisation,
        }
    }
}

impl CopresenceCount {
    fn of(copresence: &Copresence) -> Self {
        Self {
            co_present_cells: copresence.co_present_needs,
            uncoordinated_cells: copresence.needs.len() as u32,
            uncoordinated_share: copresence.uncoordinated_share(),
        }
    }
}

impl ChanceComparison {
    fn of(found: &SameMargins, tables: u32, seed: u64) -> Self {
        Self {
            tables,
            seed,
            likeness: found.mean_jaccard.map(BesideChance::of),
            co_present_pairs: BesideChance::of(found.co_present_pairs),
            uncoordinated_cells: BesideChance::of(found.uncoordinated_needs),
        }
    }
}

impl BesideChance {
    fn of(against: AgainstChance) -> Self {
        Self {
            observed: against.observed,
            mean: against.mean,
            standard_deviation: against.standard_deviation,
            z: against.z(),
            share_as_extreme: against.share_as_extreme(),
        }
    }
}
