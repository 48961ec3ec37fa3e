//! The sectors that a row names: by code, by name in four languages, misspelt, or behind a prefix.

use concert_terms::{Axis, Sector, Stated};

use crate::meaning::Meaning;
use crate::note::NoteRule;
use crate::row_reader::{Cell, RowReader};

/// What a table says instead of a sector when it means all of them together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum SectorWord {
    /// One sector.
    One(Sector),
    /// All, such as `ALL` and `intersectoral` in tables of needs.
    All,
}

/// The sectors that the row states by name and by code. Where both are stated and the one holds
/// the other (`Protection` and `Child Protection`), the finer counts; where they disagree, both do
/// and it is noted.
pub(crate) fn sectors(row: &mut RowReader<'_, '_, '_>) -> Stated<Sector> {
    let by_name = stated(row, Meaning::SectorName);
    let by_code = stated(row, Meaning::SectorCode);
    let (Some(name), Some(code)) = (one(by_name), one(by_code)) else {
        return by_name.union(by_code);
    };
    let holds = |outer: Sector, inner: Sector| {
        let rest = inner.code().strip_prefix(outer.code());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    if holds(name, code) {
        by_code
    } else if holds(code, name) {
        by_name
    } else {
        if let Some(cell) = row.cell(Meaning::SectorCode) {
            row.note(cell.column, &cell.text, NoteRule::SectorsDisagree);
        }
        by_name.union(by_code)
    }
}

fn one(sectors: Stated<Sector>) -> Option<Sector> {
    (sectors.len() == 1).then(|| sectors.values().next()).flatten()
}

fn stated(row: &mut RowReader<'_, '_, '_>, meaning: Meaning) -> Stated<Sector> {
    let mut sectors = Stated::UNSTATED;
    for cell in row.entries(meaning) {
        match sector(row, &cell) {
            Some(SectorWord::One(sector)) => sectors = sectors.with(sector),
            Some(SectorWord::All) => {}
            None => row.note(cell.column, &cell.text, NoteRule::UnknownWord),
        }
    }
    sectors
}

/// The sector that a cell means. The text as it stands comes first, then what follows a colon
/// ("Operational Presence: Health"), then a code without what follows it (`EiE_OP`).
pub(crate) fn sector(row: &mut RowReader<'_, '_, '_>, cell: &Cell<'_>) -> Option<SectorWord> {
    let text = &cell.text;
    if let Ok(sector) = text.parse() {
        return Some(SectorWord::One(sector));
    }
    if let Ok(number) = text.parse::<u32>() {
        let by_number = Sector::all().find(|sector| sector.hrinfo() == Some(number));
        return by_number.map(SectorWord::One);
    }
    if row.word("need-sector", cell) == Some("everything") {
        return Some(SectorWord::All);
    }
    let behind_colon = text.rsplit_once(':').map(|(_, name)| name.trim());
    let before_mark = text.rsplit_once('_').map(|(code, _)| code);
    [Some(&**text), behind_colon, before_mark]
        .into_iter()
        .flatten()
        .find_map(|part| {
            let part = Cell { column: cell.column, text: part.into() };
            row.word("sector", &part)?.parse().ok()
        })
        .map(SectorWord::One)
}
