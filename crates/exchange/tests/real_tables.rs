//! The real files of the field, where they are at hand: the environment variable
//! `CONCERT_SHARED_DATA` names the folder that holds `3w`, `hno` and `mse`.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use concert_exchange::initiatives::{InitiativeStatus, PillarEvidence};
use concert_exchange::needs::Reason;
use concert_exchange::{
    Initiatives, Limits, NeedSector, Needs, NoteRule, Table, TableFile, Workbook,
    read_capture_table, read_in_child, read_initiatives, read_needs,
};
use concert_terms::{Axis, OrganisationKind, Pillar, Sector};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("CONCERT_SHARED_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: CONCERT_SHARED_DATA names no folder of real files");
    }
    folder
}

fn read(path: &Path) -> Workbook {
    let exe = Path::new(env!("CARGO_BIN_EXE_concert-read-table"));
    let file = TableFile::open(path).unwrap();
    let limits = Limits::for_uploads();
    read_in_child(exe, &["read-table"], file, &limits, &mut |_| {}).unwrap()
}

fn initiatives(path: &Path) -> Initiatives {
    read_initiatives(&Table::find(&read(path)).unwrap())
}

fn needs(path: &Path) -> Needs {
    read_needs(&Table::find(&read(path)).unwrap()).unwrap()
}

fn by_sector(read: &Initiatives) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for sector in read.rows.iter().flat_map(|row| row.sectors.values()) {
        *counts.entry(sector.code()).or_default() += 1;
    }
    counts
}

fn unread(read: &Initiatives) -> Vec<&str> {
    read.unread.iter().map(|column| column.heading.as_str()).collect()
}

fn sector(code: &str) -> NeedSector {
    NeedSector::One(code.parse::<Sector>().unwrap())
}

#[test]
fn afghanistan_2024_is_read_whole_though_partly_tagged_and_misspelt() {
    let Some(folder) = folder() else { return };
    let read = initiatives(&folder.join("3w/afg_3w_2024q1.csv.gz"));
    assert_eq!(read.rows.len(), 10_902);
    assert_eq!(unread(&read), ["Question"]);
    assert!(read.notes.is_empty(), "{:?}", read.notes);
    let expected = [
        ("EDU", 1238),
        ("FSC", 1748),
        ("HEA", 2031),
        ("NUT", 1294),
        ("PRO", 2652),
        ("SHL", 1009),
        ("WSH", 930),
    ];
    assert_eq!(by_sector(&read), BTreeMap::from(expected));
    let untyped = read.rows.iter().filter(|row| row.organisation.kind.is_none());
    assert_eq!(untyped.count(), 2);
    let names: HashSet<_> = read.rows.iter().map(|row| &row.organisation.name).collect();
    assert_eq!(names.len(), 285);
    let districts: HashSet<_> = read.rows.iter().flat_map(|row| &row.places).collect();
    assert_eq!(districts.len(), 401);
    assert!(districts.iter().all(|place| place.parts.len() == 3));
    let protection = read.rows.iter().filter(|row| row.pillars.states(Pillar::Protection));
    assert!(
        protection.clone().all(|row| row.pillar_evidence == Some(PillarEvidence::BySector))
            && protection.count() == 2652
    );
}

#[test]
fn nigeria_2023_is_read_whole_from_its_workbook() {
    let Some(folder) = folder() else { return };
    let read = initiatives(&folder.join("3w/nga_3w_2023q4.xlsx"));
    assert_eq!(read.rows.len(), 9366);
    assert_eq!(unread(&read), ["Operation Type", "isHRP", "Response Type"]);
    assert!(read.notes.is_empty(), "{:?}", read.notes);
    let kind = |kind| {
        let rows = read.rows.iter();
        rows.filter(|row| row.organisation.kind == Some(kind)).count()
    };
    assert_eq!(kind(OrganisationKind::Ngo), 3252 + 3057);
    assert_eq!(kind(OrganisationKind::Intergovernmental), 1994);
    assert_eq!(kind(OrganisationKind::State), 1063);
    let status = |status| read.rows.iter().filter(|row| row.status == Some(status)).count();
    assert_eq!(status(InitiativeStatus::Ongoing), 7464);
    assert_eq!(status(InitiativeStatus::Completed), 1814 + 15 + 12);
    assert_eq!(status(InitiativeStatus::Suspended), 4);
    assert_eq!(by_sector(&read)["PRO"], 4897);
    assert_eq!(by_sector(&read)["ERY"], 121);
    let october = read
        .rows
        .iter()
        .filter(|row| row.reported.is_some_and(|time| time.to_string() == "2023-10-01/2023-10-31"));
    assert_eq!(october.count(), 3326 + 46);
    let place = read.rows[0].places[0].codes();
    assert_eq!((place[0].as_str(), place[1].as_str()), ("NGA008", "NG008023"));
}

#[test]
fn west_africa_2014_is_read_in_the_old_dialect_and_its_months_without_a_year_are_told() {
    let Some(folder) = folder() else { return };
    let read = initiatives(&folder.join("3w/rowca-3w-hxl.csv"));
    assert_eq!(read.rows.len(), 244);
    let expected = [("EDU", 3), ("FSC", 112), ("PRO", 92), ("WSH", 37)];
    assert_eq!(by_sector(&read), BTreeMap::from(expected));
    assert!(read.notes.iter().all(|note| note.rule == NoteRule::MonthWithoutYear));
    assert_eq!(read.notes.iter().map(|note| note.times).sum::<u32>(), 244);
    let mali = read.rows.iter().filter(|row| row.places[0].codes()[0].as_str() == "ML");
    assert_eq!(mali.count(), 132);
    // These count months and committees as well as people, and say so in another column.
    for heading in ["AnnualTarget", "Achieved", "ActivityId", "Indicator"] {
        assert!(unread(&read).contains(&heading), "{heading}");
    }
}

#[test]
fn the_needs_of_afghanistan_sum_to_the_files_own_totals_in_every_sector() {
    let Some(folder) = folder() else { return };
    let read = needs(&folder.join("hno/hno_afg.csv.gz"));
    for reading in &read.sectors {
        println!("{} {reading:?}", reading.sector);
        assert_ne!(reading.agrees, Some(false), "{}", reading.sector);
    }
    let of = |sector: &NeedSector| {
        let reading = read.sectors.iter().find(|reading| reading.sector == *sector);
        reading.unwrap().clone()
    };
    let all = of(&NeedSector::All);
    assert!(all.sum.0.abs_diff(23_666_389) <= 100, "{all:?}");
    assert!(all.broken_down > 1500, "{all:?}");
    assert_eq!(of(&sector("MUL")).sum, (415_000, Some(415_000)));
    assert_eq!(of(&sector("PRO-CPN")).agrees, Some(true));
    let reasons: Vec<Reason> = read.set_aside.iter().map(|found| found.reason).collect();
    assert!(reasons.contains(&Reason::Disability) && reasons.contains(&Reason::LargerPlace));
    let rows = read.rows.len() + read.set_aside.iter().map(|found| found.rows).sum::<usize>();
    assert_eq!(rows, 54_139);
    // By sex, the band 18-64 holds those of 65 and over as well; by age alone it does not.
    assert!(read.notes.iter().any(|note| note.rule == NoteRule::AgesDisagree));
}

#[test]
fn the_needs_of_nigeria_are_read_by_sex_and_age_though_only_groups_have_them() {
    let Some(folder) = folder() else { return };
    let read = needs(&folder.join("hno/hno_nga.csv.gz"));
    for reading in &read.sectors {
        println!("{} {reading:?}", reading.sector);
        assert_ne!(reading.agrees, Some(false), "{}", reading.sector);
    }
    let all = read.sectors.iter().find(|reading| reading.sector == NeedSector::All);
    let all = all.unwrap();
    assert_eq!(all.sum, (7_945_364, Some(7_945_364)));
    assert!(all.broken_down > 900, "{all:?}");
    let camps = read.sectors.iter().find(|reading| reading.sector == sector("CCM"));
    assert_eq!(camps.unwrap().sum.0, 2_487_269);
    assert!(read.notes.iter().any(|note| note.rule == NoteRule::Rounded));
    let rows = read.rows.len() + read.set_aside.iter().map(|found| found.rows).sum::<usize>();
    assert_eq!(rows, 10_011);
}

#[test]
fn every_published_table_of_capture_histories_is_read() {
    let Some(folder) = folder() else { return };
    for (name, lists, strata, rows, people) in [
        ("uk_6list", 6, 0, 25, 2744),
        ("uk_5list", 5, 0, 18, 2744),
        ("netherlands_5list", 5, 0, 17, 8234),
        ("new_orleans_8list_185", 8, 0, 19, 185),
        ("western_us_5list", 5, 0, 13, 345),
        ("kosovo_4list", 4, 0, 15, 4400),
        ("madigan_york_3list", 3, 0, 7, 626),
        ("spina_bifida_3list_by_ethnicity", 3, 1, 21, 621),
        ("scotland_pwid_4list_by_region_gender_age", 4, 3, 120, 5670),
    ] {
        let workbook = read(&folder.join(format!("mse/{name}.csv")));
        let table = read_capture_table(&Table::find(&workbook).unwrap()).unwrap();
        let sum: u64 = table.histories().iter().map(|(_, count)| count).sum();
        let found = (table.lists.len(), table.strata.len(), table.rows.len(), sum);
        assert_eq!(found, (lists, strata, rows, people), "{name}");
    }
    let name = "mse/netherlands_irregular_migrants_1995_count_of_counts.csv";
    let workbook = read(&folder.join(name));
    let refused = read_capture_table(&Table::find(&workbook).unwrap()).unwrap_err();
    assert_eq!(refused.code(), "exchange/no-lists");
}
