//! Vowels for scripts that write consonants.
//!
//! Short vowels are not written in Arabic and Hebrew. Which one it was cannot be known from the letters, but where one
//! stood nearly can: a syllable begins with one consonant and ends with at most one. One that is put there as `a` makes the form
//! comparable with Latin spellings letter by letter.

/// A written sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sound {
    Consonant(&'static str),
    Vowel(&'static str),
    /// A long a, after which the active participle has an i (Khalid, Fatima).
    LongA,
}

/// The sounds with a vowel in every syllable; `first` is the short vowel of a first syllable that is closed.
pub(super) fn with_vowels(sounds: &[Sound], first: &str) -> String {
    let mut out = String::with_capacity(sounds.len() * 2);
    let mut i = 0;
    while i < sounds.len() {
        match sounds[i] {
            Sound::Vowel(vowel) => {
                out.push_str(vowel);
                i += 1;
            }
            Sound::LongA => {
                out.push('a');
                i += 1;
            }
            Sound::Consonant(_) => {
                let end = i + sounds[i..]
                    .iter()
                    .take_while(|sound| matches!(sound, Sound::Consonant(_)))
                    .count();
                let run: Vec<&str> = sounds[i..end]
                    .iter()
                    .filter_map(|sound| {
                        if let Sound::Consonant(letters) = sound { Some(*letters) } else { None }
                    })
                    .collect();
                let before = if i == 0 { None } else { Some(sounds[i - 1]) };
                cluster(&run, before, end < sounds.len(), first, &mut out);
                i = end;
            }
        }
    }
    out
}

/// Consonants between two vowels or the edges of a word.
fn cluster(run: &[&str], before: Option<Sound>, vowel_after: bool, first: &str, out: &mut String) {
    let mut run = run;
    // The first closes the syllable before, if something is left to begin the next.
    let mut inner = "a";
    match before {
        None => {}
        Some(Sound::LongA) => {
            inner = "i";
            if run.len() > 2 || (run.len() == 2 && vowel_after) {
                // Fatima: the pattern of the participle has no closed syllable.
                if !(run.len() == 2 && vowel_after) {
                    out.push_str(run[0]);
                    run = &run[1..];
                }
            }
        }
        Some(Sound::Vowel(vowel)) => {
            if vowel.starts_with('u') && run.len() == 2 && !vowel_after {
                inner = "u";
            }
            if run.len() > 2 || (run.len() == 2 && vowel_after) {
                out.push_str(run[0]);
                run = &run[1..];
            }
        }
        Some(Sound::Consonant(_)) => {}
    }
    // What is left is divided into syllables from its end.
    let onset = usize::from(vowel_after);
    let mut rest = run.len().saturating_sub(onset);
    let mut syllables: Vec<(usize, usize)> = Vec::new();
    if !vowel_after && rest >= 2 {
        syllables.push((rest - 2, 2));
        rest -= 2;
    } else if !vowel_after && rest == 1 {
        // One consonant ends the word, or is all of it.
        out.push_str(run[0]);
        return;
    }
    while rest > 0 {
        let closes = rest >= 2 && (rest % 2 == 0 || rest == 2) && (vowel_after || rest == 2);
        let length = if closes { 2 } else { 1 };
        syllables.push((rest - length, length));
        rest -= length;
    }
    syllables.reverse();
    for (at, &(start, length)) in syllables.iter().enumerate() {
        out.push_str(run[start]);
        let opens_word = at == 0 && before.is_none();
        out.push_str(if opens_word && length == 2 && (vowel_after || syllables.len() > 1) {
            first
        } else {
            inner
        });
        if length == 2 {
            out.push_str(run[start + 1]);
        }
    }
    if vowel_after {
        out.push_str(run[run.len() - 1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(letters: &str, first: &str) -> String {
        let sounds: Vec<Sound> = letters
            .chars()
            .map(|c| match c {
                'A' => Sound::LongA,
                'a' => Sound::Vowel("a"),
                'i' => Sound::Vowel("i"),
                'u' => Sound::Vowel("u"),
                'h' => Sound::Consonant("h"),
                's' => Sound::Consonant("s"),
                'n' => Sound::Consonant("n"),
                'm' => Sound::Consonant("m"),
                'd' => Sound::Consonant("d"),
                'k' => Sound::Consonant("k"),
                'r' => Sound::Consonant("r"),
                't' => Sound::Consonant("t"),
                'f' => Sound::Consonant("f"),
                'l' => Sound::Consonant("l"),
                _ => Sound::Consonant("z"),
            })
            .collect();
        with_vowels(&sounds, first)
    }

    #[test]
    fn every_syllable_gets_its_vowel() {
        for (letters, form) in [
            ("hsn", "hasan"),
            ("krim", "karim"),
            ("ahmd", "ahmad"),
            ("kAld", "kalid"),
            ("fAtma", "fatima"),
            ("mnsur", "mansur"),
            ("zinz", "zinaz"),
            ("nur", "nur"),
            ("hAni", "hani"),
        ] {
            assert_eq!(of(letters, "a"), form, "{letters}");
        }
        assert_eq!(of("mstfA", "u"), "mustafa");
        assert_eq!(of("mhmd", "u"), "muhmad");
    }
}
