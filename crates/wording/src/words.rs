//! The words of a text, in the form in which they are compared.

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizerBorrowed;
use unicode_segmentation::UnicodeSegmentation;

/// The words of a text in their order: compatibility forms made one (NFKC), case folded, without
/// soft hyphens, characters of no width, the stretching stroke of Arabic and its vowel signs, digits
/// of Arabic in the form of ASCII. An elided article stands as a word of its own. In scripts without
/// spaces between words, each character is a word.
///
/// ```
/// use concert_wording::words;
/// assert_eq!(words("L\u{2019}ÉTAT lutte, en ２０２０"), ["l", "état", "lutte", "en", "2020"]);
/// assert_eq!(words("مُكافحة الاتـــجار ٢٠٢٠"), ["مكافحة", "الاتجار", "2020"]);
/// assert_eq!(words("打击贩运"), ["打", "击", "贩", "运"]);
/// ```
pub fn words(text: &str) -> Vec<String> {
    // A mark that stands alone is taken with the space before it.
    folded(text).unicode_words().map(|word| word.trim().to_owned()).collect()
}

/// A text in the form in which its words are compared.
fn folded(text: &str) -> String {
    let nfkc = ComposingNormalizerBorrowed::new_nfkc();
    let folded = CaseMapper::new().fold_string(&nfkc.normalize(text)).into_owned();
    // Folding can undo the normal form (U+0345 is such a case), so it is brought about again.
    let normal = nfkc.normalize(&folded);
    normal.chars().filter(|c| !says_nothing(*c)).map(plain).collect()
}

/// Whether a character changes how a word looks and not which word it is.
fn says_nothing(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
        | '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}')
}

/// Digits of Arabic in the form of ASCII, and a space where an article was elided.
fn plain(c: char) -> char {
    let zero = match c {
        '\'' | '\u{2019}' => return ' ',
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6F0}'..='\u{6F9}' => 0x6F0,
        _ => return c,
    };
    char::from(b'0' + (u32::from(c) - zero) as u8)
}

/// Whether a word is a year, of which texts that say the same have different ones.
pub(crate) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_year_is_a_number_of_our_time_and_an_article_is_not() {
        assert!(["1900", "2015", "2099"].iter().all(|word| is_year(word)));
        assert!(
            !["5", "182", "2100", "1899", "+200", "20a5", "two"].iter().any(|word| is_year(word))
        );
    }

    #[test]
    fn capitals_ligatures_and_marks_make_no_other_word() {
        assert_eq!(words("STRASSE ﬁnance"), words("Straße FINANCE"));
        assert_eq!(words("traf\u{AD}ficking"), words("TRAFFICKING"));
        assert_eq!(words("e\u{301}tat"), words("ÉTAT"));
        assert_ne!(words("न"), words("नि"), "vowel signs of other scripts make other words");
    }

    proptest! {
        #[test]
        fn words_of_words_are_the_same_words(text in any::<String>()) {
            let once = words(&text);
            prop_assert_eq!(words(&once.join(" ")), once);
        }
    }
}
