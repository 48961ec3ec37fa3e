//! How lists overlap: how many people are on exactly which lists.
//!
//! A picture of sets as a matrix (Lex, Gehlenborg, Strobelt, Vuillemot, Pfister: `UpSet`, IEEE TVCG
//! 20, 2014): a row for each list, a column for each capture history, dots for the lists that the
//! history is on, a bar above for the number of people. Circles that overlap, as in Venn diagrams,
//! cannot be read beyond three lists; this can with sixteen.
//!
//! An estimate of those whom nobody has found stands on the short columns, the overlaps. So every
//! bar has its number above it, no bar is cut or broken, what is not shown on its own is summed and
//! said, and two lists that share nobody can be marked: where a model needs their overlap, there is
//! no estimate.

use std::collections::BTreeSet;

use crate::frame::Frame;
use crate::interval::LARGEST;
use crate::numerals::NumberStyle;
use crate::refusal::{Refusal, within};
use crate::table::{Table, TableRow};

/// How many people share one capture history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryCount {
    /// Indices into [`UpSet::lists`]: the lists that these people are on, and no other. At least
    /// one, each once, in any order.
    pub lists: Vec<usize>,
    /// The people. A history of nobody gets no column.
    pub count: u64,
}

/// In which order columns stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnOrder {
    /// The most people first; among equals, the fewest lists first.
    Count,
    /// Histories on one list first, then those on two, ...; the most people first among these.
    Degree,
}

/// How the height of a bar follows from a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heights {
    /// In proportion. Twice as high is twice as many; next to a thousand, ten can hardly be seen.
    Proportional,
    /// In proportion to the square root, as in a rootogram (Tukey 1977). Small overlaps become
    /// visible, and equal steps weigh the same at every height, since the square root of a Poisson
    /// count varies by one half whatever the count is. The words must say so. There is no
    /// logarithmic choice: it has no place for zero, and one person would have no height.
    SquareRoot,
}

/// The words of the picture and the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpSetWords {
    /// What the columns count, such as `People on exactly these lists`; with
    /// [`Heights::SquareRoot`], also that heights are square roots.
    pub count: String,
    /// What the bars beside the names count, such as `People on the list`.
    pub size: String,
    /// The histories that are summed in one column.
    pub rest: String,
    /// Two lists that share nobody.
    pub nobody_on_both: String,
    /// Headings of the table: the history, the people.
    pub headers: [String; 2],
}

/// A matrix of lists and capture histories.
///
/// ```
/// use concert_figures::*;
///
/// let figure = UpSet {
///     frame: Frame::new("overlaps", "How the lists overlap", "Invented figures.", 640),
///     numbers: NumberStyle::default(),
///     lists: ["Police", "Shelters", "Hotline"].map(str::to_owned).to_vec(),
///     histories: vec![
///         HistoryCount { lists: vec![0], count: 320 },
///         HistoryCount { lists: vec![1], count: 240 },
///         HistoryCount { lists: vec![2], count: 1_280 },
///         HistoryCount { lists: vec![0, 1], count: 31 },
///         HistoryCount { lists: vec![0, 2], count: 8 },
///     ],
///     order: ColumnOrder::Count,
///     most: 30,
///     heights: Heights::Proportional,
///     mark_empty_pairs: true,
///     words: UpSetWords {
///         count: "People on exactly these lists".into(),
///         size: "People on the list".into(),
///         rest: "Other histories".into(),
///         nobody_on_both: "Nobody on both".into(),
///         headers: ["On exactly", "People"].map(str::to_owned),
///     },
/// };
/// assert!(figure.draw()?.contains("<title>Police + Shelters: 31</title>"));
/// assert_eq!(figure.table().rows[0].cells, ["Hotline", "1,280"]);
/// let text = draw_upset_for_terminal(&figure, 60, Charset::Unicode)?;
/// assert!(text.contains("●─● ·     31 █"), "{text}");
/// # Ok::<(), Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct UpSet {
    /// Name, description, direction and width. Columns that have no room beside one another go on
    /// in a second matrix below the first, as words go on on the next line.
    pub frame: Frame,
    /// How counts are written.
    pub numbers: NumberStyle,
    /// Names of the lists, from the top: one to [`UpSet::MOST_LISTS`].
    pub lists: Vec<String>,
    /// The counts, in any order, each history once.
    pub histories: Vec<HistoryCount>,
    /// The order of the columns.
    pub order: ColumnOrder,
    /// The most histories with a column of their own, from 1 to [`UpSet::MOST_COLUMNS`]. Those of
    /// the most people are kept, and the rest share one more column.
    pub most: usize,
    /// How heights follow from counts.
    pub heights: Heights,
    /// Whether pairs of lists that share nobody get a column with rings.
    pub mark_empty_pairs: bool,
    /// Words of the picture and the table.
    pub words: UpSetWords,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// People on exactly the lists of the bits.
    History { bits: u16, count: u64 },
    /// People of so many other histories.
    Rest { histories: usize, count: u64 },
    /// Two lists that share nobody.
    Empty { bits: u16 },
    /// So many further pairs of lists that share nobody.
    MoreEmpty { pairs: usize },
}

impl UpSet {
    /// The most lists of a picture.
    pub const MOST_LISTS: usize = 16;
    /// The most columns of a picture; beyond, nobody compares them.
    pub const MOST_COLUMNS: usize = 200;

    /// The figure as rows of history and count, in the order of the columns; nothing is summed.
    /// Pairs that share nobody follow.
    pub fn table(&self) -> Table {
        let mut histories = self.counted();
        Self::sort(&mut histories, self.order);
        let counted = histories.iter().map(|&(bits, count)| [self.names(bits), self.write(count)]);
        let empty = if self.mark_empty_pairs { self.empty_pairs() } else { Vec::new() };
        let empty = empty.into_iter().map(|bits| {
            [format!("{}: {}", self.words.nobody_on_both, self.names(bits)), self.write(0)]
        });
        Table {
            caption: self.frame.title.clone(),
            headers: self.words.headers.to_vec(),
            rows: counted
                .chain(empty)
                .map(|cells| TableRow { cells: cells.into(), href: None })
                .collect(),
        }
    }

    pub(crate) fn check(&self) -> Result<(), Refusal> {
        self.frame.check()?;
        let name = &self.frame.id;
        let most = Self::MOST_LISTS as f64;
        within(self.lists.len() as f64, [1.0, most], "number of lists", name)?;
        within(self.most as f64, [1.0, Self::MOST_COLUMNS as f64], "number of columns", name)?;
        let mut seen = BTreeSet::new();
        let mut people = 0_u64;
        for history in &self.histories {
            within(history.lists.len() as f64, [1.0, most], "number of lists of a history", name)?;
            let mut bits = 0_u16;
            for &list in &history.lists {
                within(list as f64, [0.0, self.lists.len() as f64 - 1.0], "list", name)?;
                if bits >> list & 1 == 1 {
                    return Err(Refusal::CellTwice { name: self.lists[list].clone() });
                }
                bits |= 1 << list;
            }
            if !seen.insert(bits) {
                return Err(Refusal::CellTwice { name: self.names(bits) });
            }
            people = people.saturating_add(history.count);
            within(people as f64, [0.0, LARGEST], "sum of counts", name)?;
        }
        Ok(())
    }

    /// The columns in their order.
    pub(crate) fn columns(&self) -> Vec<Column> {
        let mut histories = self.counted();
        Self::sort(&mut histories, ColumnOrder::Count);
        // One history alone needs no more room than the column that would sum it.
        let shown = if histories.len() <= self.most + 1 { histories.len() } else { self.most };
        let rest = histories.split_off(shown);
        Self::sort(&mut histories, self.order);
        let mut columns: Vec<Column> =
            histories.iter().map(|&(bits, count)| Column::History { bits, count }).collect();
        if !rest.is_empty() {
            let count = rest.iter().map(|(_, count)| count).sum();
            columns.push(Column::Rest { histories: rest.len(), count });
        }
        if self.mark_empty_pairs {
            let pairs = self.empty_pairs();
            let shown = if pairs.len() <= self.most + 1 { pairs.len() } else { self.most };
            columns.extend(pairs[..shown].iter().map(|&bits| Column::Empty { bits }));
            if pairs.len() > shown {
                columns.push(Column::MoreEmpty { pairs: pairs.len() - shown });
            }
        }
        columns
    }

    /// The people on each list.
    pub(crate) fn sizes(&self) -> Vec<u64> {
        let counted = self.counted();
        let on = |list: usize| counted.iter().filter(move |(bits, _)| bits >> list & 1 == 1);
        (0..self.lists.len()).map(|list| on(list).map(|(_, count)| count).sum()).collect()
    }

    /// The height of a bar as a share of the highest one's.
    pub(crate) fn share(&self, count: u64, highest: u64) -> f64 {
        let share = count as f64 / highest.max(1) as f64;
        match self.heights {
            Heights::Proportional => share,
            Heights::SquareRoot => share.sqrt(),
        }
    }

    /// What a column says, in its title.
    pub(crate) fn message(&self, column: Column) -> String {
        match column {
            Column::History { bits, count } => {
                format!("{}: {}", self.names(bits), self.write(count))
            }
            Column::Rest { histories, count } => {
                format!("{}: {}", self.bundle(&self.words.rest, histories), self.write(count))
            }
            Column::Empty { bits } => {
                format!("{}: {}", self.words.nobody_on_both, self.names(bits))
            }
            Column::MoreEmpty { pairs } => self.bundle(&self.words.nobody_on_both, pairs),
        }
    }

    /// The words for several histories or pairs at once, with their number.
    pub(crate) fn bundle(&self, words: &str, number: usize) -> String {
        format!("{words} ({})", self.write(number as u64))
    }

    pub(crate) fn write(&self, count: u64) -> String {
        self.numbers.write(count as f64)
    }

    fn names(&self, bits: u16) -> String {
        let on = |list: &usize| bits >> list & 1 == 1;
        let names: Vec<&str> =
            (0..self.lists.len()).filter(on).map(|list| self.lists[list].as_str()).collect();
        names.join(" + ")
    }

    /// The histories that somebody has.
    fn counted(&self) -> Vec<(u16, u64)> {
        let bits =
            |lists: &[usize]| lists.iter().fold(0, |bits, &list| bits | 1_u16 << (list % 16));
        let counted = self.histories.iter().filter(|history| history.count > 0);
        counted.map(|history| (bits(&history.lists), history.count)).collect()
    }

    fn sort(histories: &mut [(u16, u64)], order: ColumnOrder) {
        histories.sort_by_key(|&(bits, count)| {
            // Among equals, a history of earlier lists comes first.
            let lists = bits.reverse_bits();
            let (degree, fewer) = (u64::from(bits.count_ones()), u64::MAX - count);
            let keys = match order {
                ColumnOrder::Count => [fewer, degree],
                ColumnOrder::Degree => [degree, fewer],
            };
            (keys, u16::MAX - lists)
        });
    }

    /// The pairs of lists that share nobody, although somebody is on each of them.
    fn empty_pairs(&self) -> Vec<u16> {
        let (counted, sizes) = (self.counted(), self.sizes());
        let lists = self.lists.len();
        let pairs = (0..lists).flat_map(|a| (a + 1..lists).map(move |b| [a, b]));
        pairs
            .filter(|pair| pair.iter().all(|&list| sizes[list] > 0))
            .map(|[a, b]| 1_u16 << a | 1 << b)
            .filter(|pair| counted.iter().all(|(bits, _)| bits & pair != *pair))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, ColumnOrder, Heights, HistoryCount, UpSet, UpSetWords};
    use crate::frame::Frame;
    use crate::numerals::NumberStyle;

    type Counts<'a> = &'a [(&'a [usize], u64)];

    fn figure(counts: Counts<'_>) -> UpSet {
        UpSet {
            frame: Frame::new("u", "", "", 360),
            numbers: NumberStyle::default(),
            lists: ["A", "B", "C", "D"].map(str::to_owned).to_vec(),
            histories: counts
                .iter()
                .map(|&(lists, count)| HistoryCount { lists: lists.to_vec(), count })
                .collect(),
            order: ColumnOrder::Count,
            most: 200,
            heights: Heights::Proportional,
            mark_empty_pairs: false,
            words: UpSetWords {
                count: String::new(),
                size: String::new(),
                rest: "Others".into(),
                nobody_on_both: "Nobody".into(),
                headers: [String::new(), String::new()],
            },
        }
    }

    fn history(bits: u16, count: u64) -> Column {
        Column::History { bits, count }
    }

    #[test]
    fn columns_go_by_people_or_by_number_of_lists_and_equals_keep_the_order_of_the_lists() {
        let mut figure = figure(&[(&[1, 0], 9), (&[2], 5), (&[0], 5), (&[1], 0), (&[0, 2], 5)]);
        let [a, c, ab, ac] = [(1, 5), (4, 5), (3, 9), (5, 5)].map(|(b, n)| history(b, n));
        assert_eq!(figure.columns(), [ab, a, c, ac]);
        figure.order = ColumnOrder::Degree;
        assert_eq!(figure.columns(), [a, c, ab, ac]);
        assert_eq!(figure.sizes(), [19, 9, 10, 0]);
    }

    #[test]
    fn what_has_no_column_of_its_own_is_summed_unless_it_is_one_history() {
        let mut figure = figure(&[(&[0], 9), (&[1], 8), (&[2], 4), (&[0, 1], 2), (&[0, 2], 1)]);
        figure.most = 2;
        let rest = Column::Rest { histories: 3, count: 7 };
        assert_eq!(figure.columns(), [history(1, 9), history(2, 8), rest]);
        assert_eq!(figure.message(rest), "Others (3): 7");
        figure.most = 4;
        assert_eq!(figure.columns().len(), 5);
        assert_eq!(figure.table().rows.len(), 5);
    }

    #[test]
    fn pairs_of_lists_that_have_people_and_share_none_are_marked() {
        // B and C meet in a history of three lists; nobody is on D at all.
        let mut figure = figure(&[(&[0], 9), (&[0, 1, 2], 1), (&[1], 3), (&[0, 3], 0)]);
        figure.mark_empty_pairs = true;
        assert!(!figure.columns().iter().any(|column| matches!(column, Column::Empty { .. })));
        figure.histories[1].lists = vec![0, 1];
        figure.histories.push(HistoryCount { lists: vec![2], count: 1 });
        let columns = figure.columns();
        assert_eq!(columns[4..], [0b101, 0b110].map(|bits| Column::Empty { bits }));
        assert_eq!(figure.message(columns[4]), "Nobody: A + C");
        assert_eq!(figure.table().rows[5].cells, ["Nobody: B + C", "0"]);
    }

    #[test]
    fn square_roots_keep_the_order_and_show_the_small() {
        let mut figure = figure(&[]);
        assert!((figure.share(10, 1_000) - 0.01).abs() < 1e-12);
        figure.heights = Heights::SquareRoot;
        assert!((figure.share(10, 1_000) - 0.1).abs() < 1e-12);
        assert!(figure.share(0, 0).abs() < 1e-12);
    }

    #[test]
    fn tables_that_cannot_be_are_refused() {
        let code = |figure: &UpSet| figure.draw().unwrap_err().code();
        let cases: [(Counts<'_>, &str); 6] = [
            (&[(&[], 4)], "figures/out-of-range"),
            (&[(&[4], 4)], "figures/out-of-range"),
            (&[(&[1, 1], 4)], "figures/cell-twice"),
            (&[(&[0, 1], 4), (&[1, 0], 2)], "figures/cell-twice"),
            (&[(&[0], u64::MAX)], "figures/out-of-range"),
            (&[(&[0], 900_000_000_000_000), (&[1], 900_000_000_000_000)], "figures/out-of-range"),
        ];
        for (counts, expected) in cases {
            assert_eq!(code(&figure(counts)), expected, "{counts:?}");
        }
        let none = UpSet { lists: vec![], ..figure(&[]) };
        let many = UpSet { lists: vec![String::new(); 17], ..figure(&[]) };
        let flat = UpSet { most: 0, ..figure(&[]) };
        assert!([none, many, flat].iter().all(|figure| code(figure) == "figures/out-of-range"));
        assert!(figure(&[]).draw().is_ok());
    }
}
