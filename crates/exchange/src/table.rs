//! Finding the table in a workbook: its sheet, its headings and hashtags, its rows.

use crate::hxl::{Tag, tag_row};
use crate::meaning::Meaning;
use crate::place_in_file::PlaceInFile;
use crate::refusal::{Refusal, Rule};
use crate::workbook::{Row, Sheet, Workbook};
use concert_terms::PlaceLevel;

/// How many rows are looked at for headings and hashtags; as many as libhxl looks at.
const HEAD_ROWS: u32 = 25;

/// A table within a workbook.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// The file's name, for refusals.
    pub file_name: &'a str,
    /// The sheet that holds it.
    pub sheet: &'a Sheet,
    /// Number of the row of headings, if there is one.
    pub heading_row: Option<u32>,
    /// Number of the row of hashtags, if there is one.
    pub tag_row: Option<u32>,
    /// The columns, from the first of the sheet on.
    pub columns: Vec<Column>,
    first_row: usize,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Heading; empty if it has none.
    pub heading: String,
    /// Hashtag.
    pub tag: Option<Tag>,
    /// What it means and how that is known; `None` if it was not recognised, or means what an
    /// earlier column says already.
    pub meaning: Option<(Meaning, Evidence)>,
    /// The earlier column that means the same, if that is why this one is not read.
    pub repeats: Option<usize>,
}

/// How the meaning of a column is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// By its hashtag.
    ByTag,
    /// By its heading.
    ByHeading {
        /// The language of the wording: `en`, `fr`, `es`, `ar`.
        language: &'static str,
        /// Whether the heading has a slip of the pen.
        slip: bool,
    },
}

impl<'a> Table<'a> {
    /// The likeliest table of a workbook: one with hashtags before one without, then the one with
    /// the most recognised columns, then the longest.
    ///
    /// # Errors
    ///
    /// [`Rule::NoTable`] if no sheet has a row of headings or hashtags with a row below it.
    pub fn find(workbook: &'a Workbook) -> Result<Self, Refusal> {
        let tables = (0..workbook.sheets.len()).filter_map(|sheet| Self::in_sheet(workbook, sheet));
        let best =
            tables.reduce(|best, table| if table.rank() > best.rank() { table } else { best });
        best.ok_or_else(|| Refusal {
            file: workbook.file_name.clone(),
            place: PlaceInFile::FILE,
            rule: Rule::NoTable,
        })
    }

    /// The table of one sheet, if it has one.
    pub fn in_sheet(workbook: &'a Workbook, sheet: usize) -> Option<Self> {
        let sheet = workbook.sheets.get(sheet)?;
        let head: Vec<Row<'a>> = sheet
            .rows()
            .take_while(|row| row.number <= HEAD_ROWS || row.number == sheet_start(sheet))
            .collect();
        let tags =
            head.iter().enumerate().find_map(|(index, row)| Some((index, tag_row(row.cells())?)));
        let (tags, heading) = match tags {
            Some((index, tags)) => (Some((index, tags)), index.checked_sub(1)),
            None => (None, Some(heading_row(sheet, &head)?)),
        };
        let first_row = tags.as_ref().map(|(index, _)| *index).or(heading)? + 1;
        if first_row >= sheet.len() {
            return None;
        }
        let width = sheet.rows().map(|row| row.width()).max().unwrap_or(0);
        let tag_row = tags.as_ref().map(|(index, _)| head[*index].number);
        let mut tags = tags.map(|(_, tags)| tags).unwrap_or_default();
        tags.resize(width, None);
        let columns = tags
            .into_iter()
            .enumerate()
            .map(|(column, tag)| Column {
                heading: heading_text(&head, heading, column),
                tag,
                meaning: None,
                repeats: None,
            })
            .collect();
        let mut table = Self {
            file_name: &workbook.file_name,
            sheet,
            heading_row: heading.map(|index| head[index].number),
            tag_row,
            columns,
            first_row,
        };
        table.give_meanings();
        Some(table)
    }

    fn rank(&self) -> (bool, usize, usize) {
        let meanings = self.columns.iter().filter(|c| c.meaning.is_some()).count();
        (self.tag_row.is_some(), meanings, self.sheet.len())
    }

    /// The rows below headings and hashtags.
    pub fn rows(&self) -> impl Iterator<Item = Row<'a>> + use<'a> {
        let sheet = self.sheet;
        (self.first_row..sheet.len()).filter_map(move |index| sheet.row(index))
    }

    /// The first column with a meaning.
    pub fn column(&self, meaning: Meaning) -> Option<usize> {
        self.columns_of(meaning).next()
    }

    /// Every column with a meaning; several only where a row may name several of its kind.
    pub fn columns_of(&self, meaning: Meaning) -> impl Iterator<Item = usize> {
        self.columns
            .iter()
            .enumerate()
            .filter(move |(_, column)| column.meaning.is_some_and(|(found, _)| found == meaning))
            .map(|(index, _)| index)
    }

    /// The columns that hold something and are not read: none is dropped without being listed
    /// here.
    pub fn unread(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| column.meaning.is_none()).filter(
            |(index, column)| {
                !column.heading.is_empty()
                    || self.rows().any(|row| !row.cell(*index).trim().is_empty())
            },
        )
    }

    /// Whether Concert wrote the file: it marks its own by an attribute of the identifier's tag.
    pub fn is_own(&self) -> bool {
        let tags = self.columns.iter().filter_map(|column| column.tag.as_ref());
        tags.into_iter().any(|tag| tag.hashtag == "#meta" && tag.has("concert"))
    }

    /// A cell's place, for notes and refusals.
    pub fn place(&self, row: u32, column: usize) -> PlaceInFile {
        PlaceInFile::cell(&self.sheet.name, row, column as u32)
    }

    /// A refusal about this table.
    pub fn refusal(&self, rule: Rule, place: PlaceInFile) -> Refusal {
        Refusal { file: self.file_name.to_owned(), place, rule }
    }

    fn give_meanings(&mut self) {
        let mut found: Vec<_> = self.columns.iter().map(meaning).collect();
        // "Region" is the first administrative level where a table has no other of that level but
        // has a finer one; it cuts across the levels elsewhere.
        let has = |found: &[Option<(Meaning, Evidence)>], level| {
            let (name, code) = (Meaning::PlaceName(level), Meaning::PlaceCode(level));
            found.iter().flatten().any(|(m, _)| *m == name || *m == code)
        };
        if has(&found, PlaceLevel::Admin2) && !has(&found, PlaceLevel::Admin1) {
            for entry in found.iter_mut().flatten() {
                match entry {
                    (Meaning::PlaceName(level), Evidence::ByHeading { .. })
                    | (Meaning::PlaceCode(level), Evidence::ByHeading { .. })
                        if *level == PlaceLevel::Region =>
                    {
                        *level = PlaceLevel::Admin1;
                    }
                    _ => {}
                }
            }
        }
        for index in 0..found.len() {
            let Some((meaning, evidence)) = found[index] else {
                continue;
            };
            // A hashtag decides over headings wherever it stands; otherwise the first column does.
            let rival = (0..found.len()).find(|other| {
                let by_tag = evidence == Evidence::ByTag;
                *other != index
                    && found[*other].is_some_and(|(same, its)| {
                        let its_tag = its == Evidence::ByTag;
                        same == meaning
                            && (its_tag, by_tag) != (false, true)
                            && ((its_tag && !by_tag) || *other < index)
                    })
            });
            match rival {
                Some(rival) if !may_repeat(meaning) => self.columns[index].repeats = Some(rival),
                _ => self.columns[index].meaning = Some((meaning, evidence)),
            }
        }
    }
}

fn meaning(column: &Column) -> Option<(Meaning, Evidence)> {
    if let Some(tag) = &column.tag {
        return Some((Meaning::of_tag(tag)?, Evidence::ByTag));
    }
    let (meaning, language, slip) = Meaning::of_heading(&column.heading)?;
    Some((meaning, Evidence::ByHeading { language, slip }))
}

/// Whether several columns may say this about one row.
fn may_repeat(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Funder | Meaning::Implementer | Meaning::ProgrammePartner | Meaning::Form
    )
}

fn sheet_start(sheet: &Sheet) -> u32 {
    sheet.row(0).map_or(0, |row| row.number)
}

/// The heading of a column; where the row of headings has none, what stands above it, as in
/// tables with headings in two rows.
fn heading_text(head: &[Row<'_>], heading: Option<usize>, column: usize) -> String {
    let Some(index) = heading else {
        return String::new();
    };
    let text = head[index].cell(column).trim();
    if text.is_empty() && index > 0 && head[index].number == head[index - 1].number + 1 {
        return head[index - 1].cell(column).trim().to_owned();
    }
    text.to_owned()
}

/// The index of the row of headings of a sheet without hashtags: the one in which most headings
/// are recognised; if none is, the first that is all words and as wide as what follows.
fn heading_row(sheet: &Sheet, head: &[Row<'_>]) -> Option<usize> {
    let recognised = |row: &Row<'_>| {
        let mut meanings: Vec<Meaning> = row
            .cells()
            .filter_map(|cell| Meaning::of_heading(cell).map(|(meaning, ..)| meaning))
            .collect();
        meanings.sort_unstable();
        meanings.dedup();
        meanings.len()
    };
    let mut best = (0, None);
    for (index, row) in head.iter().enumerate() {
        let count = recognised(row);
        if count > best.0 {
            best = (count, Some(index));
        }
    }
    let widest = sheet.rows().take(100).map(|row| row.width()).max()?;
    if best.0 >= 2 || (best.0 == 1 && widest == 1) {
        return best.1;
    }
    head.iter().position(|row| {
        let filled = row.cells().filter(|cell| !cell.trim().is_empty()).count();
        let words = row.cells().all(|cell| cell.trim().parse::<f64>().is_err());
        words && filled >= 2 && 2 * filled >= widest
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, read_own};

    fn workbook(csv: &str) -> Workbook {
        read_own("made-up.csv", csv.as_bytes(), &Limits::default()).unwrap()
    }

    fn codes(table: &Table<'_>) -> Vec<&'static str> {
        let code = |column: &Column| column.meaning.map_or("-", |(meaning, _)| meaning.code());
        table.columns.iter().map(code).collect()
    }

    #[test]
    fn hashtags_are_found_below_a_title_and_a_blank_row() {
        let book = workbook(
            "Made-up table of activities\n\nReporter,Where,,Code\n\
             #org +name,#adm1,,#adm1 + code\nRefuge Nord,Borno,x,NG008\n",
        );
        let table = Table::find(&book).unwrap();
        assert_eq!((table.heading_row, table.tag_row), (Some(3), Some(4)));
        assert_eq!(codes(&table), ["organisation.name", "admin1.name", "-", "admin1.code"]);
        assert_eq!(table.rows().count(), 1);
        assert_eq!(table.unread().map(|(index, _)| index).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn untagged_headings_are_found_below_a_title_and_in_two_rows() {
        let book = workbook(
            "Tableau inventé,,,,\n,Lieu,,Qui,\nActivité,Région,Département,,Statut\n\
             Écoute,Sédhiou,Goudomp,Refuge Nord,En cours\n",
        );
        let table = Table::find(&book).unwrap();
        assert_eq!(table.heading_row, Some(3));
        assert_eq!(codes(&table), ["activity", "admin1.name", "admin2.name", "-", "status"]);
        assert_eq!(table.columns[3].heading, "Qui");
    }

    #[test]
    fn a_tag_decides_over_a_heading_and_a_second_column_of_one_meaning_is_listed() {
        let book = workbook("Partner,Name,Agency\n,#org+name,\na,b,c\n");
        let table = Table::find(&book).unwrap();
        assert_eq!(codes(&table), ["-", "organisation.name", "-"]);
        assert_eq!(table.columns[0].repeats, Some(1));
        assert_eq!(table.unread().count(), 2);
    }

    #[test]
    fn a_table_of_unknown_headings_is_a_table_and_numbers_alone_are_none() {
        let book = workbook("A,B,count\n1,0,5\n0,1,7\n");
        assert_eq!(Table::find(&book).unwrap().heading_row, Some(1));
        let refused = Table::find(&workbook("1,0,5\n0,1,7\n")).unwrap_err();
        assert_eq!(refused.code(), "exchange/no-table");
    }
}
