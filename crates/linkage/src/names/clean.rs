//! From a text as written to its words: one form for every character, and no mark that only helps pronunciation or layout.
//!
//! Characters are brought into the composed compatibility form of Unicode (NFKC), so that presentation forms, full-width letters
//! and decomposed letters are the letters they stand for, and a letter with its mark (й, ї, ガ, 한) is one character.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

/// The scripts that have rules of their own. All others are read by the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Ethiopic,
    Indic,
    Thai,
    Burmese,
    Han,
    Hangul,
    Other,
}

impl Script {
    fn of(c: char) -> Self {
        match c as u32 {
            0..=0x24F | 0x1E00..=0x1EFF | 0x250..=0x2FF => Self::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Self::Greek,
            0x400..=0x52F => Self::Cyrillic,
            0x590..=0x5FF => Self::Hebrew,
            0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF => Self::Arabic,
            0x900..=0xD7F => Self::Indic,
            0xE00..=0xE7F => Self::Thai,
            0x1000..=0x109F => Self::Burmese,
            0x1200..=0x139F | 0x2D80..=0x2DDF => Self::Ethiopic,
            0x3005
            | 0x3007
            | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF
            | 0x2_0000..=0x3_FFFF => Self::Han,
            0xAC00..=0xD7AF => Self::Hangul,
            _ => Self::Other,
        }
    }
}

/// Signs that are written inside a word without dividing it: apostrophes and the signs for hamza and ayn.
fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`'
            | '´'
            | '‘'
            | '’'
            | '‛'
            | 'ʻ'
            | 'ʼ'
            | 'ʽ'
            | 'ʾ'
            | 'ʿ'
            | 'ˈ'
            | 'ˊ'
            | 'ˋ'
            | '′'
            | '＇'
            | '״'
            | '׳'
    )
}

/// Marks that say how a letter sounds or how a line is laid out, and that most writers leave out.
fn is_dropped(c: char) -> bool {
    matches!(
        c as u32,
        // Soft hyphen, joiners, direction marks, variation selectors, byte order mark.
        0xAD | 0x34F | 0x61C | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF
        // Combining marks that have no composed form.
        | 0x300..=0x36F | 0x483..=0x489
        // Niqqud and cantillation but for maqaf, paseq and sof pasuq, which divide words.
        | 0x591..=0x5BD | 0x5BF | 0x5C1..=0x5C2 | 0x5C4..=0x5C5 | 0x5C7
        // Harakat, Koranic signs, tatweel.
        | 0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6DF..=0x6E4 | 0x6E7..=0x6E8 | 0x6EA..=0x6ED
    )
}

/// Signs of scripts that the standard library does not count as letters but that belong to words: vowel signs of India, Thailand and Burma.
fn is_sign_of_word(c: char) -> bool {
    matches!(c as u32, 0x900..=0xD7F | 0xE31..=0xE4E | 0x1000..=0x109F)
        && !matches!(c, '।' | '॥' | '၊' | '။')
}

/// Calls `f` with every word of the text, in lower case, and the script of its letters. A particle before an apostrophe
/// keeps it: `o'`, `d'`.
pub(super) fn words(text: &str, mut f: impl FnMut(&str, Script)) {
    let normal = if text.is_ascii() {
        Cow::Borrowed(text)
    } else if text.contains('´') {
        // The compatibility form of a free acute accent has a space in it, which would divide the word.
        Cow::Owned(
            ComposingNormalizerBorrowed::new_nfkc().normalize(&text.replace('´', "'")).into_owned(),
        )
    } else {
        ComposingNormalizerBorrowed::new_nfkc().normalize(text)
    };
    let mut word = String::with_capacity(16);
    let mut script = None;
    for c in normal.chars() {
        if is_dropped(c) {
            continue;
        }
        if is_apostrophe(c) {
            // O'Brien, D'Angelo, L'Hermite: the letter is a particle. Sa'id, N'Diaye: the sign is a sound.
            if word.len() == 1 && matches!(word.as_bytes()[0] | 0x20, b'o' | b'd' | b'l') {
                word.push('\'');
                f(&word, Script::Latin);
                word.clear();
                script = None;
            }
            continue;
        }
        if !(c.is_alphanumeric() || is_sign_of_word(c)) {
            if let Some(script) = script.take() {
                f(&word, script);
            }
            word.clear();
            continue;
        }
        let of_this = if c.is_numeric() { Script::Latin } else { Script::of(c) };
        match script {
            Some(before) if before != of_this => {
                f(&word, before);
                word.clear();
                script = Some(of_this);
            }
            None => script = Some(of_this),
            Some(_) => {}
        }
        word.extend(c.to_lowercase());
    }
    if let Some(script) = script {
        f(&word, script);
    }
}
