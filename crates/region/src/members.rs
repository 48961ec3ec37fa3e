//! The organisations of the region: what they are, where they work, who of them fell silent.

use concert_coalition::Organisation;
use concert_terms::{OrganisationKind, Pillar, PlaceCode};

use crate::chance::{Chance, Named, Purpose, running};
use crate::geography::Geography;
use crate::land::COUNTRIES;
use crate::member_names::names;
use crate::names::Namer;
use crate::parameters::{HISTORY_DAYS, Parameters};

/// How far an organisation reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// A few districts that border on each other.
    Local,
    /// A province.
    Province(usize),
    /// A country.
    Country(usize),
}

/// An organisation.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) organisation: Organisation,
    pub(crate) kind: OrganisationKind,
    /// Its language, a position in [`LANGUAGES`](crate::names::LANGUAGES).
    pub(crate) language: usize,
    pub(crate) reach: Reach,
    /// The districts in which it may work, in ascending order.
    pub(crate) districts: Vec<u16>,
    /// The last day on which it reported, for a silent one, as days before today.
    pub(crate) silent_since: Option<i32>,
}

/// All organisations, and which of them may work where.
#[derive(Debug)]
pub(crate) struct Members {
    pub(crate) all: Vec<Member>,
    /// By district, the organisations that report and may work there.
    pub(crate) reporting_in: Vec<Vec<u32>>,
    /// By country, the organisations that report and reach the whole of it.
    pub(crate) national_in: Vec<Vec<u32>>,
    /// Organisations that are silent.
    pub(crate) silent: Vec<u32>,
    /// The province in which nobody reports, if organisations are silent.
    pub(crate) dark_province: Option<usize>,
    /// By district, how many organisations are expected to report from there, and how many of
    /// these are silent.
    pub(crate) expected: Vec<[u32; 2]>,
}

const KINDS: [(OrganisationKind, f64); 6] = [
    (OrganisationKind::State, 20.0),
    (OrganisationKind::Intergovernmental, 6.0),
    (OrganisationKind::Ngo, 55.0),
    (OrganisationKind::Private, 8.0),
    (OrganisationKind::Academic, 5.0),
    (OrganisationKind::Other, 6.0),
];

impl Members {
    pub(crate) fn new(parameters: &Parameters, geography: &Geography, namer: &mut Namer) -> Self {
        let seed = parameters.seed;
        let mut chance = Chance::of(seed, Purpose::Organisations, 0);
        let n = parameters.organisations as usize;
        let mut is_silent = vec![false; n];
        is_silent[..parameters.silent_organisations()].fill(true);
        chance.shuffle(&mut is_silent);
        let dark_province =
            is_silent.contains(&true).then(|| dark_province(geography, &mut chance));
        let quiet = quiet_districts(geography, dark_province, &mut chance);
        let kinds = running(KINDS.iter().map(|(_, weight)| *weight));
        let mut all = Vec::with_capacity(n);
        for (number, silent) in is_silent.into_iter().enumerate() {
            let (reach, districts) = if silent {
                let home = dark_province.unwrap_or_default();
                silent_home(geography, home, &quiet, &mut chance)
            } else {
                reporting_home(geography, dark_province, &mut chance)
            };
            let kind = KINDS[chance.by_running_weight(&kinds)].0;
            let home = districts.first().copied().map_or(0, usize::from);
            let language = chance.below(4);
            let organisation = Organisation {
                works_in: places(geography, dark_province, reach, &districts),
                ..Organisation::new(
                    Chance::identifier(seed, Named::Organisation, number),
                    names(kind, language, home, geography, namer, &mut chance),
                )
                .of_kind(kind)
            };
            all.push(Member {
                organisation,
                kind,
                language,
                reach,
                districts,
                silent_since: silent.then(|| chance.whole(365, HISTORY_DAYS - 60)),
            });
        }
        let mut members = Self {
            silent: (0..n as u32)
                .filter(|number| all[*number as usize].silent_since.is_some())
                .collect(),
            all,
            reporting_in: Vec::new(),
            national_in: Vec::new(),
            dark_province,
            expected: Vec::new(),
        };
        members.leave_no_district_out(geography, &mut chance);
        members.index(geography);
        members
    }

    /// Whether nobody reports from a district.
    pub(crate) fn is_dark(&self, geography: &Geography, district: usize) -> bool {
        self.dark_province == Some(geography.districts[district].province)
    }

    /// Whether every organisation that is expected to report from a district does, and there is
    /// at least one.
    pub(crate) fn reporting_is_complete(&self, district: usize) -> bool {
        let [expected, silent] = self.expected[district];
        expected > 0 && silent == 0
    }

    /// Gives every district outside the dark province at least one organisation that reports.
    fn leave_no_district_out(&mut self, geography: &Geography, chance: &mut Chance) {
        let reporting: Vec<usize> =
            (0..self.all.len()).filter(|number| self.all[*number].silent_since.is_none()).collect();
        let mut reached = vec![false; geography.districts.len()];
        for number in &reporting {
            for district in &self.all[*number].districts {
                reached[usize::from(*district)] = true;
            }
        }
        for (district, reached) in reached.into_iter().enumerate() {
            if !reached && !self.is_dark(geography, district) {
                let member = &mut self.all[*chance.pick(&reporting)];
                let at = member.districts.partition_point(|d| usize::from(*d) < district);
                member.districts.insert(at, district as u16);
                let place = geography.district_place(district).code.clone();
                member.organisation.works_in.push(place);
            }
        }
    }

    fn index(&mut self, geography: &Geography) {
        self.reporting_in = vec![Vec::new(); geography.districts.len()];
        self.national_in = vec![Vec::new(); COUNTRIES];
        self.expected = vec![[0; 2]; geography.districts.len()];
        for (number, member) in self.all.iter().enumerate() {
            let silent = member.silent_since.is_some();
            for &district in &member.districts {
                let district = usize::from(district);
                self.expected[district][0] += 1;
                self.expected[district][1] += u32::from(silent);
                if !silent {
                    self.reporting_in[district].push(number as u32);
                }
            }
            if let (Reach::Country(country), false) = (member.reach, silent) {
                self.national_in[country].push(number as u32);
            }
        }
    }
}

/// How readily an organisation of a kind works on a pillar, 0 to 1.
pub(crate) fn aptness(kind: OrganisationKind, pillar: Pillar) -> f64 {
    match (kind, pillar) {
        (OrganisationKind::State, Pillar::Prosecution)
        | (OrganisationKind::Ngo, Pillar::Protection) => 1.0,
        (OrganisationKind::State | OrganisationKind::Intergovernmental, _)
        | (OrganisationKind::Ngo, Pillar::Prevention | Pillar::Partnership) => 0.7,
        (OrganisationKind::Private | OrganisationKind::Academic, Pillar::Prevention) => 0.6,
        (OrganisationKind::Other, Pillar::Prevention | Pillar::Protection) => 0.4,
        _ => 0.03,
    }
}

/// A province of the last country: the war in its hills is an old one.
fn dark_province(geography: &Geography, chance: &mut Chance) -> usize {
    let provinces: Vec<usize> = geography.provinces_of(COUNTRIES - 1).collect();
    *chance.pick(&provinces)
}

/// A fifth of the other districts: silent organisations may be found there beside others.
fn quiet_districts(
    geography: &Geography,
    dark_province: Option<usize>,
    chance: &mut Chance,
) -> Vec<u16> {
    let mut others: Vec<u16> = (0..geography.districts.len())
        .filter(|at| Some(geography.districts[*at].province) != dark_province)
        .map(|at| at as u16)
        .collect();
    chance.shuffle(&mut others);
    others.truncate(others.len() / 5);
    others
}

fn silent_home(
    geography: &Geography,
    dark: usize,
    quiet: &[u16],
    chance: &mut Chance,
) -> (Reach, Vec<u16>) {
    let province = &geography.districts_of[dark];
    match chance.below(4) {
        0 => (Reach::Province(dark), province.iter().map(|at| *at as u16).collect()),
        1 => {
            let mut some: Vec<u16> = province.iter().map(|at| *at as u16).collect();
            chance.shuffle(&mut some);
            some.truncate(1 + chance.below(4));
            some.sort_unstable();
            (Reach::Local, some)
        }
        _ => {
            let mut some = vec![*chance.pick(quiet), *chance.pick(quiet)];
            some.sort_unstable();
            some.dedup();
            (Reach::Local, some)
        }
    }
}

fn reporting_home(
    geography: &Geography,
    dark: Option<usize>,
    chance: &mut Chance,
) -> (Reach, Vec<u16>) {
    let lit = |at: &usize| Some(geography.districts[*at].province) != dark;
    let narrow = |districts: Vec<usize>| districts.into_iter().map(|at| at as u16).collect();
    let home = loop {
        let at = chance.below(geography.districts.len());
        if lit(&at) {
            break at;
        }
    };
    let (province, country) =
        (geography.districts[home].province, geography.districts[home].country);
    match chance.below(20) {
        0..=10 => {
            let mut near = geography.districts[home].neighbours.clone();
            near.retain(lit);
            chance.shuffle(&mut near);
            near.truncate(1 + chance.below(4));
            near.push(home);
            near.sort_unstable();
            (Reach::Local, narrow(near))
        }
        11..=15 => (Reach::Province(province), narrow(geography.districts_of[province].clone())),
        _ => {
            (Reach::Country(country), narrow(geography.districts_in(country).filter(lit).collect()))
        }
    }
}

/// The places that say where an organisation works: the fewest that hold its districts.
fn places(
    geography: &Geography,
    dark: Option<usize>,
    reach: Reach,
    districts: &[u16],
) -> Vec<PlaceCode> {
    match reach {
        Reach::Local => districts
            .iter()
            .map(|at| geography.district_place(usize::from(*at)).code.clone())
            .collect(),
        Reach::Province(province) => vec![geography.province_place(province).code.clone()],
        Reach::Country(country) => whole_country(geography, dark, country),
    }
}

/// A country as reporting organisations name it: its provinces without the dark one, if it has
/// one.
pub(crate) fn whole_country(
    geography: &Geography,
    dark: Option<usize>,
    country: usize,
) -> Vec<PlaceCode> {
    if dark.is_none_or(|dark| geography.country_of[dark] != country) {
        return vec![geography.country_place(country).code.clone()];
    }
    geography
        .provinces_of(country)
        .filter(|province| Some(*province) != dark)
        .map(|province| geography.province_place(province).code.clone())
        .collect()
}
