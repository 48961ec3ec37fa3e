//! Whether both sides, and sexual and labour exploitation alike, are served in proportion to need.

use concert_coverage::proportion::{
    Beyond, Comparison, Evenness, FormProportion, Proportion, SideProportion, proportions,
};
use concert_terms::{FormGroup, Interval, Pillar, PlaceCode, Side};
use jiff::civil::Date;
use serde::Serialize;

use crate::frame::question;
use crate::label::PlaceLabel;
use crate::picture::Picture;
use crate::{Asked, Secretariat};

/// How far the response of a place follows its needs on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProportionView {
    /// The day.
    pub at: Date,
    /// The place; absent for everywhere.
    pub place: Option<PlaceLabel>,
    /// What is off by less counts as in proportion, 0 to 1.
    pub tolerance: f64,
    /// The pillars in which need is known.
    pub pillars: Vec<PillarProportion>,
}

/// How need is served in one pillar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PillarProportion {
    /// The pillar, if stated.
    pub pillar: Option<Pillar>,
    /// The demand side beside the supply side, where need is known on both.
    pub between_sides: Option<Compared<Side>>,
    /// Effective supply of the pillar that does not say its side.
    pub supply_without_side: f64,
    /// Each side in its own unit.
    pub sides: Vec<SideShares>,
}

/// How need is served on one side of a pillar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SideShares {
    /// The side, if stated.
    pub side: Option<Side>,
    /// Expected need.
    pub need: f64,
    /// Median and 90 % interval of the share of the need that is covered.
    pub coverage: Interval,
    /// Groups of forms in which need is known, what is unstated last.
    pub forms: Vec<FormShares>,
    /// The share of the supply that would have to stand at other forms: median and 90 % interval.
    pub elsewhere: Option<Interval>,
    /// The verdict over the forms: `even`, `likely-even`, `open`, `likely-uneven` or `uneven`.
    pub verdict: Option<&'static str>,
    /// The share of the supply that does not say its form.
    pub supply_without_form: Option<f64>,
    /// Every two groups of forms beside each other.
    pub between_forms: Vec<Compared<FormGroup>>,
}

/// How need for one group of forms is served.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FormShares {
    /// The group, if stated.
    pub group: Option<FormGroup>,
    /// Expected need.
    pub need: f64,
    /// Effective supply at the needs.
    pub supply: f64,
    /// Its share of the need of stated forms: median and 90 % interval.
    pub need_share: Option<Interval>,
    /// Its share of the supply at needs of stated forms.
    pub supply_share: Option<f64>,
    /// Median and 90 % interval of the share of the need that is covered.
    pub coverage: Interval,
}

/// Two parts beside each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared<T> {
    /// One part.
    pub one: T,
    /// The other.
    pub other: T,
    /// The coverage of the one over that of the other; absent where the other may have none.
    pub ratio: Option<Interval>,
    /// The probability that the one is less served.
    pub less_served: f64,
    /// `even`, `likely-even`, `open`, `likely-uneven` or `uneven`, whichever way the unstated
    /// turns out.
    pub verdict: &'static str,
}

/// What is off by less than a fifth is taken to be in proportion: the figures of need are no better.
pub const TOLERANCE: f64 = 0.2;

impl Secretariat {
    /// Whether the sides and forms of a place (everywhere without one) are served in proportion to
    /// their needs on a day.
    pub fn proportion(&self, place: Option<&PlaceCode>, at: Date) -> Asked<ProportionView> {
        let picture = self.picture();
        let question = question(&picture, place, at)?;
        let Picture { coalition, tree, supply, needs, .. } = &*picture;
        let found = proportions(tree, supply, needs, &question, TOLERANCE)?;
        Ok(ProportionView {
            at,
            place: question.place.and_then(|number| PlaceLabel::of(coalition, number)),
            tolerance: TOLERANCE,
            pillars: found.into_iter().map(pillar).collect(),
        })
    }
}

fn pillar(found: Proportion) -> PillarProportion {
    PillarProportion {
        pillar: found.pillar,
        between_sides: found.between_sides.map(compared),
        supply_without_side: found.supply_without_side,
        sides: found.sides.into_iter().map(side).collect(),
    }
}

fn side(found: SideProportion) -> SideShares {
    SideShares {
        side: found.side,
        need: found.gap.expected_need,
        coverage: found.gap.coverage_interval,
        forms: found.forms.iter().map(form).collect(),
        elsewhere: found.distance,
        verdict: found.beyond.map(Beyond::evenness).map(Evenness::code),
        supply_without_form: found.supply_without_form,
        between_forms: found.between_forms.into_iter().map(compared).collect(),
    }
}

fn form(found: &FormProportion) -> FormShares {
    FormShares {
        group: found.group,
        need: found.gap.expected_need,
        supply: found.supply,
        need_share: found.need_share,
        supply_share: found.supply_share,
        coverage: found.gap.coverage_interval,
    }
}

fn compared<T>(found: Comparison<T>) -> Compared<T> {
    Compared {
        one: found.one,
        other: found.other,
        ratio: found.ratio,
        less_served: found.less_served,
        verdict: found.beyond.evenness().code(),
    }
}
