//! What a column can mean.

use concert_terms::PlaceLevel;

use crate::hxl::Tag;
use crate::wording;

macro_rules! meanings {
    ($($(#[$doc:meta])+ $name:ident = $code:literal;)+) => {
        /// What the cells of a column say about what their row describes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Meaning {
            $($(#[$doc])+ $name,)+
            /// Name of a place of a level.
            PlaceName(PlaceLevel),
            /// Code of a place of a level.
            PlaceCode(PlaceLevel),
        }

        impl Meaning {
            /// The stable code, as `data/headings.csv` has it: `organisation.name`,
            /// `admin1.code` ...
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                    Self::PlaceName(PlaceLevel::Region) => "region.name",
                    Self::PlaceCode(PlaceLevel::Region) => "region.code",
                    Self::PlaceName(PlaceLevel::Country) => "country.name",
                    Self::PlaceCode(PlaceLevel::Country) => "country.code",
                    Self::PlaceName(PlaceLevel::Admin1) => "admin1.name",
                    Self::PlaceCode(PlaceLevel::Admin1) => "admin1.code",
                    Self::PlaceName(PlaceLevel::Admin2) => "admin2.name",
                    Self::PlaceCode(PlaceLevel::Admin2) => "admin2.code",
                    Self::PlaceName(PlaceLevel::Admin3) => "admin3.name",
                    Self::PlaceCode(PlaceLevel::Admin3) => "admin3.code",
                    Self::PlaceName(PlaceLevel::Corridor) => "corridor.name",
                    Self::PlaceCode(PlaceLevel::Corridor) => "corridor.code",
                }
            }

            /// The meaning with a code.
            pub fn from_code(code: &str) -> Option<Self> {
                let places = LEVELS
                    .into_iter()
                    .flat_map(|level| [Self::PlaceName(level), Self::PlaceCode(level)]);
                [$(Self::$name),+]
                    .into_iter()
                    .chain(places)
                    .find(|meaning| meaning.code() == code)
            }
        }
    };
}

/// The levels that have columns of their own, coarse to fine.
pub(crate) const LEVELS: [PlaceLevel; 5] = [
    PlaceLevel::Region,
    PlaceLevel::Country,
    PlaceLevel::Admin1,
    PlaceLevel::Admin2,
    PlaceLevel::Admin3,
];

meanings! {
    /// Name of the organisation that does it.
    OrganisationName = "organisation.name";
    /// Its short name.
    OrganisationAcronym = "organisation.acronym";
    /// What it is: a word or number of OCHA's list, or one used like it.
    OrganisationType = "organisation.type";
    /// A code by which the source knows it.
    OrganisationId = "organisation.id";
    /// Who pays.
    Funder = "funder";
    /// Who carries it out.
    Implementer = "implementer";
    /// Who else takes part.
    ProgrammePartner = "programme-partner";
    /// Sector or cluster by name.
    SectorName = "sector.name";
    /// Sector or cluster by code.
    SectorCode = "sector.code";
    /// What is done, in the source's words.
    Activity = "activity";
    /// Kind of help offered.
    Service = "service";
    /// Pillar.
    Pillar = "pillar";
    /// Side.
    Side = "side";
    /// Form of exploitation.
    Form = "form";
    /// Sex or gender of the people.
    Sex = "sex";
    /// Age of the people: a word or a range.
    Age = "age";
    /// Least age in years.
    AgeMin = "age.min";
    /// Greatest age in years.
    AgeMax = "age.max";
    /// Whether it speaks of people with disabilities.
    Disability = "disability";
    /// Displaced people, refugees, hosts and other groups.
    PopulationGroup = "group";
    /// Whether the people are trafficked within their country or across a border.
    Origin = "origin";
    /// Latitude in degrees.
    Latitude = "latitude";
    /// Longitude in degrees.
    Longitude = "longitude";
    /// Where a corridor begins.
    CorridorOrigin = "corridor.origin";
    /// Where a corridor ends.
    CorridorDestination = "corridor.destination";
    /// How far it is.
    Status = "status";
    /// First day.
    StartDate = "date.start";
    /// Last day.
    EndDate = "date.end";
    /// The time of which the row speaks.
    ReportedDate = "date.reported";
    /// When it was last confirmed.
    ConfirmedDate = "date.confirmed";
    /// The month of which the row speaks.
    Month = "month";
    /// The year of which the row speaks.
    Year = "year";
    /// How many can be served.
    Capacity = "capacity";
    /// What it costs.
    Budget = "budget";
    /// The currency of that.
    Currency = "currency";
    /// How many people live there.
    People = "people";
    /// How many people are in need.
    InNeed = "in-need";
    /// How many people are to be reached.
    Targeted = "targeted";
    /// How many people are affected.
    Affected = "affected";
    /// How many people were reached.
    Reached = "reached";
    /// The identifier that Concert gave it when it wrote the file.
    ConcertId = "concert-id";
    /// Anything else.
    Remarks = "remarks";
}

/// Attributes that single out some of the people: a count with one of them is not the count.
const PARTS_OF_PEOPLE: [&str; 20] = [
    "f",
    "m",
    "i",
    "infants",
    "children",
    "adolescents",
    "adults",
    "elderly",
    "hh",
    "idps",
    "refugees",
    "returnees",
    "migrants",
    "noncamp",
    "incamp",
    "displaced",
    "nondisplaced",
    "host",
    "disabled",
    "pct",
];

impl Meaning {
    /// What a hashtag says that the column means.
    pub fn of_tag(tag: &Tag) -> Option<Self> {
        let has = |attribute: &str| tag.has(attribute);
        let is_code = has("code") || has("id");
        let any = |words: &[&str]| words.iter().any(|word| has(word));
        let place = |level| {
            if has("origin") {
                Some(Self::CorridorOrigin)
            } else if has("dest") {
                Some(Self::CorridorDestination)
            } else if any(&["type", "url", "num"]) {
                None
            } else if is_code {
                Some(Self::PlaceCode(level))
            } else {
                Some(Self::PlaceName(level))
            }
        };
        let whole = |meaning| (!any(&PARTS_OF_PEOPLE)).then_some(meaning);
        match tag.hashtag.as_str() {
            "#org" => organisation(tag, is_code),
            "#sector" | "#subsector" if any(&["type", "url"]) => None,
            "#sector" | "#subsector" if is_code => Some(Self::SectorCode),
            "#sector" | "#subsector" => Some(Self::SectorName),
            "#activity" if has("pillar") => Some(Self::Pillar),
            "#activity" if has("side") => Some(Self::Side),
            "#activity" if has("form") => Some(Self::Form),
            "#activity" if has("service") => Some(Self::Service),
            "#activity" if is_code || any(&["type", "url"]) => None,
            "#activity" => Some(Self::Activity),
            "#service" => Some(Self::Service),
            "#gender" | "#sex" => Some(Self::Sex),
            "#age" if has("min") => Some(Self::AgeMin),
            "#age" if has("max") => Some(Self::AgeMax),
            "#age" => Some(Self::Age),
            "#is_disabled" => Some(Self::Disability),
            "#population_group" | "#group" => Some(Self::PopulationGroup),
            "#population" if has("group") => Some(Self::PopulationGroup),
            "#population" if has("origin") => Some(Self::Origin),
            "#region" => place(PlaceLevel::Region),
            "#country" => place(PlaceLevel::Country),
            "#adm1" => place(PlaceLevel::Admin1),
            "#adm2" => place(PlaceLevel::Admin2),
            "#adm3" | "#loc" => place(PlaceLevel::Admin3),
            "#geo" if has("lat") => Some(Self::Latitude),
            "#geo" if has("lon") => Some(Self::Longitude),
            "#status" => Some(Self::Status),
            "#date" => Some(date(tag)),
            "#capacity" => whole(Self::Capacity),
            "#value" if has("currency") => Some(Self::Currency),
            "#value" => Some(Self::Budget),
            "#currency" => Some(Self::Currency),
            "#population" => whole(Self::People),
            "#inneed" => whole(Self::InNeed),
            "#targeted" => whole(Self::Targeted),
            "#affected" => whole(Self::Affected),
            "#reached" => whole(Self::Reached),
            "#meta" if has("id") => Some(Self::ConcertId),
            "#meta" if any(&["comment", "remarks"]) => Some(Self::Remarks),
            "#description" | "#comment" => Some(Self::Remarks),
            _ => None,
        }
    }

    /// What a heading says that the column means, in which language, and whether it was
    /// understood in spite of a slip.
    pub fn of_heading(heading: &str) -> Option<(Self, &'static str, bool)> {
        let found = wording::find_heading(heading)
            .or_else(|| wording::find_heading(&words_of_camels(heading)))
            .or_else(|| wording::find_heading(&without_number(heading)))
            .or_else(|| wording::find_heading(heading.split_once(['(', '/', ':'])?.0))?;
        Some((Self::from_code(found.value)?, found.language, found.slip))
    }
}

fn organisation(tag: &Tag, is_code: bool) -> Option<Meaning> {
    let role = [
        ("funder", Meaning::Funder),
        ("impl", Meaning::Implementer),
        ("prog", Meaning::ProgrammePartner),
        ("partner", Meaning::ProgrammePartner),
    ];
    let role = role.into_iter().find(|(word, _)| tag.has(word));
    let other = |words: &[&str]| words.iter().any(|word| tag.has(word));
    match role {
        Some(_) if is_code || other(&["type", "acronym", "url"]) => None,
        Some((_, meaning)) => Some(meaning),
        None if tag.has("type") => Some(Meaning::OrganisationType),
        None if tag.has("acronym") => Some(Meaning::OrganisationAcronym),
        None if tag.has("url") || tag.has("num") => None,
        None if is_code => Some(Meaning::OrganisationId),
        None => Some(Meaning::OrganisationName),
    }
}

fn date(tag: &Tag) -> Meaning {
    let parts = [
        ("start", Meaning::StartDate),
        ("end", Meaning::EndDate),
        ("month", Meaning::Month),
        ("year", Meaning::Year),
        ("confirmed", Meaning::ConfirmedDate),
        ("updated", Meaning::ConfirmedDate),
    ];
    let part = parts.into_iter().find(|(word, _)| tag.has(word));
    part.map_or(Meaning::ReportedDate, |(_, meaning)| meaning)
}

/// `StartDate` as two words.
fn words_of_camels(heading: &str) -> String {
    let mut words = String::new();
    let mut lower = false;
    for letter in heading.chars() {
        if letter.is_uppercase() && lower {
            words.push(' ');
        }
        lower = letter.is_lowercase();
        words.push(letter);
    }
    words
}

/// `3. Organisation` without its number.
fn without_number(heading: &str) -> String {
    heading
        .trim_start_matches(|c: char| c.is_ascii_digit() || ". )-_#*".contains(c))
        .trim_end_matches(['*', ':', ' '])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heading_of_the_list_has_a_meaning() {
        for line in include_str!("../data/headings.csv").lines().skip(1) {
            let (code, rest) = line.split_once(',').unwrap();
            let (_, wording) = rest.split_once(',').unwrap();
            let meaning = Meaning::from_code(code).unwrap_or_else(|| panic!("{code}"));
            assert_eq!(Meaning::of_heading(wording).unwrap().0, meaning, "{wording}");
        }
    }

    #[test]
    fn headings_of_real_tables_are_understood() {
        for (heading, code) in [
            ("PROV_CODE", "admin1.code"),
            ("DIST_CODE", "admin2.code"),
            ("CLUSTER_SECTOR_NAME", "sector.name"),
            ("Org. Acronym", "organisation.acronym"),
            ("Type of Organization", "organisation.type"),
            ("LGA PCode", "admin2.code"),
            ("Admin 2 PCode", "admin2.code"),
            ("Population Group", "group"),
            ("Organistion name", "organisation.name"),
            ("2. Start Date *", "date.start"),
            ("EndDate", "date.end"),
            ("Budget (in thousands)", "budget"),
            ("Bénéficiaires ciblés", "targeted"),
            ("Nombre de personnes dans le besoin", "in-need"),
            ("Municipio", "admin2.name"),
            ("المحافظة", "admin1.name"),
            ("الجهة المانحة", "funder"),
        ] {
            let found = Meaning::of_heading(heading).map(|(meaning, ..)| meaning.code());
            assert_eq!(found, Some(code), "{heading}");
        }
        for heading in ["Question", "isHRP", "Accumulative", "Response Type", "IndicatorId", ""] {
            assert_eq!(Meaning::of_heading(heading), None, "{heading}");
        }
    }

    #[test]
    fn a_count_of_women_is_not_the_count() {
        let meaning = |tag| Meaning::of_tag(&Tag::parse(tag).unwrap()).map(Meaning::code);
        assert_eq!(meaning("#reached+ind"), Some("reached"));
        assert_eq!(meaning("#reached+f+children"), None);
        assert_eq!(meaning("#org+type+name"), Some("organisation.type"));
        assert_eq!(meaning("#org+funder+name"), Some("funder"));
        assert_eq!(meaning("#org+funder+type"), None);
        assert_eq!(meaning("#country+dest"), Some("corridor.destination"));
        assert_eq!(meaning("#sector+cluster+code"), Some("sector.code"));
    }
}
