//! The way through a long list.

use concert_secretariat::Page as List;

use crate::address::with_query;

/// Where a page of a list stands among the others.
pub(crate) struct Pager {
    /// The page before.
    pub(crate) previous: Option<String>,
    /// The page after.
    pub(crate) next: Option<String>,
    /// This page, from one.
    pub(crate) page: usize,
    /// How many pages there are.
    pub(crate) pages: usize,
}

impl Pager {
    /// The way from a page of a list under an address.
    pub(crate) fn of<T>(list: &List<T>, path: &str, pairs: &[(&str, &str)]) -> Self {
        let link = |number: usize| {
            let number = number.to_string();
            let mut all = pairs.to_vec();
            all.push(("page", &number));
            with_query(path, &all)
        };
        let here = list.page + 1;
        Self {
            previous: (here > 1).then(|| link(here - 1)),
            next: (here < list.pages).then(|| link(here + 1)),
            page: here,
            pages: list.pages,
        }
    }
}
