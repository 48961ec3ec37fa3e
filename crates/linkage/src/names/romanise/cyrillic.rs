//! The Cyrillic script: Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, and the languages of Central Asia.

use super::Part;
use crate::names::clean::Script;

/// The language whose letters a word has: most words of Russian, Ukrainian and Bulgarian names have none of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Custom {
    Russian,
    /// Ukrainian and Belarusian: г is h, и is y.
    Ukrainian,
    Serbian,
}

pub(super) fn word(word: &str, parts: &mut Vec<Part>) {
    let custom = if word.contains(['ђ', 'ј', 'љ', 'њ', 'ћ', 'џ']) {
        Custom::Serbian
    } else if word.contains(['і', 'ї', 'є', 'ґ', 'ў']) {
        Custom::Ukrainian
    } else {
        Custom::Russian
    };
    let form = romanise(word, custom);
    let mut part = Part::new(form, Script::Cyrillic);
    if custom == Custom::Russian && word.contains(['г', 'и']) {
        part.variants.push(romanise(word, Custom::Ukrainian));
    }
    if custom != Custom::Serbian && word.contains(['ж', 'х', 'ц', 'ч', 'ш', 'й']) {
        part.variants.push(romanise(word, Custom::Serbian));
    }
    if word.contains('ё') {
        part.variants.push(romanise(&word.replace('ё', "е"), custom));
    }
    parts.push(part);
}

fn romanise(word: &str, custom: Custom) -> String {
    let (ukrainian, serbian) = (custom == Custom::Ukrainian, custom == Custom::Serbian);
    let mut out = String::with_capacity(word.len());
    let mut before = ' ';
    let mut letters = word.chars().peekable();
    while let Some(c) = letters.next() {
        let vowel_before = matches!(
            before,
            ' ' | 'а'
                | 'е'
                | 'ё'
                | 'и'
                | 'о'
                | 'у'
                | 'ы'
                | 'э'
                | 'ю'
                | 'я'
                | 'і'
                | 'ї'
                | 'є'
                | 'ь'
                | 'ъ'
        );
        let vowel_next = letters.peek().is_some_and(|c| {
            matches!(c, 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я' | 'і' | 'ї' | 'є')
        });
        let sound = match c {
            'а' | 'ә' => "a",
            'б' => "b",
            'в' => "v",
            'г' if ukrainian => "h",
            'г' | 'ґ' => "g",
            'ғ' | 'ѓ' => "g",
            'д' => "d",
            'е' if !ukrainian && !serbian && vowel_before => "ye",
            'е' | 'э' => "e",
            'ё' if matches!(before, 'ж' | 'ч' | 'ш' | 'щ') => "o",
            'ё' => "yo",
            'є' if before == ' ' => "ye",
            'є' => "ie",
            'ж' if serbian => "z",
            'ж' => "zh",
            'з' => "z",
            'и' if ukrainian => "y",
            'и' | 'і' | 'ӣ' => "i",
            'ї' if before == ' ' => "yi",
            'ї' => "i",
            'й' if serbian => "j",
            'й' if ukrainian && before != ' ' => "i",
            'й' => "y",
            'ј' => "j",
            'к' | 'ќ' => "k",
            'қ' => "q",
            'л' => "l",
            'љ' => "lj",
            'м' => "m",
            'н' => "n",
            'њ' => "nj",
            'ң' => "ng",
            'о' | 'ө' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' | 'ү' | 'ұ' | 'ӯ' => "u",
            'ў' => "w",
            'ф' => "f",
            'х' if serbian => "h",
            'х' => "kh",
            'һ' | 'ҳ' => "h",
            'ц' if serbian => "c",
            'ц' => "ts",
            'ч' | 'ћ' if serbian => "c",
            'ч' => "ch",
            'ҷ' => "j",
            'џ' => "dz",
            'ђ' => "dj",
            'ш' if serbian => "s",
            'ш' => "sh",
            'щ' => "shch",
            // The Bulgarian vowel; in Russian the sign stands before a vowel and is silent.
            'ъ' if !vowel_next && letters.peek().is_some() => "a",
            'ы' => "y",
            'ю' if ukrainian && before != ' ' => "iu",
            'ю' => "yu",
            'я' if ukrainian && before != ' ' => "ia",
            'я' => "ya",
            'ь' | 'ъ' => "",
            other => {
                out.push_str(&super::ascii(other.encode_utf8(&mut [0; 4])));
                ""
            }
        };
        out.push_str(sound);
        before = c;
    }
    out
}
