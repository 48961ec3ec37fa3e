//! Typing errors: a letter of the neighbouring key, dropped, doubled, or changed with the next.

use crate::chance::Chance;

/// Rows of the keyboard on which most of the lists are typed.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// The text with one typing error. A text of fewer than three letters is left as it is, so is one
/// in which the error shows no difference.
pub(crate) fn mistyped(text: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let places: Vec<usize> = (0..letters.len()).filter(|at| letters[*at].is_alphabetic()).collect();
    if places.len() < 3 {
        return text.to_owned();
    }
    // The first letter is seldom wrong.
    let at = places[if chance.happens(0.9) { 1 + chance.below(places.len() - 1) } else { 0 }];
    match chance.below(10) {
        0..4 => match neighbour(letters[at], chance) {
            Some(other) => letters[at] = other,
            None => {
                letters.remove(at);
            }
        },
        4..7 => {
            letters.remove(at);
        }
        7 => letters.insert(at, letters[at]),
        _ => {
            let other = if at + 1 < letters.len() { at + 1 } else { at - 1 };
            if letters[other].is_alphabetic() && letters[other] != letters[at] {
                letters.swap(at, other);
            } else {
                letters.remove(at);
            }
        }
    }
    letters.into_iter().collect()
}

/// A letter whose key lies beside, in the same case; none for letters that this keyboard has not.
fn neighbour(letter: char, chance: &mut Chance) -> Option<char> {
    let small = letter.to_ascii_lowercase();
    let row = ROWS.iter().position(|row| row.contains(small))?;
    let at = ROWS[row].find(small)?;
    let mut beside: Vec<&u8> = Vec::with_capacity(4);
    let key = |row: usize, at: usize| ROWS.get(row).and_then(|keys| keys.as_bytes().get(at));
    beside.extend(key(row, at + 1));
    beside.extend(at.checked_sub(1).and_then(|at| key(row, at)));
    beside.extend(row.checked_sub(1).and_then(|row| key(row, at)));
    beside.extend(key(row + 1, at));
    let other = char::from(**chance.pick(&beside));
    Some(if letter.is_ascii_uppercase() { other.to_ascii_uppercase() } else { other })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Purpose;

    #[test]
    fn one_error_is_made_and_the_case_is_kept() {
        let mut chance = Chance::of(4, Purpose::Slips, 0);
        for _ in 0..3000 {
            let wrong = mistyped("Fatima", &mut chance);
            assert_ne!(wrong, "Fatima");
            assert!((5..=7).contains(&wrong.chars().count()), "{wrong}");
        }
        assert_eq!(mistyped("Li", &mut chance), "Li");
        for _ in 0..300 {
            assert_ne!(mistyped("Наталья", &mut chance), "Наталья");
            assert_ne!(mistyped("فاطمة", &mut chance), "فاطمة");
        }
    }

    #[test]
    fn neighbours_are_keys_beside() {
        let mut chance = Chance::of(4, Purpose::Slips, 1);
        for _ in 0..200 {
            assert!("sqz".contains(neighbour('a', &mut chance).unwrap()));
            assert!(neighbour('P', &mut chance).unwrap().is_ascii_uppercase());
        }
        assert_eq!(neighbour('ж', &mut chance), None);
    }
}
