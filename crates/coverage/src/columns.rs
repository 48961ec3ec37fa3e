//! Columns: how the axes other than the place sort needs and declarations into cells.

use concert_terms::axis::Axis;
use concert_terms::{Form, FormGroup, Pillar, Sector, Side, Stated};

use crate::need::NeedKind;
use crate::supply::Declared;

/// An axis other than the place. Each has one position per value, and a last one for "unstated".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Aspect {
    Pillar,
    Side,
    FormGroup,
    Form,
    Sector,
}

/// A point on every axis; `None` is unstated.
#[derive(Debug, Clone, Copy)]
struct Point {
    pillar: Option<Pillar>,
    side: Option<Side>,
    form: Option<Form>,
    sector: Option<Sector>,
}

impl Aspect {
    /// Positions, "unstated" included.
    pub(crate) fn positions(self) -> usize {
        1 + match self {
            Self::Pillar => Pillar::COUNT,
            Self::Side => Side::COUNT,
            Self::FormGroup => FormGroup::COUNT,
            Self::Form => Form::COUNT,
            Self::Sector => Sector::COUNT,
        }
    }

    fn position(self, point: Point) -> usize {
        fn place<T: Axis>(value: Option<T>) -> usize {
            value.map_or(T::COUNT, T::index)
        }
        match self {
            Self::Pillar => place(point.pillar),
            Self::Side => place(point.side),
            Self::FormGroup => place(point.form.map(Form::group)),
            Self::Form => place(point.form),
            Self::Sector => place(point.sector),
        }
    }
}

/// The columns of a grid: every combination of positions on some aspects, the first varying
/// slowest; without aspects a single column of everything. One more may stand after them for
/// everything together.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    pub(crate) aspects: Vec<Aspect>,
    pub(crate) with_whole: bool,
}

impl Columns {
    pub(crate) fn len(&self) -> usize {
        self.combinations() + usize::from(self.with_whole)
    }

    fn combinations(&self) -> usize {
        self.aspects.iter().map(|aspect| aspect.positions()).product()
    }

    fn of_point(&self, point: Point) -> u32 {
        self.aspects.iter().fold(0, |at, aspect| at * aspect.positions() + aspect.position(point))
            as u32
    }

    /// The columns in which needs of a kind stand: one, and the whole.
    pub(crate) fn of_need(&self, kind: &NeedKind) -> Vec<u32> {
        let point =
            Point { pillar: kind.pillar, side: kind.side, form: kind.form, sector: kind.sector };
        let mut columns = vec![self.of_point(point)];
        columns.extend(self.whole());
        columns
    }

    /// The columns that a declaration names, ascending, each with its share of a capacity for which
    /// no need is known. Every frame cell has the same share, and within one every form.
    pub(crate) fn of_declared(&self, declared: &Declared) -> Vec<(u32, f64)> {
        let mut columns: Vec<(u32, f64)> = Vec::new();

        let cells = declared.cells() as f64;
        for form in values(declared.forms) {
            let in_group = form.map_or(1, |form| {
                declared.forms.values().filter(|other| other.group() == form.group()).count()
            });
            for pillar in values(declared.pillars) {
                for side in values(declared.sides) {
                    let point = Point { pillar, side, form, sector: declared.sector };
                    columns.push((self.of_point(point), 1.0 / (cells * in_group as f64)));
                }
            }
        }
        columns.sort_unstable_by_key(|(column, _)| *column);
        columns.dedup_by(|(next, share), (kept, sum)| {
            let is_same = next == kept;
            *sum += if is_same { *share } else { 0.0 };
            is_same
        });
        columns.extend(self.whole().map(|column| (column, 1.0)));
        columns
    }

    /// The columns to which a declaration may belong although it does not name them, because it
    /// leaves their axis unstated; ascending, none for a declaration that states every axis.
    pub(crate) fn of_possible(&self, declared: &Declared) -> Vec<u32> {
        let named = self.of_declared(declared);
        let mut columns = Vec::new();
        for pillar in possible(declared.pillars) {
            for side in possible(declared.sides) {
                for form in possible(declared.forms) {
                    for sector in possible(declared.sector.into_iter().collect()) {
                        columns.push(self.of_point(Point { pillar, side, form, sector }));
                    }
                }
            }
        }
        columns.sort_unstable();
        columns.dedup();
        columns.retain(|column| named.iter().all(|(other, _)| other != column));
        columns
    }

    fn whole(&self) -> Option<u32> {
        self.with_whole.then_some(self.combinations() as u32)
    }
}

impl Declared {
    /// How many cells of the frame (pillar x side x group of forms) the declaration names.
    pub(crate) fn cells(&self) -> usize {
        self.pillars.len().max(1) * self.sides.len().max(1) * groups(self.forms).len().max(1)
    }
}

fn groups(forms: Stated<Form>) -> Stated<FormGroup> {
    forms.values().map(Form::group).collect()
}

/// The stated values; every value, and "unstated", where none is stated.
fn possible<T: Axis>(stated: Stated<T>) -> Vec<Option<T>> {
    if stated.is_unstated() {
        (0..=T::COUNT).map(T::at).collect()
    } else {
        stated.values().map(Some).collect()
    }
}

/// The stated values, or "unstated" alone.
fn values<T: Axis>(stated: Stated<T>) -> impl Iterator<Item = Option<T>> {
    stated.values().map(Some).chain(stated.is_unstated().then_some(None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use concert_terms::Population;
    use proptest::prelude::*;

    fn declared(pillars: u64, sides: u64, forms: u64) -> Declared {
        Declared {
            pillars: Stated::from_bits(pillars),
            sides: Stated::from_bits(sides),
            forms: Stated::from_bits(forms),
            population: Population::EVERYBODY,
            sector: None,
        }
    }

    proptest! {
        #[test]
        fn shares_sum_to_one_and_forms_agree_with_their_groups(
            pillars in 0_u64..16, sides in 0_u64..4, forms in 0_u64..1 << 24,
        ) {
            let declared = declared(pillars, sides, forms);
            let by = |aspects: &[Aspect]| {
                Columns { aspects: aspects.to_vec(), with_whole: false }.of_declared(&declared)
            };
            let frame = by(&[Aspect::Pillar, Aspect::Side, Aspect::FormGroup]);
            prop_assert_eq!(frame.len(), declared.cells());
            for shares in [&frame, &by(&[Aspect::Form, Aspect::Sector]), &by(&[])] {
                let sum: f64 = shares.iter().map(|(_, share)| share).sum();
                prop_assert!((sum - 1.0).abs() < 1e-9);
            }
            let group_of = |form| {
                Form::at(form as usize).map_or(3, |form| form.group().index() as u32)
            };
            let groups = by(&[Aspect::FormGroup]);
            for (group, share) in groups {
                let of_forms: f64 = by(&[Aspect::Form]).iter()
                    .filter(|(form, _)| group_of(*form) == group)
                    .map(|(_, share)| share)
                    .sum();
                prop_assert!((of_forms - share).abs() < 1e-9);
            }
        }
    }
}
