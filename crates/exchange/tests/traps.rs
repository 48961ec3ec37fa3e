//! Small made-up tables with the traps of real ones.

#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use concert_exchange::initiatives::{InitiativeStatus, PillarEvidence};
use concert_exchange::needs::Reason;
use concert_exchange::{
    Initiatives, Limits, NeedSector, Needs, NoteRule, Table, Workbook, read_initiatives,
    read_needs, read_own,
};
use concert_terms::{Count, OrganisationKind};

fn workbook(csv: &str) -> Workbook {
    read_own("made-up.csv", csv.as_bytes(), &Limits::default()).unwrap()
}

fn initiatives(csv: &str) -> Initiatives {
    read_initiatives(&Table::find(&workbook(csv)).unwrap())
}

fn needs(csv: &str) -> Needs {
    read_needs(&Table::find(&workbook(csv)).unwrap()).unwrap()
}

fn notes(read: &Initiatives) -> Vec<(String, NoteRule)> {
    let note = |note: &concert_exchange::TableNote| (note.place.to_string(), note.rule);
    read.notes.iter().map(note).collect()
}

#[test]
fn a_french_table_states_partners_places_money_and_dates() {
    let read = initiatives(
        "Organisation;Type d'organisation;Partenaire de mise en œuvre;Bailleur;Secteur;Activité;\
         Statut;Pays;Région;Département;Date de début;Date de fin;Budget (EUR);Bénéficiaires ciblés\n\
         Refuge Nord;ONG nationale;Abri Sud | Écoute;\"Fonds A\nFonds B\";EHA;Puits;En cours;\
         Sénégal;Sédhiou;Goudomp | Bounkiling;13/02/2024;01/03/2024;1 200,50;1 204\n",
    );
    assert!(read.notes.is_empty() && read.unread.is_empty(), "{:?}", read.notes);
    let row = &read.rows[0];
    assert_eq!(row.organisation.kind, Some(OrganisationKind::Ngo));
    assert_eq!(row.implementers, ["Abri Sud", "Écoute"]);
    assert_eq!(row.funders, ["Fonds A", "Fonds B"]);
    assert_eq!(row.sectors.to_string(), "WSH");
    assert_eq!(row.sector_text.as_deref(), Some("EHA"));
    assert!(row.pillars.is_unstated() && row.forms.is_unstated() && row.sides.is_unstated());
    assert_eq!(row.status, Some(InitiativeStatus::Ongoing));
    assert_eq!(row.period.to_string(), "2024-02-13/2024-03-01");
    assert_eq!(row.budget.as_ref().unwrap().to_string(), "EUR 1201");
    assert_eq!(row.targeted, Some(Count::Exact(1204)));
    let places: Vec<String> =
        row.places.iter().map(|place| format!("{:?}", place.codes())).collect();
    assert_eq!(
        places,
        ["[SN, SN/sédhiou, SN/sédhiou/goudomp]", "[SN, SN/sédhiou, SN/sédhiou/bounkiling]"]
    );
}

#[test]
fn an_arabic_table_states_pillar_side_form_and_people() {
    let read = initiatives(
        "اسم المنظمة,نوع المنظمة,الركيزة,الجانب,شكل الاستغلال,الجنس,الفئة العمرية,المحافظة,الحالة\n\
         منظمة مختلقة,حكومة,الملاحقة القضائية,الطلب,العمل القسري,إناث,أطفال,عدن,مستمر\n",
    );
    assert!(read.notes.is_empty() && read.unread.is_empty(), "{:?}", read.notes);
    let row = &read.rows[0];
    assert_eq!(row.organisation.kind, Some(OrganisationKind::State));
    assert_eq!(row.pillars.to_string(), "prosecution");
    assert_eq!(row.pillar_evidence, Some(PillarEvidence::Stated));
    assert_eq!(row.sides.to_string(), "demand");
    assert_eq!(row.forms.to_string(), "EX.LAB");
    assert_eq!(row.population.to_string(), "female/child/");
}

#[test]
fn what_cannot_be_placed_is_told_with_its_cell_and_the_rest_of_the_row_is_kept() {
    let read = initiatives(
        "Organisation,Org type,Cluster,Status,Start date,End date,Budget,Capacity,Latitude,\
         Longitude,Country of origin,Colour\n\
         A,Guild,Astronomy,Dormant,soon,05/06/2024,500,many,95,10,Nepal,red\n\
         ,NGO,Health,Ongoing,,,,,,,,\n\
         B,NGO,Protecion,Ongoing,2024-05-02,2024-05-01,USD 7,<5,10,10,,\n",
    );
    assert_eq!(read.rows.len(), 2);
    let expected = [
        ("B2", NoteRule::UnknownWord),
        ("C2", NoteRule::UnknownWord),
        ("I2", NoteRule::NotACoordinate),
        ("K2", NoteRule::HalfACorridor),
        ("D2", NoteRule::UnknownWord),
        ("E2", NoteRule::NotADate),
        ("F2", NoteRule::AmbiguousDate),
        ("H2", NoteRule::NotACount),
        ("G2", NoteRule::AmountWithoutCurrency),
        ("3", NoteRule::NoOrganisation),
        ("C4", NoteRule::Misspelt),
        ("F4", NoteRule::EndsBeforeStart),
    ];
    let expected: Vec<_> = expected.map(|(place, rule)| (place.to_owned(), rule)).into();
    let mut found = notes(&read);
    found.sort();
    let mut sorted = expected;
    sorted.sort();
    assert_eq!(found, sorted);
    assert_eq!(read.unread.len(), 1);
    assert_eq!(read.rows[1].capacity, Some(Count::Between(0, 4)));
    assert_eq!(read.rows[1].pillars.to_string(), "protection");
}

#[test]
fn the_mark_the_blanks_in_tags_the_prefix_and_the_copy_of_a_row_do_no_harm() {
    let read = initiatives(
        "\u{feff}NAME,TYPE,CODE,SECTOR,PROV\n#org +name,#org +type +name,#sector +cluster +code,\
         #sector +cluster +name,#adm1+name\n\
         Made-up,UN Agency,EiE_OP,Operational Presence: Education in Emergencies,Kabul\n\
         Made-up,UN Agency,WASH_OP,\"Operatioanl Presence: Water, Sanitation & Hygiene\",Kabul\n\
         Made-up,UN Agency,EiE_OP,Operational Presence: Education in Emergencies,Kabul\n",
    );
    assert!(read.notes.is_empty() && read.unread.is_empty(), "{read:?}");
    let sectors: Vec<String> = read.rows.iter().map(|row| row.sectors.to_string()).collect();
    assert_eq!(sectors, ["EDU", "WSH", "EDU"]);
    assert_eq!((read.duplicates[0].row, read.duplicates[0].first), (5, 3));
}

const NEEDS: &str = "\
Admin 1 PCode,Admin 2 PCode,Sector,Gender,Age Range,Disabled,Population Group,In Need
#adm1+code,#adm2+code,#sector+code,#gender+code,#age+range,#is_disabled,#population_group+code,#inneed
,,ALL,a,ALL,a,ALL,100
X1,,ALL,a,ALL,a,ALL,100
X1,X11,ALL,a,ALL,a,ALL,60
X1,X11,ALL,a,ALL,y,ALL,9
X1,X11,ALL,a,ALL,a,IDP,20
X1,X11,ALL,f,0-17,a,ALL,20
X1,X11,ALL,f,18+,a,ALL,15
X1,X11,ALL,m,0-17,a,ALL,15
X1,X11,ALL,m,18+,a,ALL,10
X1,X12,ALL,a,ALL,a,ALL,40
X1,X12,ALL,f,0-17,a,ALL,12
X1,X12,ALL,m,0-17,a,ALL,
X1,X12,PRO_CPM,a,ALL,a,ALL,30
X1,X11,ALL,f,0-17,a,ALL,20
";

#[test]
fn needs_count_everybody_once_by_sex_and_age_where_complete_else_by_total() {
    let read = needs(NEEDS);
    let taken: Vec<u32> = read.rows.iter().map(|row| row.row).collect();
    assert_eq!(taken, [8, 9, 10, 11, 12, 15]);
    let all = read.sectors.iter().find(|found| found.sector == NeedSector::All).unwrap();
    assert_eq!((all.sum, all.agrees), ((100, Some(100)), Some(true)));
    assert_eq!((all.rows, all.broken_down), (5, 4));
    let aside: Vec<(Reason, usize)> = read.set_aside.iter().map(|a| (a.reason, a.rows)).collect();
    assert_eq!(
        aside,
        [
            (Reason::NoFigure, 1),
            (Reason::SaidBefore, 1),
            (Reason::LargerPlace, 2),
            (Reason::TotalOfParts, 1),
            (Reason::IncompleteBreakdown, 2),
            (Reason::Disability, 1),
        ]
    );
    assert!(read.notes.is_empty(), "{:?}", read.notes);
}

#[test]
fn a_total_that_its_parts_contradict_is_told_with_its_row() {
    let read =
        needs(&NEEDS.replace("#inneed\n,,ALL,a,ALL,a,ALL,100", "#inneed\n,,ALL,a,ALL,a,ALL,900"));
    let note = &read.notes[0];
    assert_eq!((note.place.row, note.rule), (Some(3), NoteRule::TotalDiffers));
    let refused = read_needs(&Table::find(&workbook("Organisation,Sector\na,b\n")).unwrap());
    assert_eq!(refused.unwrap_err().code(), "exchange/missing-column");
}
