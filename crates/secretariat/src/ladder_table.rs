//! What a table says of initiatives beyond what they declare: who reaches them, accepts them, is in
//! contact with them and is helped.

use std::collections::HashSet;
use std::path::Path;

use concert_coalition::Coalition;
use concert_coverage::Passage;
use concert_exchange::{Row, Workbook};
use concert_terms::Id;

use crate::named_columns::{NamedColumns, workbook};
use crate::reading::Reader;
use crate::{Asked, Secretariat, Unanswered};

/// The columns of the table. A cell that is left empty is not said.
pub const LADDER_COLUMNS: &[&str] =
    &["initiative", "reachable", "acceptable", "contacted", "effective"];

const YES: [&str; 3] = ["yes", "true", "1"];
const NO: [&str; 3] = ["no", "false", "0"];

/// What a table says, initiative by initiative.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RungsSaid {
    /// The row of each passage is not known before the table meets a picture.
    of: Vec<(Id, Passage)>,
}

impl Secretariat {
    /// Reads what is said of initiatives.
    ///
    /// Refused, with file, row and column: an initiative that is not declared or stands there twice, a
    /// share that does not lie between 0 and 1, an answer that is neither yes nor no.
    pub fn read_ladder(&self, path: &Path, reader: &Reader) -> Asked<RungsSaid> {
        said(&workbook(path, reader)?, &self.picture().coalition)
    }
}

fn said(book: &Workbook, coalition: &Coalition) -> Asked<RungsSaid> {
    let table = NamedColumns::find(book, LADDER_COLUMNS, &["initiative"])?;
    let mut said = RungsSaid::default();
    let mut met = HashSet::new();
    for row in table.rows() {
        let unknown = || table.refused(row, "initiative", "secretariat/initiative-unknown", "");
        let id: Id = table.text(row, "initiative").parse().map_err(|_| unknown())?;
        if coalition.initiatives.get(&id).is_none() {
            return Err(unknown().into());
        }
        if !met.insert(id) {
            return Err(table
                .refused(row, "initiative", "secretariat/initiative-twice", "")
                .into());
        }
        let share = |column: &str| share(&table, row, column);
        let passage = Passage {
            row: 0,
            reachable: share("reachable")?,
            is_acceptable: table.read(
                row,
                "acceptable",
                "secretariat/not-a-code",
                "yes, no",
                yes_or_no,
            )?,
            contacted: share("contacted")?,
            effective: share("effective")?,
        };
        said.of.push((id, passage));
    }
    Ok(said)
}

fn share(table: &NamedColumns<'_>, row: Row<'_>, column: &str) -> Asked<Option<f64>> {
    match table.number(row, column)? {
        Some(share) if !(0.0..=1.0).contains(&share) => {
            Err(table.refused(row, column, "secretariat/not-a-share", "").into())
        }
        share => Ok(share),
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    let text = text.to_lowercase();
    let is_yes = YES.contains(&text.as_str());
    (is_yes || NO.contains(&text.as_str())).then_some(is_yes)
}

impl RungsSaid {
    /// The same by row of the picture.
    pub(crate) fn passages(&self, coalition: &Coalition) -> Asked<Vec<Passage>> {
        let of = |(id, passage): &(Id, Passage)| {
            let number = coalition.initiatives.number(id);
            let row = number.filter(|row| coalition.initiatives.at(*row).is_some());
            let row = row.ok_or_else(|| Unanswered::absent("initiative", &id.to_string()))?;
            Ok(Passage { row, ..*passage })
        };
        self.of.iter().map(of).collect()
    }
}
