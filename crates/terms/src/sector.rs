//! Sectors: the coordination groups ("clusters") by which humanitarian tables sort what is done.

use std::sync::LazyLock;

use crate::Pillar;
use crate::axis::{Axis, code_word};

/// A coordination group. The list is `data/sectors.csv`: the fifteen groups of OCHA with their
/// `HRinfo` numbers, the Anti-Trafficking task team of the Protection group (`PRO-TIP`, our
/// extension: OCHA gives it no code), and three headings that tables use beside them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sector(u8);

struct Entry {
    code: &'static str,
    hrinfo: Option<u32>,
    name: &'static str,
    parent: &'static str,
}

static SECTORS: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    crate::reference::rows(include_str!("../data/sectors.csv"))
        .iter()
        .map(|row| Entry {
            code: crate::reference::keep(&row[0]),
            hrinfo: row[1].parse().ok(),
            parent: crate::reference::keep(&row[2]),
            name: crate::reference::keep(&row[3]),
        })
        .collect()
});

impl Sector {
    /// Every sector.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT).filter_map(Self::at)
    }

    /// The English name of OCHA's list.
    pub fn name(self) -> &'static str {
        SECTORS[usize::from(self.0)].name
    }

    /// The number in the list of `HRinfo` of coordination groups.
    pub fn hrinfo(self) -> Option<u32> {
        SECTORS[usize::from(self.0)].hrinfo
    }

    /// The pillar that the crosswalk gives: Protection and its areas of responsibility belong to
    /// the pillar of protection (the outside list is broader than trafficking); the other groups
    /// say nothing about a pillar.
    pub fn pillar(self) -> Option<Pillar> {
        let entry = &SECTORS[usize::from(self.0)];
        (entry.code == "PRO" || entry.parent == "PRO").then_some(Pillar::Protection)
    }
}

impl Axis for Sector {
    const COUNT: usize = 19;

    fn index(self) -> usize {
        usize::from(self.0)
    }

    fn at(index: usize) -> Option<Self> {
        (index < Self::COUNT).then_some(Self(index as u8))
    }

    fn code(self) -> &'static str {
        SECTORS[usize::from(self.0)].code
    }
}

code_word!(Sector, "a sector");

impl std::fmt::Debug for Sector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_the_fifteen_groups_of_ocha_by_number() {
        assert_eq!(SECTORS.len(), Sector::COUNT);
        assert_eq!(Sector::all().filter(|sector| sector.hrinfo().is_some()).count(), 15);
        let children: Sector = "PRO-CPN".parse().unwrap();
        assert_eq!((children.hrinfo(), children.pillar()), (Some(5403), Some(Pillar::Protection)));
        assert_eq!("HEA".parse::<Sector>().unwrap().pillar(), None);
    }
}
