//! What Concert writes it reads back as the same, in both formats.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use concert_exchange::initiatives::{InitiativeStatus, OrganisationMention, PillarEvidence};
use concert_exchange::{
    AgeRange, HeadingLanguage, InitiativeRow, Limits, PlaceMention, PlacePart, Table,
    initiative_table, read_initiatives, read_own, to_csv, to_xlsx,
};
use concert_terms::{
    Axis, Corridor, Count, Id, Money, OrganisationKind, Period, Pillar, PlaceLevel, Population,
    Sector, Stated,
};
use proptest::option::of;
use proptest::prelude::*;

/// A text of a cell, with what a formula can begin with, quotation marks, separators and Arabic.
fn text() -> impl Strategy<Value = String> {
    "[=+\\-@＝'\",; |a-cأ-ت\n]{0,20}"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("holds something", |text| !text.is_empty())
}

/// An entry of a list, which holds no separators of lists.
fn name() -> impl Strategy<Value = String> {
    "[=+\\-@＝'\", a-zأ-ت]{1,12}"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("holds something", |text| !text.is_empty())
}

fn organisation() -> impl Strategy<Value = OrganisationMention> {
    let kinds = prop::sample::select(OrganisationKind::ALL.to_vec());
    (text(), of(text()), of(text()), of(kinds)).prop_map(|(name, acronym, code, kind)| {
        OrganisationMention {
            name: Some(name),
            acronym,
            code,
            kind,
            kind_text: kind.map(|kind| kind.to_string()),
        }
    })
}

fn part(level: PlaceLevel) -> impl Strategy<Value = PlacePart> {
    (of(name()), of("[A-Z]{2}[0-9]{2,6}"))
        .prop_filter("names something", |(name, code)| name.is_some() || code.is_some())
        .prop_map(move |(name, code)| PlacePart {
            level,
            name,
            code: code.map(|code| code.parse().unwrap()),
        })
}

fn place() -> impl Strategy<Value = PlaceMention> {
    let country = prop::sample::select(vec![("Mali", "ML"), ("Namibia", "NA"), ("Yemen", "YE")]);
    let admin1 = of(part(PlaceLevel::Admin1));
    (of(country), admin1, of(part(PlaceLevel::Admin2)), of(part(PlaceLevel::Admin3)))
        .prop_map(|(country, admin1, admin2, admin3)| {
            let country = country.map(|(name, code)| PlacePart {
                level: PlaceLevel::Country,
                name: Some(name.to_owned()),
                code: code.parse().ok(),
            });
            let parts = [country, admin1, admin2, admin3];
            PlaceMention { parts: parts.into_iter().flatten().collect() }
        })
        .prop_filter("names a place", |place| !place.parts.is_empty())
}

/// Places that a row can name side by side: each once.
fn places() -> impl Strategy<Value = Vec<PlaceMention>> {
    prop::collection::vec(place(), 0..4).prop_map(|places| {
        let mut known = std::collections::HashSet::new();
        places.into_iter().filter(|place| known.insert(place.clone())).collect()
    })
}

fn count() -> impl Strategy<Value = Count> {
    prop_oneof![
        (0_u64..1 << 49).prop_map(Count::Exact),
        (1_u64..500).prop_map(|high| Count::Between(0, high)),
        Just(Count::Withheld),
    ]
}

fn day() -> impl Strategy<Value = jiff::civil::Date> {
    (1990_i16..2060, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d))
}

fn population() -> impl Strategy<Value = (Population, Vec<AgeRange>)> {
    let range = (0_u16..60, 0_u16..60)
        .prop_map(|(min, more)| AgeRange { min: Some(min), max: (more > 5).then(|| min + more) });
    (any::<u64>(), any::<u64>(), prop::collection::btree_set(range, 0..3)).prop_map(
        |(sexes, origins, ages)| {
            let ages: Vec<AgeRange> = ages.into_iter().collect();
            let bands = ages.iter().fold(Stated::UNSTATED, |all, range| all.union(range.bands()));
            let population = Population {
                sexes: Stated::from_bits(sexes),
                ages: bands,
                origins: Stated::from_bits(origins),
            };
            (population, ages)
        },
    )
}

prop_compose! {
    fn work()(
        activity in of(text()),
        sectors in any::<u64>().prop_map(|bits| Stated::<Sector>::from_bits(bits & 0b1001)),
        services in any::<u64>().prop_map(Stated::from_bits),
        pillars in any::<u64>().prop_map(Stated::<Pillar>::from_bits),
        sides in any::<u64>().prop_map(Stated::from_bits),
        forms in any::<u64>().prop_map(Stated::from_bits),
        status in of(prop::sample::select(InitiativeStatus::ALL.to_vec())),
        remarks in of(text()),
    ) -> InitiativeRow {
        let by_service = services.values().map(concert_terms::ServiceKind::pillar).collect();
        let (pillars, pillar_evidence) = [
            (pillars, PillarEvidence::Stated),
            (by_service, PillarEvidence::ByService),
        ]
        .into_iter()
        .find(|(pillars, _): &(Stated<Pillar>, _)| !pillars.is_unstated())
        .map_or((Stated::UNSTATED, None), |(pillars, evidence)| (pillars, Some(evidence)));
        // A row has the words of its sectors, which the codes are as well.
        let words: Vec<&str> = sectors.values().map(Axis::code).collect();
        let sector_text = (!words.is_empty()).then(|| words.join("; "));
        InitiativeRow {
            activity, sectors, sector_text, services, pillars, pillar_evidence, sides, forms, status, remarks,
            ..InitiativeRow::default()
        }
    }
}

prop_compose! {
    fn initiative()(
        work in work(),
        id in of(any::<[u8; 16]>().prop_map(Id::from_bytes)),
        organisation in organisation(),
        partners in prop::collection::vec(prop::collection::vec(name(), 0..3), 3),
        (population, ages) in population(),
        groups in prop::collection::vec("[b-z]{8}", 0..2),
        places in places(),
        point in of((-90_i32..=90, -180_i32..=180)),
        corridor in of(("[A-Z]{2}[0-9]{3}", prop::sample::select(vec!["IT", "AE"]))),
        (start, length, end) in (of(day()), 0_i64..900, any::<bool>()),
        (reported, confirmed) in (of(day()), of(day())),
        counts in (of(count()), of(count()), of(count())),
        budget in of((0_u64..1 << 40, "[A-Z]{3}")),
    ) -> InitiativeRow {
        use jiff::ToSpan;
        let last = start.filter(|_| end).map(|start| start + length.days());
        InitiativeRow {
            id,
            organisation,
            funders: partners[0].clone(),
            implementers: partners[1].clone(),
            partners: partners[2].clone(),
            population,
            ages,
            groups,
            places,
            point: point.map(|(lat, lon)| (f64::from(lat) / 2.0, f64::from(lon) / 4.0)),
            corridor: corridor.map(|(from, to)| Corridor {
                origin: from.parse().unwrap(),
                destination: to.parse().unwrap(),
            }),
            period: Period { start, end: last },
            reported: reported.map(|day| Period { start: Some(day), end: Some(day) }),
            confirmed,
            capacity: counts.0,
            targeted: counts.1,
            reached: counts.2,
            budget: budget.map(|(amount, currency)| Money { amount, currency }),
            ..work
        }
    }
}

fn read_back(bytes: &[u8]) -> (Vec<InitiativeRow>, Vec<concert_exchange::TableNote>) {
    let workbook = read_own("own", bytes, &Limits::default()).unwrap();
    let table = Table::find(&workbook).unwrap();
    assert_eq!(table.unread().count(), 0);
    let read = read_initiatives(&table);
    (read.rows, read.notes)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_written_is_read_back_as_the_same(
        initiatives in prop::collection::vec(initiative(), 1..6),
        language in prop::sample::select(HeadingLanguage::ALL.to_vec()),
    ) {
        let table = initiative_table(&initiatives, language);
        for bytes in [to_csv(&table).unwrap(), to_xlsx(&table).unwrap()] {
            let (rows, notes) = read_back(&bytes);
            prop_assert_eq!(&notes, &[]);
            // The third row is the first below headings and hashtags.
            let numbered = initiatives.iter().cloned().zip(3..);
            let expected: Vec<_> = numbered.map(|(row, number)| InitiativeRow { row: number, ..row }).collect();
            prop_assert_eq!(rows, expected);
        }
    }
}

/// Somebody deletes the row of hashtags, or saves the sheet with a program that does not know it.
#[test]
fn a_table_whose_hashtags_were_deleted_is_read_by_its_headings_in_every_language() {
    let said = "\
        Organisation,Acronym,Organisation type,Organisation code,Funder,Implementing partner,Activity,Sector code,\
        Service,Pillar,Side,Form of exploitation,Sex,Age,Origin of people,Population group,Country,Country code,\
        Admin 1,Admin 1 P-code,Admin 2,Admin 2 P-code,Latitude,Longitude,Status,Start,End,Reported,Confirmed,\
        Capacity,Budget,Currency,Targeted,Reached,Remarks\n\
        Harbour,HB,NGO,H-1,Fund,Hands,Safe house,PRO-TIP,shelter,protection,supply,EX.LAB,female,18-59,foreign,\
        Refugees,Aland,XA,North,XA1,Port,XA11,10.5,20.25,ongoing,2026-01-01,2026-12-31,2026-10-01,2026-11-01,40,\
        50000,USD,300,120,none\n";
    let workbook = read_own("said.csv", said.as_bytes(), &Limits::default()).unwrap();
    let rows = read_initiatives(&Table::find(&workbook).unwrap()).rows;
    assert_eq!(
        (rows.len(), rows[0].capacity, rows[0].places.len()),
        (1, Some(Count::Exact(40)), 1)
    );
    for language in HeadingLanguage::ALL {
        let mut table = initiative_table(&rows, language);
        let (tagged, _) = read_back(&to_xlsx(&table).unwrap());
        table.columns.iter_mut().for_each(|column| column.tag.clear());
        let (bare, _) = read_back(&to_xlsx(&table).unwrap());
        // Without the hashtags each row stands one higher.
        let tagged: Vec<_> =
            tagged.into_iter().map(|row| InitiativeRow { row: row.row - 1, ..row }).collect();
        assert_eq!(bare, tagged, "{}", language.code());
        assert_eq!(InitiativeRow { row: 2, ..rows[0].clone() }, bare[0], "{}", language.code());
    }
}
