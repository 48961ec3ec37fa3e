//! The values that a declaration states on one axis of the frame.

use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

/// An axis of the frame: a small closed list of values, each with a stable code.
pub trait Axis: Copy + Eq + 'static {
    /// How many values the axis has; at most 64.
    const COUNT: usize;

    /// The value's position in the list, below [`Axis::COUNT`].
    fn index(self) -> usize;

    /// The value at a position, if there is one.
    fn at(index: usize) -> Option<Self>;

    /// The stable code of the value, as it is written to files and addresses.
    fn code(self) -> &'static str;

    /// The value with a code.
    fn from_code(code: &str) -> Option<Self> {
        (0..Self::COUNT).filter_map(Self::at).find(|value| value.code() == code)
    }
}

/// The set of values that a declaration states on one axis. The empty set means *unstated*: the
/// declaration says nothing about this axis, which is not the same as "all of it".
///
/// ```
/// use concert_terms::{Pillar, Stated};
///
/// let both = Stated::of(&[Pillar::Prevention, Pillar::Protection]);
/// assert!(both.states(Pillar::Protection));
/// assert_eq!(both.to_string(), "prevention+protection");
/// assert!(Stated::<Pillar>::UNSTATED.is_unstated());
/// ```
pub struct Stated<T> {
    bits: u64,
    axis: PhantomData<T>,
}

impl<T: Axis> Stated<T> {
    /// Nothing was said about this axis.
    pub const UNSTATED: Self = Self { bits: 0, axis: PhantomData };

    /// Exactly these values.
    pub fn of(values: &[T]) -> Self {
        values.iter().copied().collect()
    }

    /// The set with these bits; bits beyond the axis are dropped.
    pub fn from_bits(bits: u64) -> Self {
        let known = if T::COUNT >= 64 { u64::MAX } else { (1 << T::COUNT) - 1 };
        Self { bits: bits & known, axis: PhantomData }
    }

    /// One bit per value, by [`Axis::index`].
    pub fn bits(self) -> u64 {
        self.bits
    }

    /// Whether nothing was stated.
    pub fn is_unstated(self) -> bool {
        self.bits == 0
    }

    /// Whether this value was stated.
    pub fn states(self, value: T) -> bool {
        self.bits & (1 << value.index()) != 0
    }

    /// How many values were stated.
    pub fn len(self) -> usize {
        self.bits.count_ones() as usize
    }

    /// The same as [`Stated::is_unstated`].
    pub fn is_empty(self) -> bool {
        self.is_unstated()
    }

    /// The stated values, in the order of the axis.
    pub fn values(self) -> impl Iterator<Item = T> {
        (0..T::COUNT).filter(move |index| self.bits & (1 << index) != 0).filter_map(T::at)
    }

    /// This set with one value more.
    #[must_use]
    pub fn with(self, value: T) -> Self {
        Self { bits: self.bits | (1 << value.index()), axis: PhantomData }
    }

    /// Every value that either set states.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { bits: self.bits | other.bits, axis: PhantomData }
    }
}

impl<T: Axis> FromIterator<T> for Stated<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        values.into_iter().fold(Self::UNSTATED, Self::with)
    }
}

impl<T> Clone for Stated<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Stated<T> {}
impl<T> PartialEq for Stated<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}
impl<T> Eq for Stated<T> {}
impl<T> std::hash::Hash for Stated<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.bits.hash(state);
    }
}
impl<T: Axis> Default for Stated<T> {
    fn default() -> Self {
        Self::UNSTATED
    }
}
impl<T: Axis> std::fmt::Debug for Stated<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

/// Codes joined by `+`, or nothing when unstated.
impl<T: Axis> std::fmt::Display for Stated<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (position, value) in self.values().enumerate() {
            if position > 0 {
                f.write_str("+")?;
            }
            f.write_str(value.code())?;
        }
        Ok(())
    }
}

impl<T: Axis> std::str::FromStr for Stated<T> {
    type Err = crate::NotAWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.split('+')
            .filter(|code| !code.is_empty())
            .map(|code| {
                T::from_code(code.trim())
                    .ok_or_else(|| crate::NotAWord::new(code, "a code of this axis"))
            })
            .collect()
    }
}

/// Written for people and other programs as codes, and compactly (snapshots) as bits.
impl<T: Axis> Serialize for Stated<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_u64(self.bits)
        }
    }
}

impl<'de, T: Axis> Deserialize<'de> for Stated<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
            text.parse().map_err(serde::de::Error::custom)
        } else {
            Ok(Self::from_bits(u64::deserialize(deserializer)?))
        }
    }
}

/// Writes the `Axis`, `Serialize` and `Deserialize` of an enum whose values have a fixed code.
macro_rules! axis_enum {
    ($name:ident, $expected:literal, [$($value:ident = $code:literal),+ $(,)?]) => {
        impl $name {
            /// Every value, in order.
            pub const ALL: [Self; [$(Self::$value),+].len()] = [$(Self::$value),+];
        }
        impl $crate::axis::Axis for $name {
            const COUNT: usize = Self::ALL.len();
            fn index(self) -> usize {
                self as usize
            }
            fn at(index: usize) -> Option<Self> {
                Self::ALL.get(index).copied()
            }
            fn code(self) -> &'static str {
                match self {
                    $(Self::$value => $code),+
                }
            }
        }
        $crate::axis::code_word!($name, $expected);
    };
}

/// `Display`, `FromStr` and serde of a value that is written as its code.
macro_rules! code_word {
    ($name:ident, $expected:literal) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::axis::Axis::code(*self))
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::NotAWord;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                <Self as $crate::axis::Axis>::from_code(text)
                    .ok_or_else(|| $crate::NotAWord::new(text, $expected))
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::axis::Axis::code(*self))
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use {axis_enum, code_word};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Form, Pillar};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_printed_set_reads_back_as_itself(bits in any::<u64>()) {
            let set = Stated::<Form>::from_bits(bits);
            prop_assert_eq!(set.to_string().parse::<Stated<Form>>().unwrap(), set);
        }
    }

    #[test]
    fn an_unknown_code_is_refused_with_the_code() {
        let refused = "prevention+magic".parse::<Stated<Pillar>>().unwrap_err();
        assert_eq!(refused.text, "magic");
    }
}
