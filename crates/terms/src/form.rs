//! Forms of exploitation: a tree whose roots are the purposes of the Palermo Protocol.

use std::sync::LazyLock;

use crate::axis::{Axis, axis_enum, code_word};

/// A form of exploitation, broad (`EX.LAB`) or specific (`EX.LAB.construction`). The list is
/// `data/forms.csv`, with the source of each entry.
///
/// ```
/// use concert_terms::{Form, FormGroup};
///
/// let fishing: Form = "EX.LAB.fishing".parse()?;
/// assert_eq!(fishing.root(), Form::LABOUR);
/// assert_eq!(fishing.group(), FormGroup::Labour);
/// # Ok::<(), concert_terms::NotAWord>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Form(u8);

/// The columns of the frame: the article's "sexual and labour exploitation alike", and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormGroup {
    /// Sexual exploitation.
    Sexual,
    /// Labour exploitation, domestic servitude and child labour.
    Labour,
    /// Every other form.
    Other,
}

axis_enum!(FormGroup, "a group of forms", [Sexual = "sexual", Labour = "labour", Other = "other"]);

struct Entry {
    code: &'static str,
    parent: Option<u8>,
    group: FormGroup,
}

static FORMS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let rows = crate::reference::rows(include_str!("../data/forms.csv"));
    let codes: Vec<_> = rows.iter().map(|row| crate::reference::keep(&row[0])).collect();
    rows.iter()
        .zip(&codes)
        .map(|(row, &code)| Entry {
            code,
            parent: codes.iter().position(|parent| *parent == row[1]).map(|index| index as u8),
            group: row[2].parse().expect("a built-in form has a group: a test reads every one"),
        })
        .collect()
});

impl Form {
    /// Sexual exploitation, the whole branch.
    pub const SEXUAL: Self = Self(0);
    /// Labour exploitation, the whole branch.
    pub const LABOUR: Self = Self(5);

    /// Every form, parents before children.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).filter_map(Self::at)
    }

    /// The next broader form, if this is not a root.
    pub fn parent(self) -> Option<Self> {
        FORMS[usize::from(self.0)].parent.map(Self)
    }

    /// The broadest form that holds this one.
    #[must_use]
    pub fn root(self) -> Self {
        self.parent().map_or(self, Self::root)
    }

    /// The frame's column in which this form stands.
    pub fn group(self) -> FormGroup {
        FORMS[usize::from(self.0)].group
    }

    /// Whether one of the two holds the other (a form holds itself).
    pub fn overlaps(self, other: Self) -> bool {
        self.is_within(other) || other.is_within(self)
    }

    /// Whether this form is `other` or a part of it.
    pub fn is_within(self, other: Self) -> bool {
        self == other || self.parent().is_some_and(|parent| parent.is_within(other))
    }
}

impl Axis for Form {
    const COUNT: usize = 24;

    fn index(self) -> usize {
        usize::from(self.0)
    }

    fn at(index: usize) -> Option<Self> {
        (index < Self::COUNT).then_some(Self(index as u8))
    }

    fn code(self) -> &'static str {
        FORMS[usize::from(self.0)].code
    }
}

code_word!(Form, "a form of exploitation");

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_list_is_a_forest_with_parents_first() {
        assert_eq!(FORMS.len(), Form::COUNT);
        for form in Form::all() {
            assert!(form.parent().is_none_or(|parent| parent < form), "{form}");
            assert_eq!(form.group(), form.root().group());
            assert_eq!(form.to_string().parse(), Ok(form));
        }
        assert_eq!(Form::SEXUAL.code(), "EX.SEX");
        assert_eq!(Form::LABOUR.code(), "EX.LAB");
    }

    #[test]
    fn a_branch_overlaps_its_parts_but_parts_do_not_overlap_each_other() {
        let mining: Form = "EX.LAB.mining".parse().unwrap();
        let fishing: Form = "EX.LAB.fishing".parse().unwrap();
        assert!(mining.overlaps(Form::LABOUR) && Form::LABOUR.overlaps(mining));
        assert!(!mining.overlaps(fishing) && !mining.overlaps(Form::SEXUAL));
    }
}
