//! From rows of a file to declarations, and back.

use std::collections::{BTreeMap, HashMap, HashSet};

use concert_coalition::{
    Basis, Coalition, Declaration, InitiativeDeclaration, Need, Organisation, Place, Source, Status,
};
use concert_exchange::initiatives::{InitiativeStatus, OrganisationMention, PillarEvidence};
use concert_exchange::{
    AgeRange, InitiativeRow, NeedRow, NeedSector, PlaceMention, PlacePart, Table,
};
use concert_terms::{AgeBand, Count, Country, Id, Names, Period, PlaceCode, PlaceLevel, Stated};
use serde_json::Map;

/// Turns the rows of one file into declarations: what the file introduces first, so that later
/// declarations can name it.
pub(crate) struct Declarer<'a> {
    coalition: &'a Coalition,
    file: &'a str,
    sheet: &'a str,
    organisations: HashMap<String, Id>,
    places: HashMap<(Option<PlaceCode>, String), PlaceCode>,
    introduced: HashSet<PlaceCode>,
    first: Vec<Declaration>,
    rest: Vec<Declaration>,
    turns: HashMap<Id, u32>,
}

/// A name in letters and digits of lower case.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl<'a> Declarer<'a> {
    pub(crate) fn new(coalition: &'a Coalition, file: &'a str, sheet: &'a str) -> Self {
        let mut organisations = HashMap::new();
        for (_, id, organisation) in coalition.organisations.iter() {
            let acronym = organisation.acronym.iter().map(String::as_str);
            for name in organisation.names.iter().map(|(_, name)| name).chain(acronym) {
                organisations.entry(plain(name)).or_insert(*id);
            }
        }
        let mut places = HashMap::new();
        for (_, code, place) in coalition.places.iter() {
            for (_, name) in place.names.iter() {
                let key = (place.parent.clone(), plain(name));
                places.entry(key).or_insert_with(|| code.clone());
            }
        }
        Self {
            coalition,
            file,
            sheet,
            organisations,
            places,
            introduced: HashSet::new(),
            first: Vec::new(),
            rest: Vec::new(),
            turns: HashMap::new(),
        }
    }

    /// What was declared: organisations and places before what names them.
    pub(crate) fn finish(mut self) -> Vec<Declaration> {
        self.first.append(&mut self.rest);
        self.first
    }

    fn source(&self, row: u32, cells: Vec<(String, String)>) -> Source {
        Source { file: self.file.to_owned(), sheet: self.sheet.to_owned(), row, cells }
    }

    /// Declares an initiative; `earlier` is what its identifier stands for now. Returns whether
    /// it was: a row that names no place cannot be placed.
    pub(crate) fn initiative(
        &mut self,
        row: &InitiativeRow,
        cells: Vec<(String, String)>,
        earlier: Option<&InitiativeDeclaration>,
    ) -> bool {
        let mut places = self.places_of(&row.places, row.point);
        if let Some(corridor) = &row.corridor {
            self.corridor_end(&corridor.origin);
            self.corridor_end(&corridor.destination);
            let code = corridor.code();
            let name = Names::new("", code.as_str());
            self.introduce(Place::new(code.clone(), name, PlaceLevel::Corridor));
            places.push(code);
        }
        if places.is_empty() {
            return false;
        }
        let organisation = self.organisation(&row.organisation);
        let id = row.id.unwrap_or_else(|| self.id_of(row, organisation, &places));
        let mut declared = InitiativeDeclaration::new(id, organisation, places);
        declared.rest = earlier.map(|earlier| earlier.rest.clone()).unwrap_or_default();
        declared.answers = earlier.and_then(|earlier| earlier.answers);
        self.describe(&mut declared, row);
        declared.source = Some(self.source(row.row, cells));
        self.rest.push(Declaration::Initiative(Box::new(declared)));
        true
    }

    fn describe(&mut self, declared: &mut InitiativeDeclaration, row: &InitiativeRow) {
        let title = row.activity.as_ref().or(row.sector_text.as_ref());
        declared.title = title.cloned().unwrap_or_default();
        declared.pillars = row.pillars;
        declared.sides = row.sides;
        declared.forms = row.forms;
        declared.population = row.population;
        declared.sector = only(row.sectors);
        declared.service = only(row.services);
        declared.period = row.period;
        declared.status = row.status.map_or(Status::Active, status);
        declared.capacity = row.capacity;
        declared.confirmed = row.confirmed.or(row.reported.and_then(|reported| reported.end));
        declared.budget.clone_from(&row.budget);
        declared.remarks = row.remarks.clone().unwrap_or_default();
        declared.funder = row.funders.first().map(|name| self.named(name));
        let partners = row.implementers.iter().chain(&row.partners);
        let mut partners: Vec<Id> = partners.map(|name| self.named(name)).collect();
        partners.retain(|partner| *partner != declared.organisation);
        let mut known = HashSet::new();
        partners.retain(|partner| known.insert(*partner));
        declared.partners = partners;
        let mut keep = |name: &str, text: Option<String>| {
            if let Some(text) = text {
                declared.rest.insert(name.to_owned(), text.into());
            }
        };
        keep("targeted", row.targeted.map(|count| count.to_string()));
        keep("reached", row.reached.map(|count| count.to_string()));
        keep("groups", (!row.groups.is_empty()).then(|| row.groups.join("; ")));
        keep("other_funders", (row.funders.len() > 1).then(|| row.funders[1..].join("; ")));
        let listed = row.sectors.len() != 1 && row.activity.is_some();
        keep("sector", row.sector_text.clone().filter(|_| listed));
    }

    /// The identifier of a row that has none: what describes it, and its turn among rows that are
    /// described alike.
    fn id_of(&mut self, row: &InitiativeRow, organisation: Id, places: &[PlaceCode]) -> Id {
        let organisation = organisation.to_string();
        let places = places.iter().map(PlaceCode::as_str).collect::<Vec<_>>().join(";");
        let axes = format!(
            "{}|{}|{}|{}|{}",
            row.pillars, row.sides, row.forms, row.population, row.services
        );
        let implementers = row.implementers.join(";");
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let (activity, sector) = (text(&row.activity), text(&row.sector_text));
        let parts = [&organisation, &activity, &sector, &places, &axes, &implementers];
        let parts = parts.map(String::as_str);
        let turn = self.turns.entry(InitiativeDeclaration::id_of_description(&parts, 0));
        let turn = turn.and_modify(|turn| *turn += 1).or_insert(0);
        InitiativeDeclaration::id_of_description(&parts, *turn)
    }

    /// Declares needs. Rows of one place, sector and population (such as two age ranges of one
    /// band) are one need: their sum.
    pub(crate) fn needs(
        &mut self,
        rows: &[&NeedRow],
        cells: impl Fn(u32) -> Vec<(String, String)>,
    ) {
        let mut sums: BTreeMap<(Vec<PlacePart>, NeedSector, String), (u32, Count)> =
            BTreeMap::new();
        for row in rows {
            let key = (row.place.clone(), row.sector.clone(), row.population.to_string());
            let entry = sums.entry(key);
            let add = |(_, sum): &mut (u32, Count)| *sum = plus(*sum, row.in_need);
            entry.and_modify(add).or_insert((row.row, row.in_need));
        }
        for ((place, sector, population), (row, people)) in sums {
            let mention = PlaceMention { parts: place };
            let Some(code) = self.places_of(&[mention], None).pop() else { continue };
            let (word, sector) = match &sector {
                NeedSector::All => ("all".to_owned(), None),
                NeedSector::One(sector) => (sector.to_string(), Some(*sector)),
                NeedSector::Unlisted(text) => (text.clone(), None),
            };
            let id = Need::id_of_description(&[code.as_str(), &word, &population]);
            let mut rest = Map::new();
            if sector.is_none() {
                rest.insert("sector_text".to_owned(), word.into());
            }
            self.rest.push(Declaration::Need(Box::new(Need {
                id,
                place: code,
                pillar: sector.and_then(concert_terms::Sector::pillar),
                side: None,
                form: None,
                population: population.parse().unwrap_or_default(),
                sector,
                period: Period::default(),
                basis: Basis::People(people),
                source: Some(self.source(row, cells(row))),
                rest,
            })));
        }
    }

    fn organisation(&mut self, mention: &OrganisationMention) -> Id {
        let code = mention.code.as_deref().and_then(|code| code.parse::<Id>().ok());
        let coded = code.filter(|id| self.coalition.organisations.get(id).is_some());
        if let Some(id) = coded {
            return id;
        }
        let names = [&mention.name, &mention.acronym, &mention.code];
        let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
        let known = names.iter().find_map(|name| self.organisations.get(&plain(name)));
        if let Some(id) = known {
            return *id;
        }
        let name = names.first().copied().unwrap_or("?");
        let id = Organisation::id_of_name(name);
        let mut organisation = Organisation::new(id, Names::new("", name));
        organisation.kind = mention.kind;
        organisation.acronym = mention.acronym.clone().filter(|acronym| acronym != name);
        for name in names {
            self.organisations.insert(plain(name), id);
        }
        self.first.push(Declaration::Organisation(organisation));
        id
    }

    fn named(&mut self, name: &str) -> Id {
        self.organisation(&OrganisationMention {
            name: Some(name.to_owned()),
            ..OrganisationMention::default()
        })
    }

    /// The code of each place that is mentioned, introducing what is new with what holds it.
    fn places_of(
        &mut self,
        mentions: &[PlaceMention],
        point: Option<(f64, f64)>,
    ) -> Vec<PlaceCode> {
        let alone = mentions.len() == 1;
        let place = |mention: &PlaceMention| self.place_of(mention, point.filter(|_| alone));
        mentions.iter().filter_map(place).collect()
    }

    fn place_of(&mut self, mention: &PlaceMention, point: Option<(f64, f64)>) -> Option<PlaceCode> {
        let mut parent: Option<PlaceCode> = None;
        let mut last = None;
        for (index, part) in mention.parts.iter().enumerate() {
            let name = part.name.as_deref().unwrap_or_default();
            let key = (parent.clone(), plain(name));
            let known = self.places.get(&key).filter(|_| !name.is_empty());
            let code = part.code.as_ref().or(known).cloned();
            let code = code.unwrap_or_else(|| PlaceCode::named(parent.as_ref(), name));
            self.places.entry(key).or_insert_with(|| code.clone());
            let mut place = Place::new(code.clone(), names_of(part, &code), part.level);
            place.parent.clone_from(&parent);
            let is_last = index + 1 == mention.parts.len();
            place.point =
                point.filter(|_| is_last).map(|(latitude, longitude)| [longitude, latitude]);
            self.introduce(place);
            if part.level != PlaceLevel::Region {
                parent = Some(code.clone());
            }
            last = Some(code);
        }
        last
    }

    fn corridor_end(&mut self, code: &PlaceCode) {
        let country = Country::all().iter().find(|country| country.alpha2 == code.as_str());
        let level = if country.is_some() { PlaceLevel::Country } else { PlaceLevel::Region };
        let part = PlacePart { level, name: None, code: Some(code.clone()) };
        self.introduce(Place::new(code.clone(), names_of(&part, code), level));
    }

    /// Declares a place that nobody declared yet.
    fn introduce(&mut self, place: Place) {
        let known = self.coalition.places.get(&place.code).is_some();
        if !known && self.introduced.insert(place.code.clone()) {
            self.first.push(Declaration::Place(place));
        }
    }
}

/// The names of a place: as the table has it, a country's in four languages, else its code.
fn names_of(part: &PlacePart, code: &PlaceCode) -> Names {
    let country = Country::all().iter().find(|country| country.alpha2 == code.as_str());
    if let Some(country) = country.filter(|_| part.level == PlaceLevel::Country) {
        let named = Country::LANGUAGES.iter().zip(country.names);
        return named.fold(Names::default(), |names, (language, name)| names.with(language, name));
    }
    Names::new("", part.name.as_deref().filter(|name| !name.is_empty()).unwrap_or(code.as_str()))
}

/// The one value that is stated, if it is one.
fn only<T: concert_terms::Axis>(stated: Stated<T>) -> Option<T> {
    stated.values().next().filter(|_| stated.len() == 1)
}

fn status(status: InitiativeStatus) -> Status {
    match status {
        InitiativeStatus::Planned => Status::Planned,
        InitiativeStatus::Ongoing => Status::Active,
        InitiativeStatus::Suspended => Status::Suspended,
        InitiativeStatus::Completed | InitiativeStatus::Cancelled => Status::Ended,
    }
}

fn plus(a: Count, b: Count) -> Count {
    let low = a.low().saturating_add(b.low());
    match (a.high(), b.high()) {
        (Some(x), Some(y)) if low == x.saturating_add(y) => Count::Exact(low),
        (Some(x), Some(y)) => Count::Between(low, x.saturating_add(y)),
        _ => Count::AtLeast(low),
    }
}

/// The cells of a row that hold something, each with its column's heading.
pub(crate) fn cells_by_row(table: &Table<'_>) -> HashMap<u32, Vec<(String, String)>> {
    let heading = |column: usize| {
        let column = table.columns.get(column);
        column.map(|column| column.heading.clone()).unwrap_or_default()
    };
    table
        .rows()
        .map(|row| {
            let cells = row.cells().enumerate().filter(|(_, text)| !text.is_empty());
            (row.number, cells.map(|(at, text)| (heading(at), text.to_owned())).collect())
        })
        .collect()
}

/// An initiative as a row of our own tables.
pub(crate) fn row_of(coalition: &Coalition, declared: &InitiativeDeclaration) -> InitiativeRow {
    let name = |id: &Id| coalition.organisations.get(id).map(|it| it.names.pick("").to_owned());
    let kept = |name: &str| declared.rest.get(name).and_then(|text| text.as_str());
    let organisation = coalition.organisations.get(&declared.organisation);
    let (corridors, places): (Vec<_>, Vec<_>) =
        declared.places.iter().partition(|code| code.corridor().is_some());
    InitiativeRow {
        row: 0,
        id: Some(declared.id),
        organisation: OrganisationMention {
            name: organisation.map(|it| it.names.pick("").to_owned()),
            acronym: organisation.and_then(|it| it.acronym.clone()),
            code: Some(declared.organisation.to_string()),
            kind: organisation.and_then(|it| it.kind),
            kind_text: organisation.and_then(|it| it.kind).map(|kind| kind.to_string()),
        },
        funders: declared.funder.iter().filter_map(name).collect(),
        implementers: Vec::new(),
        partners: declared.partners.iter().filter_map(name).collect(),
        activity: Some(declared.title.clone()).filter(|title| !title.is_empty()),
        sectors: declared.sector.into_iter().collect(),
        sector_text: None,
        services: declared.service.into_iter().collect(),
        pillars: declared.pillars,
        pillar_evidence: Some(PillarEvidence::Stated),
        sides: declared.sides,
        forms: declared.forms,
        population: declared.population,
        ages: declared.population.ages.values().map(years).collect(),
        groups: kept("groups").map(str::to_owned).into_iter().collect(),
        places: places.iter().map(|code| mention(coalition, code)).collect(),
        point: None,
        corridor: corridors.first().and_then(|code| code.corridor()),
        status: Some(match declared.status {
            Status::Planned => InitiativeStatus::Planned,
            Status::Active => InitiativeStatus::Ongoing,
            Status::Suspended => InitiativeStatus::Suspended,
            Status::Ended => InitiativeStatus::Completed,
        }),
        period: declared.period,
        reported: None,
        confirmed: declared.confirmed,
        capacity: declared.capacity,
        budget: declared.budget.clone(),
        targeted: kept("targeted").and_then(|count| count.parse().ok()),
        reached: kept("reached").and_then(|count| count.parse().ok()),
        remarks: Some(declared.remarks.clone()).filter(|remarks| !remarks.is_empty()),
    }
}

/// The years of an age band.
fn years(band: AgeBand) -> AgeRange {
    let (min, max) = match band {
        AgeBand::Child => (Some(0), Some(17)),
        AgeBand::Adult => (Some(18), Some(59)),
        AgeBand::Older => (Some(60), None),
    };
    AgeRange { min, max }
}

/// A place with what holds it, as a table mentions it.
fn mention(coalition: &Coalition, code: &PlaceCode) -> PlaceMention {
    let mut parts = Vec::new();
    let mut next = Some(code.clone());
    while let Some(code) = next {
        let place = coalition.places.get(&code);
        parts.push(PlacePart {
            level: place.map_or(PlaceLevel::Admin3, |place| place.level),
            name: place.map(|place| place.names.pick("en").to_owned()),
            code: Some(code.clone()),
        });
        next = place.and_then(|place| place.parent.clone()).filter(|_| parts.len() < 16);
    }
    parts.reverse();
    PlaceMention { parts }
}
