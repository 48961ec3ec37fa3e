//! Who should work with whom, and why: where one turns people away and another has room, and where
//! the two are at the ends of a corridor that many are moved along.

use concert_coalition::Status;
use concert_coverage::reach::{Path, Reach};
use concert_coverage::{
    AllocationRule, AmountAt, Partnering, Partnership, RowAmount, Served, apportion, partnerships,
    rooms,
};
use concert_terms::{Id, PlaceCode};
use jiff::civil::Date;
use serde::Serialize;

use crate::borders::borders;
use crate::corridors::{CORRIDOR_WEIGHT, works};
use crate::frame::question;
use crate::label::{OrganisationLabel, PlaceLabel};
use crate::need_label::NeedLabel;
use crate::picture::Picture;
use crate::{Asked, Secretariat, Unanswered};

/// The pairs of organisations that should work together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartnersView {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// The organisation that asks; absent for all.
    pub organisation: Option<OrganisationLabel>,
    /// How many new partners an organisation is thought to take on.
    pub most_new: usize,
    /// How well people are thought to reach the services of a place that borders on theirs, from 0
    /// to 1.
    pub reach_over_a_border: f64,
    /// What one person moved along a corridor counts for, beside one who would be helped.
    pub corridor_weight: f64,
    /// Corridors whose flows were looked at.
    pub corridors: usize,
    /// Lighter corridors with a flow that were not, because there are too many.
    pub corridors_left_out: usize,
    /// The pairs, the greatest gain first.
    pub pairs: Vec<PartnerPair>,
    /// Pairs that would gain too, where one has enough new partners.
    pub others: Vec<PartnerPair>,
    /// The gain of all chosen pairs together, and a gain that no choice exceeds.
    pub gain: f64,
    /// No choice of pairs gains more.
    pub at_most: f64,
}

/// Two organisations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartnerPair {
    /// Who.
    pub organisations: [OrganisationLabel; 2],
    /// People who would be helped in a year, because one turns them away and the other has room.
    pub people: f64,
    /// Weighted gain, with the bonus for the periphery.
    pub gain: f64,
    /// Partners that the two have now, together.
    pub ties: usize,
    /// Whose people would be helped by whom, the most first; those of less than half a person are
    /// left out.
    pub reasons: Vec<PartnerReason>,
    /// Corridors whose ends the two would join, the most people first. These people are not among
    /// [`PartnerPair::people`]: a tie reaches them, and does not yet help them.
    pub corridors: Vec<PartnerCorridor>,
}

/// A corridor whose ends a pair would join.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartnerCorridor {
    /// The corridor.
    pub corridor: PlaceLabel,
    /// Who is at its origin.
    pub origin: OrganisationLabel,
    /// Who is at its destination.
    pub destination: OrganisationLabel,
    /// How many people are moved along it in a year.
    pub flow: f64,
    /// How many of them fall to these two, by their shares of the supply at both ends.
    pub people: f64,
}

/// One way in which a pair helps.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartnerReason {
    /// Who turns people away.
    pub from: OrganisationLabel,
    /// Who has room.
    pub to: OrganisationLabel,
    /// Whom it is about, and where they are.
    pub cell: NeedLabel,
    /// The initiative that has room, to link by.
    pub room: Id,
    /// Where there is room.
    pub room_at: PlaceLabel,
    /// How many are turned away there in a year.
    pub turned_away: f64,
    /// How many more the other could serve.
    pub free: f64,
    /// How many would be helped.
    pub people: f64,
}

/// How well people reach the services of a place that borders on theirs. No record of a coalition
/// says it better; the figure stands in the answer.
pub const REACH_OVER_A_BORDER: f64 = 0.5;
/// How much more a pair without partners counts, as a share.
const PERIPHERY: f64 = 0.25;
/// People whom a new partnership must help in a year to be worth its while.
pub const LEAST_PEOPLE: f64 = 1.0;
/// People whom a reason must help to be told: a coarse declaration touches many cells a little.
const LEAST_TOLD: f64 = 0.5;
/// The most pairs of each list.
const MOST_PAIRS: usize = 100;

impl Secretariat {
    /// Whom to bring together in a place (everywhere without one), or with whom one organisation
    /// should work.
    pub fn partners(
        &self,
        place: Option<&PlaceCode>,
        organisation: Option<Id>,
        most_new: usize,
        at: Date,
    ) -> Asked<PartnersView> {
        let picture = self.picture();
        let question = question(&picture, place, at)?;
        let asks = match organisation {
            None => None,
            Some(id) => {
                let number = picture.coalition.organisations.number(&id);
                let absent = || Unanswered::absent("organisation", &id.to_string());
                Some(number.ok_or_else(absent)?)
            }
        };
        let Picture { coalition, tree, supply, needs, .. } = &*picture;
        let rule = AllocationRule::ByNeed;
        let served = Served::on(question.day, tree, supply, needs, rule)?;
        let by_need: Vec<f64> =
            (0..needs.atoms().len() as u32).map(|need| served.supply(need)).collect();
        let [turned, free] = turned_and_free(&picture, question.day);
        let turned = apportion(tree, supply, needs, rule, &turned)?;
        let is_here = |amount: &AmountAt| {
            let place = needs.atoms()[amount.need as usize].place;
            question.place.is_none_or(|whole| tree.is_within(place, whole))
        };
        let turned: Vec<AmountAt> = turned.into_iter().filter(is_here).collect();
        let rooms = rooms(tree, supply, needs, &free)?;
        let reach = reach(&picture)?;
        let along = works(&picture, &question, at)?;
        let found = partnerships(
            tree,
            needs,
            &Partnering {
                turned_away: &turned,
                rooms: &rooms,
                reach: &reach,
                supply: &by_need,
                weights: &vec![1.0; needs.atoms().len()],
                corridors: &along.works,
                ties: &ties(&picture),
                setup_cost: LEAST_PEOPLE,
                most_new,
                periphery: PERIPHERY,
            },
        )?;
        let concerns =
            |pair: &Partnership| asks.is_none_or(|number| pair.organisations.contains(&number));
        let pairs = |pairs: Vec<Partnership>| {
            let shown = pairs.into_iter().filter(concerns).take(MOST_PAIRS);
            shown.filter_map(|pair| pair_view(&picture, &pair)).collect()
        };
        Ok(PartnersView {
            at,
            place: question.place.and_then(|number| PlaceLabel::of(coalition, number)),
            organisation: asks.and_then(|number| OrganisationLabel::of(coalition, number)),
            most_new,
            reach_over_a_border: REACH_OVER_A_BORDER,
            corridor_weight: CORRIDOR_WEIGHT,
            corridors: along.works.len(),
            corridors_left_out: along.left_out,
            pairs: pairs(found.chosen),
            others: pairs(found.others),
            gain: found.gain,
            at_most: found.at_most,
        })
    }
}

/// For every initiative under way that keeps a record of answers, how many it turned away and how
/// many more it could have taken, in a year.
fn turned_and_free(picture: &Picture, day: i32) -> [Vec<RowAmount>; 2] {
    let mut amounts = [Vec::new(), Vec::new()];
    for (row, _, initiative) in picture.coalition.initiatives.iter() {
        let is_under_way = initiative.status == Status::Active
            && initiative.first_day <= day
            && day <= initiative.last_day;
        let Some(answers) = initiative.answers.filter(|_| is_under_way) else { continue };
        let capacity = initiative.capacity.map_or(0, concert_terms::Count::low);
        let free = capacity.saturating_sub(u64::from(answers.accepted));
        amounts[0].push(RowAmount { row, amount: f64::from(answers.declined) });
        // Who turns people away is full, whatever the numbers say.
        let free = if answers.declined > 0 { 0 } else { free };
        amounts[1].push(RowAmount { row, amount: free as f64 });
    }
    amounts
}

fn reach(picture: &Picture) -> Asked<Reach> {
    let mut paths = Vec::new();
    for (people, others) in borders(&picture.coalition) {
        let is_apart = |other: &u32| {
            !picture.tree.is_within(people, *other) && !picture.tree.is_within(*other, people)
        };
        let path = |services| Path { people, services, share: REACH_OVER_A_BORDER };
        paths.extend(others.into_iter().filter(is_apart).map(path));
    }
    Ok(Reach::new(&paths)?)
}

/// Pairs that are partners in some initiative.
fn ties(picture: &Picture) -> Vec<[u32; 2]> {
    let mut ties: Vec<[u32; 2]> = Vec::new();
    for (_, _, initiative) in picture.coalition.initiatives.iter() {
        let partners = initiative.partners.iter().map(|other| [initiative.organisation, *other]);
        ties.extend(partners.filter(|[a, b]| a != b));
    }
    ties
}

fn pair_view(picture: &Picture, pair: &Partnership) -> Option<PartnerPair> {
    let coalition = &picture.coalition;
    let label = |number: u32| OrganisationLabel::of(coalition, number);
    let reason = |reason: &concert_coverage::partners::Reason| {
        Some(PartnerReason {
            from: label(reason.from)?,
            to: label(reason.to)?,
            cell: NeedLabel::of(picture, reason.need)?,
            room: *coalition.initiatives.key(reason.room)?,
            room_at: PlaceLabel::of(coalition, reason.room_at)?,
            turned_away: reason.turned_away,
            free: reason.free,
            people: reason.people,
        })
    };
    let corridor = |reason: &concert_coverage::CorridorReason| {
        Some(PartnerCorridor {
            corridor: PlaceLabel::of(coalition, reason.corridor)?,
            origin: label(reason.origin)?,
            destination: label(reason.destination)?,
            flow: reason.flow,
            people: reason.people,
        })
    };
    let [a, b] = pair.organisations;
    let along = pair.corridors.iter().filter(|reason| reason.people >= LEAST_TOLD);
    let told = pair.reasons.iter().filter(|reason| reason.people >= LEAST_TOLD);
    Some(PartnerPair {
        organisations: [label(a)?, label(b)?],
        people: pair.people,
        gain: pair.gain,
        ties: pair.ties,
        reasons: told.filter_map(reason).collect(),
        corridors: along.filter_map(corridor).collect(),
    })
}
