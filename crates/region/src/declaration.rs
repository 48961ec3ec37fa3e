//! Writes a sketch out as the declaration that its organisation would make.

use std::collections::HashSet;

use concert_coalition::{InitiativeDeclaration, Status};
use concert_terms::{
    AgeBand, Form, Id, Money, OrganisationKind, Period, Pillar, PlaceCode, Sector,
};
use jiff::civil::Date;

use crate::chance::{Chance, Named, Purpose};
use crate::flows::Flows;
use crate::geography::Geography;
use crate::members::{Members, whole_country};
use crate::names::LANGUAGES;
use crate::sketch::{Fate, Scope, Sketch};
use crate::wording;

/// What declarations are written with. Everything here is settled before the first is written, so
/// that any of them can be written at any time.
#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) seed: u64,
    pub(crate) today: Date,
    pub(crate) geography: Geography,
    pub(crate) members: Members,
    pub(crate) sketches: Vec<Sketch>,
    /// Pairs of organisations, lower number first, that never appear in one initiative: their
    /// partnership is to be found missing.
    pub(crate) strangers: HashSet<(u32, u32)>,
    /// People moved along corridors.
    pub(crate) flows: Flows,
    /// Organisations that pay.
    pub(crate) funders: Vec<u32>,
}

impl Writer {
    /// The identifier of an initiative.
    pub(crate) fn initiative_id(&self, number: u32) -> Id {
        Chance::identifier(self.seed, Named::Initiative, number as usize)
    }

    /// The identifier of an organisation.
    pub(crate) fn organisation_id(&self, number: u32) -> Id {
        self.members.all[number as usize].organisation.id
    }

    /// A day by its distance from today.
    pub(crate) fn day(&self, ago: i32) -> Date {
        self.today.saturating_sub(jiff::Span::new().days(ago))
    }

    /// The places of a scope.
    pub(crate) fn places(&self, scope: Scope) -> Vec<PlaceCode> {
        let geography = &self.geography;
        let district = |at: u16| geography.district_place(usize::from(at)).code.clone();
        match scope {
            Scope::District(at) => vec![district(at)],
            Scope::Pair(one, other) => vec![district(one), district(other)],
            Scope::Province(at) => vec![geography.province_place(usize::from(at)).code.clone()],
            Scope::Country(at) => {
                whole_country(geography, self.members.dark_province, usize::from(at))
            }
            Scope::Corridor(at) => vec![geography.corridor_place(usize::from(at)).code.clone()],
        }
    }

    /// The declaration as it stands today.
    pub(crate) fn as_it_stands(&self, number: u32) -> InitiativeDeclaration {
        let sketch = &self.sketches[number as usize];
        InitiativeDeclaration {
            confirmed: Some(self.day(sketch.confirmed)),
            answers: sketch.answers,
            ..self.declaration(number)
        }
    }

    /// The declaration with which the initiative was entered; its capacity is confirmed and the
    /// record of answers kept later.
    pub(crate) fn declaration(&self, number: u32) -> InitiativeDeclaration {
        let sketch = &self.sketches[number as usize];
        let mut chance = Chance::of(self.seed, Purpose::Wording, u64::from(number));
        let language = self.members.all[sketch.organisation as usize].language;
        let name = self.place_name(sketch.scope, LANGUAGES[language]);
        let (partners, funder) = self.company(sketch, &mut chance);
        let at_first = sketch.confirmed == sketch.declared;
        InitiativeDeclaration {
            title: wording::title(sketch.service, &sketch.frame, name, language),
            pillars: sketch.frame.pillars,
            sides: sketch.frame.sides,
            forms: sketch.frame.forms,
            population: sketch.frame.population,
            sector: sector(sketch, &mut chance),
            service: sketch.service,
            period: Period {
                start: Some(self.day(sketch.start)),
                end: sketch.end.map(|end| self.day(end)),
            },
            status: sketch.status,
            capacity: sketch.capacity,
            answers: sketch.answers.filter(|_| at_first),
            partners: partners.iter().map(|at| self.organisation_id(*at)).collect(),
            funder: funder.map(|at| self.organisation_id(at)),
            budget: budget(sketch, &mut chance),
            ..InitiativeDeclaration::new(
                self.initiative_id(number),
                self.organisation_id(sketch.organisation),
                self.places(sketch.scope),
            )
        }
    }

    /// What was declared before it was declared ended.
    pub(crate) fn before_the_end(&self, number: u32) -> InitiativeDeclaration {
        let declaration = self.declaration(number);
        match self.sketches[number as usize].fate {
            Fate::Ended(_) => InitiativeDeclaration { status: Status::Active, ..declaration },
            Fate::Stands | Fate::Withdrawn(_) => declaration,
        }
    }

    fn place_name(&self, scope: Scope, language: &str) -> &str {
        let place = match scope {
            Scope::District(at) | Scope::Pair(at, _) => {
                self.geography.district_place(usize::from(at))
            }
            Scope::Province(at) => self.geography.province_place(usize::from(at)),
            Scope::Country(at) => self.geography.country_place(usize::from(at)),
            Scope::Corridor(at) => self.geography.corridor_place(usize::from(at)),
        };
        place.names.pick(language)
    }

    /// Partners from the same district, and who pays; never two strangers together.
    fn company(&self, sketch: &Sketch, chance: &mut Chance) -> (Vec<u32>, Option<u32>) {
        let mut company = vec![sketch.organisation];
        let knows_all = |company: &[u32], candidate: u32| {
            !company.contains(&candidate)
                && company.iter().all(|other| {
                    let pair = ((*other).min(candidate), (*other).max(candidate));
                    !self.strangers.contains(&pair)
                })
        };
        let home = match sketch.scope {
            Scope::District(at) | Scope::Pair(at, _) => usize::from(at),
            Scope::Province(at) => self.geography.districts_of[usize::from(at)][0],
            Scope::Country(at) => {
                self.geography.districts_in(usize::from(at)).next().unwrap_or_default()
            }
            Scope::Corridor(at) => self.geography.corridors[usize::from(at)][0],
        };
        let near = &self.members.reporting_in[home];
        let wanted = if chance.happens(0.3) { 1 + chance.below(2) } else { 0 };
        for _ in 0..wanted {
            let candidate = near.get(chance.below(near.len())).copied();
            company.extend(candidate.filter(|candidate| knows_all(&company, *candidate)));
        }
        let funder = chance
            .happens(0.35)
            .then(|| self.funders.get(chance.below(self.funders.len())).copied())
            .flatten()
            .filter(|funder| knows_all(&company, *funder));
        company.remove(0);
        (company, funder)
    }
}

/// The organisations of a kind that pays for the work of others.
pub(crate) fn funders(members: &Members) -> Vec<u32> {
    let pays = |kind| {
        matches!(
            kind,
            OrganisationKind::Intergovernmental | OrganisationKind::Other | OrganisationKind::State
        )
    };
    (0..members.all.len() as u32)
        .filter(|at| {
            let member = &members.all[*at as usize];
            pays(member.kind) && member.silent_since.is_none()
        })
        .collect()
}

/// Half name the coordination group under which they work.
fn sector(sketch: &Sketch, chance: &mut Chance) -> Option<Sector> {
    let frame = &sketch.frame;
    let children = frame.population.ages.values().eq([AgeBand::Child]);
    let sexual = frame.forms.values().any(|form| form.is_within(Form::SEXUAL));
    let code = match frame.pillars.values().next()? {
        Pillar::Protection if children => "PRO-CPN",
        Pillar::Protection if sexual && chance.happens(0.4) => "PRO-GBV",
        Pillar::Protection | Pillar::Prevention => "PRO-TIP",
        Pillar::Prosecution | Pillar::Partnership => return None,
    };
    code.parse().ok().filter(|_| chance.happens(0.5))
}

/// A third state what it costs.
fn budget(sketch: &Sketch, chance: &mut Chance) -> Option<Money> {
    let capacity = sketch.capacity?.low().max(1);
    let each = match sketch.frame.pillars.values().next()? {
        Pillar::Protection => 900.0,
        Pillar::Prevention | Pillar::Partnership => 25.0,
        Pillar::Prosecution => 4000.0,
    };
    let amount = (capacity as f64 * each * chance.factor(0.5) / 100.0).round() as u64 * 100;
    let currency = if chance.happens(0.6) { "USD" } else { "EUR" };
    chance.happens(0.35).then(|| Money { amount, currency: currency.to_owned() })
}
