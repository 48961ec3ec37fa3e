//! Tables of names that stand for one another: short forms, nicknames, spellings and translations.
//!
//! The data file has one family a line; a name may be in several. Forms are as [`tokens`](super::tokens) writes them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The number of a family of the tables. It holds for one version of the tables only and is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FamilyId(pub u32);

struct Tables {
    of_form: FxHashMap<&'static str, Box<[FamilyId]>>,
    members: Vec<Box<[&'static str]>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut of_form: FxHashMap<&'static str, Vec<FamilyId>> = FxHashMap::default();
    let mut members = Vec::new();
    for line in include_str!("../../data/name_families.txt").lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let family = FamilyId(members.len() as u32);
        let names: Box<[&'static str]> = line.split_whitespace().collect();
        for &name in &names {
            let families = of_form.entry(name).or_default();
            if families.last() != Some(&family) {
                families.push(family);
            }
        }
        members.push(names);
    }
    let of_form =
        of_form.into_iter().map(|(form, families)| (form, families.into_boxed_slice())).collect();
    Tables { of_form, members }
});

/// The families that a form is in, ascending; mostly none.
pub fn families_of(form: &str) -> &'static [FamilyId] {
    TABLES.of_form.get(form).map_or(&[], |families| families)
}

/// The forms of a family, the usual one first; none for a number that is not in the tables.
pub fn members_of(family: FamilyId) -> &'static [&'static str] {
    TABLES.members.get(family.0 as usize).map_or(&[], |members| members)
}

/// Two different forms stand in one family. Equal forms are not looked up: they need no table.
///
/// ```
/// # use concert_linkage::names::same_by_table;
/// assert!(same_by_table("bill", "william"));
/// assert!(!same_by_table("bill", "robert"));
/// ```
pub fn same_by_table(a: &str, b: &str) -> bool {
    let (mut x, mut y) = (families_of(a).iter().peekable(), families_of(b).iter().peekable());
    while let (Some(first), Some(second)) = (x.peek(), y.peek()) {
        match first.cmp(second) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => x.next(),
            std::cmp::Ordering::Greater => y.next(),
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_family_of_forms() {
        assert!(TABLES.members.len() > 500);
        for members in &TABLES.members {
            assert!(members.len() > 1, "{members:?}");
            for name in members {
                assert!(name.bytes().all(|letter| letter.is_ascii_lowercase()), "{name}");
                assert_eq!(
                    members.iter().filter(|other| *other == name).count(),
                    1,
                    "{name} stands twice"
                );
            }
        }
    }

    #[test]
    fn a_name_may_be_in_several_families_that_do_not_become_one() {
        assert!(same_by_table("alex", "alexander") && same_by_table("sasha", "alexandra"));
        assert!(same_by_table("sasha", "alexander") && !same_by_table("alexander", "alexandra"));
        assert!(families_of("fred").len() > 1);
        assert!(!same_by_table("zzz", "zzz"));
        assert!(members_of(families_of("bill")[0]).contains(&"william"));
    }
}
