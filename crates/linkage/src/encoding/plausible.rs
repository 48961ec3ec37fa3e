//! Whether what stands where encodings should stand can be encodings: names in clear, padded or not, are not.
//!
//! After diffusion a bit is set with probability h = (1 - (1 - 2d)^t) / 2, d being the density before. The number of set bits of a row lies within six
//! standard deviations of that, for the least and the largest density that the settings allow (among 10 million rows fewer than one is
//! outside by chance). A byte of such a row is a printable ASCII character with a probability near 95/256; text is that throughout. Rows that repeat
//! are people who were encoded twice, or no encodings; the caller says whether they may.

use rustc_hash::FxHashMap;

use super::refusal::EncodingRefusal;
use super::settings::EncodingSettings;
use crate::filters::Filters;

/// Refuses rows that cannot be encodings under the settings. `may_repeat` where a list may hold a person twice in the
/// same words; even then a file in which more than half of the rows repeat another is refused.
pub fn check_plausible(
    filters: &Filters,
    settings: &EncodingSettings,
    may_repeat: bool,
) -> Result<(), EncodingRefusal> {
    settings.check()?;
    if filters.is_empty() {
        return Err(EncodingRefusal::Empty);
    }
    let expected = settings.bits();
    if filters.bits() != expected {
        return Err(EncodingRefusal::Length { row: 1, found: filters.bits(), expected });
    }
    let (low, high) = band(settings);
    let mut seen: FxHashMap<&[u64], usize> = FxHashMap::default();
    let mut repeated = Vec::new();
    for number in 0..filters.len() {
        let row = number + 1;
        if looks_like_text(filters.row(number)) {
            return Err(EncodingRefusal::Text { row });
        }
        let ones = filters.ones(number);
        if !(low..=high).contains(&ones) {
            return Err(EncodingRefusal::Ones { row, ones, low, high });
        }
        let first = *seen.entry(filters.row(number)).or_insert(row);
        if first != row {
            repeated.push((row, first));
        }
    }
    match repeated.first() {
        Some(&(row, first)) if !may_repeat || repeated.len() * 2 > filters.len() => {
            Err(EncodingRefusal::Repeated { row, first })
        }
        _ => Ok(()),
    }
}

/// Refuses rows that are text anybody can read, as far as that can be seen without settings. An empty row says nothing of a person and is let through.
pub fn check_no_text(filters: &Filters) -> Result<(), EncodingRefusal> {
    let text =
        (0..filters.len()).find(|&row| filters.ones(row) > 0 && looks_like_text(filters.row(row)));
    text.map_or(Ok(()), |row| Err(EncodingRefusal::Text { row: row + 1 }))
}

/// The least and the largest number of set bits that a row may have.
fn band(settings: &EncodingSettings) -> (u32, u32) {
    let bits = settings.bits() as f64;
    let share = |density: f64| {
        let times = i32::from(settings.diffusion);
        if times == 1 { density } else { (1.0 - (1.0 - 2.0 * density).powi(times)) / 2.0 }
    };
    let deviation = |share: f64| 6.0 * (bits * share * (1.0 - share)).sqrt();
    let wanted = f64::from(settings.density) / 100.0;
    // A record of which little is known may stay below the wanted density, whatever is done.
    let (least, most) = (share(wanted * 0.05), share((wanted * 1.3).min(0.5)));
    let low = (bits * least - deviation(least)).max(1.0);
    let high = bits * most + deviation(most);
    (low as u32, (high as u32).min(settings.bits() as u32))
}

/// Four fifths of the bytes that are not zero are printable ASCII, letters, marks or spaces; or a run of
/// sixteen of them stands at the beginning.
fn looks_like_text(row: &[u64]) -> bool {
    let bytes: Vec<u8> = row.iter().flat_map(|word| word.to_le_bytes()).collect();
    let printable = |byte: &u8| (b' '..=b'~').contains(byte);
    // Read most significant bit first, as files may hold them.
    let reversed: Vec<u8> = bytes.iter().map(|byte| byte.reverse_bits()).collect();
    [bytes, reversed].iter().any(|bytes| {
        let filled = bytes.iter().filter(|&&byte| byte != 0).count();
        let text = bytes.iter().filter(|byte| printable(byte)).count();
        text * 5 >= filled * 4 || bytes.iter().take(16).all(printable)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BITS: usize = super::super::KIBIBITS as usize * 1_024;

    fn row_of(text: &str) -> Vec<u64> {
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(BITS / 8, 0);
        bytes.as_chunks::<8>().0.iter().map(|word| u64::from_le_bytes(*word)).collect()
    }

    #[test]
    fn names_in_clear_are_refused_and_not_printed() {
        let settings = EncodingSettings::standard();
        for text in ["Amina Haddad 1990-02-03", "a", "", &"Iryna Bondar; ".repeat(40)[..512]] {
            let mut filters = Filters::new(BITS);
            filters.push(&row_of(text));
            let refusal = check_plausible(&filters, &settings, true).unwrap_err();
            assert!(matches!(
                refusal,
                EncodingRefusal::Text { row: 1 } | EncodingRefusal::Ones { row: 1, .. }
            ));
            assert!(!refusal.to_string().contains("Amina"));
        }
    }

    #[test]
    fn other_lengths_are_refused() {
        let mut filters = Filters::new(1_024);
        filters.push(&[0x5555_5555_5555_5555; 16]);
        assert_eq!(
            check_plausible(&filters, &EncodingSettings::standard(), true),
            Err(EncodingRefusal::Length { row: 1, found: 1_024, expected: BITS })
        );
    }
}
