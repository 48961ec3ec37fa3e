//! How things are named on pages and in files: a key to link by and names to show.

use concert_coalition::Coalition;
use concert_terms::{Id, Names, OrganisationKind, PlaceCode, PlaceLevel};
use serde::Serialize;

/// A place by code and name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlaceLabel {
    /// Code, to link by.
    pub code: PlaceCode,
    /// Names by language; the code where nobody declared a name.
    pub names: Names,
    /// What kind of place it is.
    pub level: PlaceLevel,
}

impl PlaceLabel {
    /// The label of the place with a number.
    pub fn of(coalition: &Coalition, number: u32) -> Option<Self> {
        let code = coalition.places.key(number)?.clone();
        Some(if let Some(place) = coalition.places.at(number) {
            Self { code, names: place.names.clone(), level: place.level }
        } else {
            let names = Names::new("", code.as_str());
            Self { code, names, level: PlaceLevel::Admin3 }
        })
    }
}

/// An organisation by identifier and name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OrganisationLabel {
    /// Identifier, to link by.
    pub id: Id,
    /// Names by language.
    pub names: Names,
    /// Short name.
    pub acronym: Option<String>,
    /// What it is, if stated.
    pub kind: Option<OrganisationKind>,
}

impl OrganisationLabel {
    /// The label of the organisation with a number.
    pub fn of(coalition: &Coalition, number: u32) -> Option<Self> {
        let id = *coalition.organisations.key(number)?;
        Some(match coalition.organisations.at(number) {
            Some(organisation) => Self {
                id,
                names: organisation.names.clone(),
                acronym: organisation.acronym.clone(),
                kind: organisation.kind,
            },
            None => Self { id, names: Names::new("", &id.to_string()), acronym: None, kind: None },
        })
    }
}

/// One page of a long list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page<T> {
    /// What stands on this page.
    pub items: Vec<T>,
    /// How many there are on all pages.
    pub total: usize,
    /// Which page this is, counted from zero.
    pub page: usize,
    /// How many pages there are, at least one.
    pub pages: usize,
}

impl<T> Page<T> {
    /// Entries on a page of a list.
    pub const LENGTH: usize = 100;

    /// The page with a number of a list whose entries are made only where they are shown.
    pub fn of<S>(all: &[S], page: usize, make: impl Fn(&S) -> T) -> Self {
        let pages = all.len().div_ceil(Self::LENGTH).max(1);
        let page = page.min(pages - 1);
        let from = page * Self::LENGTH;
        let to = all.len().min(from + Self::LENGTH);
        Self { items: all[from..to].iter().map(make).collect(), total: all.len(), page, pages }
    }
}

impl<T> Page<Option<T>> {
    /// The page without entries that could not be made.
    pub(crate) fn flatten(self) -> Page<T> {
        let Self { items, total, page, pages } = self;
        Page { items: items.into_iter().flatten().collect(), total, page, pages }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_holds_the_rest_and_an_empty_list_has_one_empty_page() {
        let numbers: Vec<u32> = (0..250).collect();
        let last = Page::of(&numbers, 2, |n| *n);
        assert_eq!((last.items.len(), last.pages, last.total), (50, 3, 250));
        assert_eq!(Page::of(&numbers, 99, |n| *n).page, 2);
        assert_eq!(Page::of(&[] as &[u32], 0, |n| *n).pages, 1);
    }
}
