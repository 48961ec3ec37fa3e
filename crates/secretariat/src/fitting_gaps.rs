//! Gaps that fit our means: for a would-be pledger, the open needs that what it can bring would
//! close, with the actions of plans that ask for it, what was promised there already, and the
//! policies of others that wait for somebody's means.

use std::collections::BTreeSet;

use concert_coalition::{
    Action, Addressee, Coalition, CommitmentHistory, MatchStanding, Plan, PromiseBook,
};
use concert_coverage::{NeedAtom, closed_by};
use concert_terms::{Axis, Form, Id, Names, OrganisationKind, Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Serialize;

use crate::frame::question;
use crate::label::{OrganisationLabel, Page, PlaceLabel};
use crate::open_needs::{OpenAtoms, OpenNeed};
use crate::picture::Picture;
use crate::promised_cells::PromisedCells;
use crate::{Asked, Secretariat, Unanswered};

/// So many actions are shown beside each need.
pub const MOST_ACTIONS: usize = 5;

/// What a would-be pledger can bring, and where; everything absent is left open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PledgeQuestion {
    /// Who would pledge.
    pub organisation: Option<Id>,
    /// In this place or a part of it.
    pub place: Option<PlaceCode>,
    /// In this pillar.
    pub pillar: Option<Pillar>,
    /// On this side.
    pub side: Option<Side>,
    /// For this form of exploitation or a part of it.
    pub form: Option<Form>,
    /// How many more it could serve in a year, in the unit of the pillar; at least 0.
    pub capacity: Option<f64>,
}

/// The open needs that fit, those first of which the greatest share of the gap of their pillar and
/// side would be closed: pillars have different units, and only shares can be compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FittingGapsView {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// Who would pledge.
    pub organisation: Option<OrganisationLabel>,
    /// How many more it could serve in a year.
    pub capacity: Option<f64>,
    /// The needs, a hundred to a page.
    pub gaps: Page<FittingGap>,
}

/// An open need beside the means of a pledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FittingGap {
    /// The need with its gap.
    #[serde(flatten)]
    pub need: OpenNeed,
    /// How much of the expected gap the capacity would close if all of it went here; the whole gap
    /// where no capacity is stated.
    pub closes: f64,
    /// The same as a share of the expected gap of its pillar and side in the place, 0 to 1.
    pub share_closed: f64,
    /// Where the organisation stands to it; absent where none was named.
    pub nearness: Option<Nearness>,
    /// Open commitments whose cells hold this need. What they promise is not taken off the gap.
    pub promised: Vec<PledgeThere>,
    /// At most [`MOST_ACTIONS`] actions in force that ask for this, those with the fewest commitments
    /// first.
    pub actions: Vec<FittingAction>,
    /// How many more do.
    pub more_actions: usize,
    /// Open commitments of others to a policy or law here that no agreed pair gives means to.
    pub policies: Vec<PledgeThere>,
}

/// Where an organisation stands to a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nearness {
    /// It serves this need.
    Here,
    /// It serves another need in the same country.
    SameCountry,
    /// It serves needs in other countries only, or none.
    Elsewhere,
}

impl Nearness {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Here, Self::SameCountry, Self::Elsewhere];

    /// The stable code: `here`, `same-country`, `elsewhere`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::SameCountry => "same-country",
            Self::Elsewhere => "elsewhere",
        }
    }
}

/// An action towards which one could promise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FittingAction {
    /// The plan.
    pub plan: Id,
    /// The number of the action in the version in force.
    pub action: String,
    /// What it asks for.
    pub text: Names,
    /// Open commitments towards it.
    pub commitments: usize,
}

/// An open commitment in whose cells a need stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PledgeThere {
    /// The commitment.
    pub commitment: Id,
    /// What is promised.
    pub text: Names,
    /// Who promises.
    pub maker: OrganisationLabel,
}

impl Secretariat {
    /// A page of the open needs that fit what somebody could bring. Refused: a place or an
    /// organisation that nobody declared, and a capacity that is negative or not a finite number.
    pub fn fitting_gaps(
        &self,
        asked: &PledgeQuestion,
        at: Date,
        page: usize,
    ) -> Asked<FittingGapsView> {
        let picture = self.picture();
        let question = question(&picture, asked.place.as_ref(), at)?;
        let coalition = &picture.coalition;
        let organisation = asked.organisation.map(|id| known(coalition, id)).transpose()?;
        let mut found = OpenAtoms::of(&picture, &question)?;
        let atoms = picture.needs.atoms();
        let closed = asked
            .capacity
            .map(|capacity| closed_by(&picture.needs, &found.allocation, capacity))
            .transpose()?;
        let theirs = organisation.as_ref().map(|(number, _)| Theirs::of(&picture, &found, *number));
        found.open.retain(|(at, ..)| is_asked(asked, &atoms[*at as usize]));
        let mut ranked: Vec<Ranked> = found
            .told(&picture, &question)?
            .into_iter()
            .map(|(at, need)| {
                let atom = &atoms[at as usize];
                let whole = found.whole[&(atom.pillar, atom.side)];
                let closed = closed.as_ref().map(|it| it[at as usize].unwrap_or_default());
                let closes = closed.unwrap_or(need.gap);
                let nearness = theirs.as_ref().map(|it| it.nearness(&picture, at, atom));
                Ranked { at, closes, share_closed: closes / whole, nearness, need }
            })
            .collect();
        ranked.sort_by(|a, b| {
            let by_share = b.share_closed.total_cmp(&a.share_closed);
            by_share.then(a.nearness.cmp(&b.nearness)).then(a.need.cell.need.cmp(&b.need.cell.need))
        });
        let pledger = organisation.as_ref().map(|(number, label)| Pledger {
            id: label.id,
            kind: coalition.organisations.at(*number).and_then(|it| it.kind),
        });
        let around = Around::of(&picture, pledger, at);
        let fitting = |ranked: &Ranked| around.beside(&picture, ranked);
        Ok(FittingGapsView {
            at,
            place: question.place.and_then(|number| PlaceLabel::of(coalition, number)),
            organisation: organisation.map(|(_, label)| label),
            capacity: asked.capacity,
            gaps: Page::of(&ranked, page, fitting),
        })
    }
}

/// An open need in the order of what fits, by its position.
struct Ranked {
    at: u32,
    need: OpenNeed,
    closes: f64,
    share_closed: f64,
    nearness: Option<Nearness>,
}

/// The columns of [`fitting_gap_lines`].
pub const FITTING_GAP_COLUMNS: [&str; 16] = [
    "need_id",
    "place",
    "pillar",
    "side",
    "form",
    "population",
    "expected_gap",
    "gap_low",
    "gap_high",
    "closes",
    "share_closed",
    "nearness",
    "knowledge",
    "promised",
    "actions",
    "policies",
];

/// The needs of a page as a table for machines: actions as `PLAN#NUMBER` and policies as
/// identifiers, several of them with a space between.
pub fn fitting_gap_lines(view: &FittingGapsView) -> Vec<Vec<String>> {
    fn code<T: Axis>(value: Option<T>) -> String {
        value.map_or("", Axis::code).to_owned()
    }
    let line = |gap: &FittingGap| {
        let need = &gap.need;
        let actions = gap.actions.iter().map(|it| format!("{}#{}", it.plan, it.action));
        let policies = gap.policies.iter().map(|it| it.commitment.to_string());
        vec![
            need.cell.need.to_string(),
            need.cell.place.code.to_string(),
            code(need.cell.pillar),
            code(need.cell.side),
            code(need.cell.form),
            need.cell.population.to_string(),
            need.gap.to_string(),
            need.interval.low.to_string(),
            need.interval.high.to_string(),
            gap.closes.to_string(),
            gap.share_closed.to_string(),
            gap.nearness.map_or("", Nearness::code).to_owned(),
            need.knowledge.code().to_owned(),
            gap.promised.len().to_string(),
            actions.collect::<Vec<_>>().join(" "),
            policies.collect::<Vec<_>>().join(" "),
        ]
    };
    view.gaps.items.iter().map(line).collect()
}

fn known(coalition: &Coalition, id: Id) -> Asked<(u32, OrganisationLabel)> {
    let number = coalition.organisations.number(&id);
    let label = number.and_then(|number| Some((number, OrganisationLabel::of(coalition, number)?)));
    label.ok_or_else(|| Unanswered::absent("organisation", &id.to_string()))
}

fn is_asked(asked: &PledgeQuestion, atom: &NeedAtom) -> bool {
    asked.pillar.is_none_or(|pillar| atom.pillar == Some(pillar))
        && asked.side.is_none_or(|side| atom.side == Some(side))
        && asked.form.is_none_or(|form| atom.form.is_some_and(|it| it.is_within(form)))
}

/// Where one organisation works.
struct Theirs {
    needs: BTreeSet<u32>,
    countries: BTreeSet<u32>,
}

impl Theirs {
    fn of(picture: &Picture, found: &OpenAtoms, organisation: u32) -> Self {
        let atoms = picture.needs.atoms();
        let is_served = |need: &u32| {
            found.served.of_need(*need).iter().any(|it| it.organisation == organisation)
        };
        let needs: BTreeSet<u32> = (0..atoms.len() as u32).filter(is_served).collect();
        let countries = needs.iter().map(|need| country(picture, atoms[*need as usize].place));
        Self { countries: countries.collect(), needs }
    }

    fn nearness(&self, picture: &Picture, at: u32, atom: &NeedAtom) -> Nearness {
        if self.needs.contains(&at) {
            Nearness::Here
        } else if self.countries.contains(&country(picture, atom.place)) {
            Nearness::SameCountry
        } else {
            Nearness::Elsewhere
        }
    }
}

/// The country that a place lies in; itself where it is one.
fn country(picture: &Picture, place: u32) -> u32 {
    picture.tree.path_up(place).last().unwrap_or(place)
}

#[derive(Clone, Copy)]
struct Pledger {
    id: Id,
    kind: Option<OrganisationKind>,
}

/// An action that asks the pledger.
struct Asking<'a> {
    plan: &'a Plan,
    action: &'a Action,
    /// The places of its plan; none for everywhere.
    places: Vec<u32>,
    /// Open commitments towards it.
    commitments: usize,
}

/// What plans ask for and what was promised, by cell.
struct Around<'a> {
    promises: &'a PromiseBook,
    coalition: &'a Coalition,
    open: PromisedCells<'a, Id>,
    policies: PromisedCells<'a, Id>,
    /// Those with the fewest commitments first.
    actions: Vec<Asking<'a>>,
}

impl<'a> Around<'a> {
    fn of(picture: &'a Picture, pledger: Option<Pledger>, at: Date) -> Self {
        let coalition = &picture.coalition;
        let promises = &coalition.plan.promises;
        let open = || promises.commitments().filter(|(_, history)| history.is_open());
        let cells = |(id, history): (Id, &'a CommitmentHistory)| {
            history.current.commitment.cells.iter().map(move |cell| (cell, id))
        };
        let paired: BTreeSet<Id> = promises
            .matches
            .values()
            .filter(|history| promises.match_standing(history) == MatchStanding::Agreed)
            .map(|history| history.pair.policy)
            .collect();
        let waits = |(id, history): &(Id, &CommitmentHistory)| {
            let commitment = &history.current.commitment;
            let is_own = pledger.is_some_and(|pledger| pledger.id == commitment.maker);
            commitment.offers_policy() && !is_own && !paired.contains(id)
        };
        let in_force = coalition.plan.plans.values().filter_map(|history| history.in_force());
        let asks = in_force.flat_map(|version| {
            let plan = &version.plan;
            let places = plan.places.iter().filter_map(|code| coalition.places.number(code));
            let places: Vec<u32> = places.collect();
            let wanted = plan.actions.iter().filter(move |action| {
                action.due.is_none_or(|due| due >= at) && asks(action, pledger)
            });
            wanted.map(move |action| {
                let towards =
                    concert_coalition::ActionNumber { plan: plan.id, action: action.code.clone() };
                let open = promises.towards(&towards).filter(|(_, history)| history.is_open());
                Asking { plan, action, places: places.clone(), commitments: open.count() }
            })
        });
        let mut actions: Vec<_> = asks.collect();
        let key = |it: &Asking<'a>| (it.commitments, it.plan.id, &it.action.code);
        actions.sort_by(|a, b| key(a).cmp(&key(b)));
        Self {
            promises,
            coalition,
            open: PromisedCells::of(picture, open().flat_map(cells)),
            policies: PromisedCells::of(picture, open().filter(waits).flat_map(cells)),
            actions,
        }
    }

    /// A need with what is asked and promised about it.
    fn beside(&self, picture: &Picture, ranked: &Ranked) -> FittingGap {
        let atom = &picture.needs.atoms()[ranked.at as usize];
        let mut actions = self.actions(picture, atom);
        let more_actions = actions.len().saturating_sub(MOST_ACTIONS);
        actions.truncate(MOST_ACTIONS);
        FittingGap {
            need: ranked.need.clone(),
            closes: ranked.closes,
            share_closed: ranked.share_closed,
            nearness: ranked.nearness,
            promised: self.pledges(self.open.around(picture, atom)),
            actions,
            more_actions,
            policies: self.pledges(self.policies.around(picture, atom)),
        }
    }

    /// The commitments whose cells hold a need, each once.
    fn pledges(&self, commitments: impl Iterator<Item = Id>) -> Vec<PledgeThere> {
        let distinct: BTreeSet<Id> = commitments.collect();
        let pledge = |id: Id| {
            let commitment = &self.promises.commitment(&id)?.current.commitment;
            let number = self.coalition.organisations.number(&commitment.maker)?;
            Some(PledgeThere {
                commitment: id,
                text: commitment.text.clone(),
                maker: OrganisationLabel::of(self.coalition, number)?,
            })
        };
        distinct.into_iter().filter_map(pledge).collect()
    }

    fn actions(&self, picture: &Picture, atom: &NeedAtom) -> Vec<FittingAction> {
        let concerns = |it: &&Asking<'_>| {
            let is_there = |place: &u32| picture.tree.is_within(atom.place, *place);
            (it.places.is_empty() || it.places.iter().any(is_there)) && is_about(it.action, atom)
        };
        let fitting = |it: &Asking<'_>| FittingAction {
            plan: it.plan.id,
            action: it.action.code.clone(),
            text: it.action.text.clone(),
            commitments: it.commitments,
        };
        self.actions.iter().filter(concerns).map(fitting).collect()
    }
}

/// Whether an action asks a pledger: anybody where nobody is named. Whom a plan names in words only
/// may be anybody.
fn asks(action: &Action, pledger: Option<Pledger>) -> bool {
    let Some(pledger) = pledger else { return true };
    action.addressees.iter().any(|addressee| match addressee {
        Addressee::Kind(kind) => pledger.kind == Some(*kind),
        Addressee::Organisation(id) => *id == pledger.id,
        Addressee::Named(_) => true,
    })
}

/// Whether an action is about the cell of a need. One that states no pillar is about the plan's own
/// frame and about no cell; on the other axes what is not stated is not left out.
fn is_about(action: &Action, atom: &NeedAtom) -> bool {
    atom.pillar.is_some_and(|pillar| action.pillars.states(pillar))
        && (action.sides.is_unstated() || atom.side.is_none_or(|it| action.sides.states(it)))
        && (action.forms.is_unstated()
            || atom.form.is_none_or(|it| action.forms.values().any(|form| it.overlaps(form))))
        && action.population.overlaps(atom.population)
}
