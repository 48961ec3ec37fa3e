//! How like two written words are, letter by letter.

/// Whether one step of typing leads from one word to the other: a letter left out, put in, replaced,
/// or two neighbours exchanged (Damerau 1964). Equal words are not one step apart.
pub(crate) fn one_step(a: &[char], b: &[char]) -> bool {
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if b.len() - a.len() > 1 {
        return false;
    }
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    match (a.len(), b.len()) {
        (0 | 1, 1) => true,
        (2, 2) => a[0] == b[1] && a[1] == b[0],
        _ => false,
    }
}

/// The similarity of Jaro and Winkler, 0 to 1: letters in common within half the longer word,
/// less half of those out of order, and a bonus of 0.1 for each of up to four equal first letters
/// (Winkler 1990, "String comparator metrics and enhanced decision rules in the Fellegi-Sunter model
/// of record linkage"). Only the first 64 letters count.
pub(crate) fn jaro_winkler(a: &[char], b: &[char]) -> f64 {
    let (a, b) = (&a[..a.len().min(64)], &b[..b.len().min(64)]);
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut of_a, mut of_b) = (0_u64, 0_u64);
    for (i, letter) in a.iter().enumerate() {
        let until = (i + reach + 1).min(b.len());
        for (j, other) in b.iter().enumerate().take(until).skip(i.saturating_sub(reach)) {
            if letter == other && of_b >> j & 1 == 0 {
                of_a |= 1 << i;
                of_b |= 1 << j;
                break;
            }
        }
    }
    let common = f64::from(of_a.count_ones());
    if common == 0.0 {
        return 0.0;
    }
    let mut moved = 0_u32;
    let mut rest = of_b;
    for (i, letter) in a.iter().enumerate() {
        if of_a >> i & 1 == 1 {
            moved += u32::from(*letter != b[rest.trailing_zeros() as usize]);
            rest &= rest - 1;
        }
    }
    let jaro = (common / a.len() as f64
        + common / b.len() as f64
        + (common - f64::from(moved / 2)) / common)
        / 3.0;
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count() as f64;
    jaro + 0.1 * prefix * (1.0 - jaro)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn the_similarities_of_winklers_own_examples_come_out() {
        for (a, b, expected) in
            [("martha", "marhta", 0.9611), ("dwayne", "duane", 0.84), ("dixon", "dicksonx", 0.8133)]
        {
            let found = jaro_winkler(&letters(a), &letters(b));
            assert!((found - expected).abs() < 5e-4, "{a} {b}: {found}");
        }
    }

    #[test]
    fn one_step_is_one_letter_or_one_exchange() {
        for (a, b, expected) in [
            ("anna", "ana", true),
            ("anna", "hanna", true),
            ("anna", "enna", true),
            ("ivan", "iavn", true),
            ("ivan", "nvai", false),
            ("anna", "anna", false),
            ("anna", "olga", false),
        ] {
            assert_eq!(one_step(&letters(a), &letters(b)), expected, "{a} {b}");
            assert_eq!(one_step(&letters(b), &letters(a)), expected, "{b} {a}");
        }
    }
}
