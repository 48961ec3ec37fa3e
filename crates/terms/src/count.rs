//! Counts as sources publish them: exact, a range, withheld.

use serde::{Deserialize, Serialize};

use crate::NotAWord;

/// A number of people, places, cases. What a source keeps back stays kept back: `<5` is never
/// turned into 2.5, and an empty cell is never turned into zero.
///
/// ```
/// use concert_terms::Count;
///
/// assert_eq!("1,204".parse(), Ok(Count::Exact(1204)));
/// assert_eq!("<5".parse(), Ok(Count::Between(0, 4)));
/// assert_eq!("10 - 20".parse(), Ok(Count::Between(10, 20)));
/// assert_eq!("withheld".parse(), Ok(Count::Withheld));
/// assert!("-3".parse::<Count>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Count {
    /// This many.
    Exact(u64),
    /// From the first to the second, both included.
    Between(u64, u64),
    /// This many or more.
    AtLeast(u64),
    /// The source has the number and does not publish it.
    Withheld,
}

impl Count {
    /// The smallest number that the count allows.
    pub fn low(self) -> u64 {
        match self {
            Self::Exact(n) | Self::Between(n, _) | Self::AtLeast(n) => n,
            Self::Withheld => 0,
        }
    }

    /// The largest number that the count allows, if it says.
    pub fn high(self) -> Option<u64> {
        match self {
            Self::Exact(n) | Self::Between(_, n) => Some(n),
            Self::AtLeast(_) | Self::Withheld => None,
        }
    }

    /// The number, if it is one.
    pub fn exact(self) -> Option<u64> {
        match self {
            Self::Exact(n) => Some(n),
            _ => None,
        }
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact(n) => write!(f, "{n}"),
            Self::Between(0, high) => match high.checked_add(1) {
                Some(limit) => write!(f, "<{limit}"),
                None => write!(f, "<={high}"),
            },
            Self::Between(low, high) => write!(f, "{low}-{high}"),
            Self::AtLeast(low) => write!(f, ">={low}"),
            Self::Withheld => f.write_str("withheld"),
        }
    }
}

impl std::str::FromStr for Count {
    type Err = NotAWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || NotAWord::new(text, "a count, a range such as <5 or 10-20, or 'withheld'");
        let plain = text.trim();
        if plain.eq_ignore_ascii_case("withheld") {
            return Ok(Self::Withheld);
        }
        let number = |part: &str| whole_number(part).ok_or_else(refuse);
        if let Some(rest) = plain.strip_prefix("<=").or_else(|| plain.strip_prefix('≤')) {
            return Ok(Self::Between(0, number(rest)?));
        }
        if let Some(rest) = plain.strip_prefix('<') {
            let limit = number(rest)?;
            return limit.checked_sub(1).map(|high| Self::Between(0, high)).ok_or_else(refuse);
        }
        if let Some(rest) = plain.strip_prefix(">=").or_else(|| plain.strip_prefix('≥')) {
            return Ok(Self::AtLeast(number(rest)?));
        }
        if let Some(rest) = plain.strip_prefix('>') {
            return number(rest)?.checked_add(1).map(Self::AtLeast).ok_or_else(refuse);
        }
        if let Some(rest) = plain.strip_suffix('+') {
            return Ok(Self::AtLeast(number(rest)?));
        }
        if let Some((low, high)) = plain.split_once(['-', '–']) {
            let (low, high) = (number(low)?, number(high)?);
            return if low <= high { Ok(Self::Between(low, high)) } else { Err(refuse()) };
        }
        number(plain).map(Self::Exact)
    }
}

/// A whole number with or without separators of thousands (comma, space, narrow space,
/// apostrophe), in Latin or Arabic-Indic digits; a fraction of zero (`12.0`) is dropped.
fn whole_number(text: &str) -> Option<u64> {
    let text = text.trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    let mut digits = String::new();
    for letter in text.chars() {
        match letter {
            '0'..='9' => digits.push(letter),
            '٠'..='٩' => digits.push(char::from(b'0' + (letter as u32 - '٠' as u32) as u8)),
            ',' | '\'' | ' ' | '\u{a0}' | '\u{202f}' | '٬' if !digits.is_empty() => {}
            _ => return None,
        }
    }
    digits.parse().ok()
}

impl Serialize for Count {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_printed_count_reads_back_as_itself(a in 0_u64..1 << 60, b in 0_u64..1 << 60) {
            let range = Count::Between(a.min(b), a.max(b));
            for count in [Count::Exact(a), range, Count::AtLeast(a), Count::Withheld] {
                prop_assert_eq!(count.to_string().parse(), Ok(count));
            }
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC*") {
            let _ = text.parse::<Count>();
        }
    }

    #[test]
    fn the_widest_range_prints_and_reads_back() {
        let widest = Count::Between(0, u64::MAX);
        assert_eq!(widest.to_string().parse(), Ok(widest));
    }

    #[test]
    fn thousands_and_arabic_digits_are_read() {
        assert_eq!("12\u{202f}345".parse(), Ok(Count::Exact(12345)));
        assert_eq!("١٢٣".parse(), Ok(Count::Exact(123)));
        assert_eq!("≥ 7".parse(), Ok(Count::AtLeast(7)));
        assert!("<0".parse::<Count>().is_err());
        assert!("20-10".parse::<Count>().is_err());
        assert!("4.5".parse::<Count>().is_err());
    }
}
