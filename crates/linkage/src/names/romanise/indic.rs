//! The scripts of India and Bangladesh whose blocks in Unicode have one plan: Devanagari, Bengali, Gurmukhi, Gujarati, Oriya,
//! Tamil, Telugu, Kannada, Malayalam.

use super::Part;
use crate::names::clean::Script;

const BENGALI: u32 = 0x980;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sound {
    Consonant(&'static str),
    /// A written vowel.
    Vowel(&'static str),
    /// The vowel that every consonant has that has no other.
    Inherent,
}

pub(super) fn word(word: &str, parts: &mut Vec<Part>) {
    let mut sounds: Vec<Sound> = Vec::with_capacity(word.len() / 2);
    let mut joined = false;
    let mut north = false;
    let mut last = ' ';
    for c in word.chars() {
        let code = c as u32;
        if !(0x900..0xD80).contains(&code) {
            parts.push(Part::new(super::ascii(word), Script::Indic));
            return;
        }
        let (block, offset) = (code & !0x7F, code & 0x7F);
        north = block < 0xB80;
        let before = std::mem::replace(&mut last, c);
        let was_joined = std::mem::replace(&mut joined, false);
        if let Some(letters) = consonant(block, offset, was_joined) {
            // ज्ञ is said gy.
            if was_joined
                && letters == "n"
                && offset == 0x1E
                && sounds.last() == Some(&Sound::Consonant("j"))
            {
                sounds.pop();
                sounds.push(Sound::Consonant("gy"));
            } else {
                sounds.push(Sound::Consonant(letters));
            }
            sounds.push(Sound::Inherent);
            continue;
        }
        match offset {
            0x01 | 0x02 => sounds.push(Sound::Consonant("n")),
            0x4D => {
                if sounds.last() == Some(&Sound::Inherent) {
                    sounds.pop();
                }
                joined = true;
            }
            0x3C => under_dot(&mut sounds, block == BENGALI && before == 'য'),

            0x4E if block == BENGALI => sounds.push(Sound::Consonant("t")),
            0x05..=0x14 => sounds.push(Sound::Vowel(vowel(offset))),
            0x3E..=0x4C => {
                if sounds.last() == Some(&Sound::Inherent) {
                    sounds.pop();
                }
                sounds.push(Sound::Vowel(vowel(offset - 0x3E + 0x06)));
            }
            _ => {}
        }
    }
    if north {
        drop_silent(&mut sounds);
    }
    let mut form = String::with_capacity(sounds.len() * 2);
    for (i, sound) in sounds.iter().enumerate() {
        form.push_str(match sound {
            Sound::Consonant("n")
                if matches!(sounds.get(i + 1), Some(Sound::Consonant("b" | "bh" | "p" | "ph"))) =>
            {
                "m"
            }
            Sound::Consonant(letters) | Sound::Vowel(letters) => letters,
            Sound::Inherent => "a",
        });
    }
    let mut part = Part::new(form, Script::Indic);
    let other = part.form.replace("sh", "s").replace("chh", "ch").replace('v', "w");
    if other != part.form {
        part.variants.push(other);
    }
    parts.push(part);
}

/// The inherent vowel is silent at the end of a word and, in the middle, after an open syllable with a written vowel (Raj-kumar), but not
/// after two consonants (Krishna).
fn drop_silent(sounds: &mut Vec<Sound>) {
    let vowels = sounds.iter().filter(|sound| !matches!(sound, Sound::Consonant(_))).count();
    let n = sounds.len();
    if n >= 3
        && vowels >= 2
        && sounds[n - 1] == Sound::Inherent
        && !matches!(sounds[n - 3], Sound::Consonant(_))
    {
        sounds.pop();
    }
    let mut i = 2;
    while i + 2 < sounds.len() {
        let silent = sounds[i] == Sound::Inherent
            && matches!(sounds[i - 1], Sound::Consonant(_))
            && matches!(sounds[i - 2], Sound::Vowel(_))
            && matches!(sounds[i + 1], Sound::Consonant(_))
            && matches!(sounds[i + 2], Sound::Vowel(_));
        if silent {
            sounds.remove(i);
        }
        i += 1;
    }
}

/// The dot under a letter of Devanagari makes it a sound of Persian; under the Bengali j it makes it y.
fn under_dot(sounds: &mut [Sound], is_y: bool) {
    let Some(sound) = sounds.iter_mut().rev().find(|sound| matches!(sound, Sound::Consonant(_)))
    else {
        return;
    };
    *sound = match *sound {
        Sound::Consonant("j" | "y") if is_y => Sound::Consonant("y"),
        Sound::Consonant("k") => Sound::Consonant("q"),
        Sound::Consonant("g") => Sound::Consonant("gh"),
        Sound::Consonant("j" | "jh") => Sound::Consonant("z"),
        Sound::Consonant("ph") => Sound::Consonant("f"),
        Sound::Consonant("d") => Sound::Consonant("r"),
        Sound::Consonant("dh") => Sound::Consonant("rh"),
        other => other,
    };
}

fn vowel(offset: u32) -> &'static str {
    match offset {
        0x07 | 0x08 => "i",
        0x09 | 0x0A => "u",
        0x0B | 0x0C => "ri",
        0x0D..=0x0F => "e",
        0x10 => "ai",
        0x11..=0x13 => "o",
        0x14 => "au",
        _ => "a",
    }
}

fn consonant(block: u32, offset: u32, joined: bool) -> Option<&'static str> {
    const LETTERS: [&str; 37] = [
        "k", "kh", "g", "gh", "ng", "ch", "chh", "j", "jh", "n", "t", "th", "d", "dh", "n", "t",
        "th", "d", "dh", "n", "n", "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "zh", "v",
        "sh", "sh", "s", "h",
    ];
    const DOTTED: [&str; 8] = ["q", "kh", "gh", "z", "r", "rh", "f", "y"];
    match offset {
        // Bengali says j for y at the beginning, and w for b under another letter.
        0x2F if block == BENGALI && !joined => Some("j"),
        0x2C if block == BENGALI && joined => Some("w"),
        0x15..=0x39 => Some(LETTERS[(offset - 0x15) as usize]),
        0x58..=0x5F => Some(DOTTED[(offset - 0x58) as usize]),
        _ => None,
    }
}
