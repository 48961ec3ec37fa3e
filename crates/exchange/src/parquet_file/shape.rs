//! The shapes of files, and rows of them as columns.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest text of a cell, in bytes.
pub(crate) const LONGEST_TEXT: usize = 4096;

/// The longest filter, in bytes.
pub(crate) const LONGEST_BITS: usize = 8192;

/// The key under which a file says which shape it has.
pub(crate) const SHAPE_KEY: &str = "concert.shape";

/// The key under which a file says how many bits its filters have.
pub(crate) const BITS_KEY: &str = "concert.bits";

/// A shape: which columns of which type, all of them filled in every row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// An encoded case list.
    EncodedList,
    /// Pairs of records that are one person.
    LinkedPairs,
    /// Clusters of records.
    Clusters,
    /// Draws of a capture table.
    CaptureDraws,
}

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// UTF-8 text.
    Text,
    /// So many bytes, as the metadata say.
    Bits,
    /// A whole number from 0 to 255, kept in 32 bits.
    Small,
    /// A whole number from 0, kept in 64 bits.
    Whole,
    /// A double.
    Real,
}

impl Shape {
    pub(crate) const ALL: [Self; 4] =
        [Self::EncodedList, Self::LinkedPairs, Self::Clusters, Self::CaptureDraws];

    /// What the metadata call it; the number counts up when columns change.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::EncodedList => "encoded-list/1",
            Self::LinkedPairs => "linked-pairs/1",
            Self::Clusters => "clusters/1",
            Self::CaptureDraws => "capture-draws/1",
        }
    }

    pub(crate) fn columns(self) -> &'static [(&'static str, Kind)] {
        match self {
            Self::EncodedList => &[
                ("id", Kind::Text),
                ("bits", Kind::Bits),
                ("sex", Kind::Text),
                ("age_band", Kind::Text),
                ("form", Kind::Text),
                ("place", Kind::Text),
                ("period", Kind::Text),
                ("known", Kind::Small),
            ],
            Self::LinkedPairs => &[
                ("list_a", Kind::Text),
                ("id_a", Kind::Text),
                ("list_b", Kind::Text),
                ("id_b", Kind::Text),
                ("probability", Kind::Real),
            ],
            Self::Clusters => &[
                ("list", Kind::Text),
                ("id", Kind::Text),
                ("cluster", Kind::Whole),
                ("probability", Kind::Real),
            ],
            Self::CaptureDraws => &[
                ("stratum", Kind::Text),
                ("draw", Kind::Whole),
                ("history", Kind::Whole),
                ("count", Kind::Whole),
            ],
        }
    }

    /// The schema in the words of Parquet.
    pub(crate) fn schema(self, bits_bytes: usize) -> String {
        let columns = self.columns().iter().map(|(name, kind)| match kind {
            Kind::Text => format!("REQUIRED BYTE_ARRAY {name} (UTF8);"),
            Kind::Bits => format!("REQUIRED FIXED_LEN_BYTE_ARRAY ({bits_bytes}) {name};"),
            Kind::Small => format!("REQUIRED INT32 {name} (INTEGER(8,false));"),
            Kind::Whole => format!("REQUIRED INT64 {name} (INTEGER(64,false));"),
            Kind::Real => format!("REQUIRED DOUBLE {name};"),
        });
        format!("message concert {{ {} }}", columns.collect::<Vec<_>>().join(" "))
    }
}

/// Some rows of one column.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Values {
    Text(Vec<String>),
    /// Bytes of each row, and all of them one after the other.
    Bits(u32, Vec<u8>),
    Small(Vec<u8>),
    Whole(Vec<u64>),
    Real(Vec<f64>),
}

impl Values {
    pub(crate) fn empty(kind: Kind, bits_bytes: usize) -> Self {
        match kind {
            Kind::Text => Self::Text(Vec::new()),
            Kind::Bits => Self::Bits(bits_bytes as u32, Vec::new()),
            Kind::Small => Self::Small(Vec::new()),
            Kind::Whole => Self::Whole(Vec::new()),
            Kind::Real => Self::Real(Vec::new()),
        }
    }

    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Bits(..) => Kind::Bits,
            Self::Small(_) => Kind::Small,
            Self::Whole(_) => Kind::Whole,
            Self::Real(_) => Kind::Real,
        }
    }

    /// Number of rows; none if bytes of bits are left over.
    pub(crate) fn len(&self) -> Option<usize> {
        match self {
            Self::Text(rows) => Some(rows.len()),
            Self::Bits(bytes, all) => {
                let bytes = *bytes as usize;
                (bytes > 0 && all.len().is_multiple_of(bytes)).then(|| all.len() / bytes)
            }
            Self::Small(rows) => Some(rows.len()),
            Self::Whole(rows) => Some(rows.len()),
            Self::Real(rows) => Some(rows.len()),
        }
    }

    /// Adds the rows of another.
    pub(crate) fn append(&mut self, other: Self) {
        match (self, other) {
            (Self::Text(all), Self::Text(more)) => all.extend(more),
            (Self::Bits(_, all), Self::Bits(_, more)) | (Self::Small(all), Self::Small(more)) => {
                all.extend(more);
            }
            (Self::Whole(all), Self::Whole(more)) => all.extend(more),
            (Self::Real(all), Self::Real(more)) => all.extend(more),
            _ => unreachable!("rows of one shape have columns of one type: the writer checks it"),
        }
    }

    /// The first rows, taken out.
    pub(crate) fn take_first(&mut self, count: usize) -> Self {
        fn first<T>(rows: &mut Vec<T>, count: usize) -> Vec<T> {
            let rest = rows.split_off(count.min(rows.len()));
            std::mem::replace(rows, rest)
        }
        match self {
            Self::Text(rows) => Self::Text(first(rows, count)),
            Self::Bits(bytes, all) => Self::Bits(*bytes, first(all, count * *bytes as usize)),
            Self::Small(rows) => Self::Small(first(rows, count)),
            Self::Whole(rows) => Self::Whole(first(rows, count)),
            Self::Real(rows) => Self::Real(first(rows, count)),
        }
    }

    /// Bytes of a row when it is sent.
    pub(crate) fn bytes_of(&self, row: usize) -> usize {
        match self {
            Self::Text(rows) => rows.get(row).map_or(0, String::len) + 3,
            Self::Bits(bytes, _) => *bytes as usize,
            Self::Small(_) => 1,
            Self::Whole(_) | Self::Real(_) => 10,
        }
    }
}

/// Some rows, column by column.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Batch(pub(crate) Vec<Values>);

impl Batch {
    /// Number of rows, if the columns are those of the shape and equally long.
    pub(crate) fn rows(&self, shape: Shape) -> Option<usize> {
        let rows = self.0.first()?.len()?;
        let columns = shape.columns();
        let fits = |(values, (_, kind)): (&Values, &(&str, Kind))| {
            values.kind() == *kind && values.len() == Some(rows)
        };
        (self.0.len() == columns.len() && self.0.iter().zip(columns).all(fits)).then_some(rows)
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rows of {} columns", self.0.len())
    }
}
