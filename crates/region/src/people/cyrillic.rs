//! Cyrillic names: romanisation by four conventions, feminine family names and patronymics.

/// Whose alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alphabet {
    Russian,
    Ukrainian,
}

/// A letter and how passports, British and American maps (BGN/PCGN 1947), French and German
/// write it.
type Letter = (char, [&'static str; 4]);

/// Passports: ICAO Doc 9303 part 3.
const RUSSIAN: [Letter; 33] = [
    ('а', ["a", "a", "a", "a"]),
    ('б', ["b", "b", "b", "b"]),
    ('в', ["v", "v", "v", "w"]),
    ('г', ["g", "g", "g", "g"]),
    ('д', ["d", "d", "d", "d"]),
    ('е', ["e", "e", "e", "e"]),
    ('ё', ["e", "yo", "io", "jo"]),
    ('ж', ["zh", "zh", "j", "sch"]),
    ('з', ["z", "z", "z", "s"]),
    ('и', ["i", "i", "i", "i"]),
    ('й', ["i", "y", "ï", "i"]),
    ('к', ["k", "k", "k", "k"]),
    ('л', ["l", "l", "l", "l"]),
    ('м', ["m", "m", "m", "m"]),
    ('н', ["n", "n", "n", "n"]),
    ('о', ["o", "o", "o", "o"]),
    ('п', ["p", "p", "p", "p"]),
    ('р', ["r", "r", "r", "r"]),
    ('с', ["s", "s", "s", "s"]),
    ('т', ["t", "t", "t", "t"]),
    ('у', ["u", "u", "ou", "u"]),
    ('ф', ["f", "f", "f", "f"]),
    ('х', ["kh", "kh", "kh", "ch"]),
    ('ц', ["ts", "ts", "ts", "z"]),
    ('ч', ["ch", "ch", "tch", "tsch"]),
    ('ш', ["sh", "sh", "ch", "sch"]),
    ('щ', ["shch", "shch", "chtch", "schtsch"]),
    ('ъ', ["ie", "", "", ""]),
    ('ы', ["y", "y", "y", "y"]),
    ('ь', ["", "", "", ""]),
    ('э', ["e", "e", "e", "e"]),
    ('ю', ["iu", "yu", "iou", "ju"]),
    ('я', ["ia", "ya", "ia", "ja"]),
];

/// Passports: resolution 55 of the Cabinet of Ministers of Ukraine, 2010. Only letters that are not
/// written as in Russian.
const UKRAINIAN: [Letter; 8] = [
    ('г', ["h", "h", "h", "h"]),
    ('ґ', ["g", "g", "g", "g"]),
    ('є', ["ie", "ye", "ie", "je"]),
    ('и', ["y", "y", "y", "y"]),
    ('і', ["i", "i", "i", "i"]),
    ('ї', ["i", "yi", "ï", "ji"]),
    ('й', ["i", "y", "ï", "j"]),
    ('\'', ["", "", "", ""]),
];

/// A name by each convention, each spelling as often as it differs.
pub(crate) fn romanised(name: &str, alphabet: Alphabet) -> Vec<String> {
    (0..4).map(|convention| by_convention(name, alphabet, convention)).collect()
}

fn by_convention(name: &str, alphabet: Alphabet, convention: usize) -> String {
    let mut written = String::with_capacity(name.len());
    let mut word_begins = true;
    for letter in name.chars() {
        let small = letter.to_lowercase().next().unwrap_or(letter);
        let small = if small == 'ʼ' { '\'' } else { small };
        let own = match alphabet {
            Alphabet::Ukrainian => UKRAINIAN.iter().find(|(it, _)| *it == small),
            Alphabet::Russian => None,
        };
        let Some((_, latin)) = own.or_else(|| RUSSIAN.iter().find(|(it, _)| *it == small)) else {
            written.push(letter);
            word_begins = !letter.is_alphanumeric();
            continue;
        };
        let mut latin = latin[convention];
        if word_begins && alphabet == Alphabet::Ukrainian {
            latin = match (small, convention) {
                ('є', 0) => "ye",
                ('ї', 0) => "yi",
                ('й', 0) => "y",
                ('ю', 0) => "yu",
                ('я', 0) => "ya",
                _ => latin,
            };
        }
        if letter == small {
            written.push_str(latin);
        } else {
            let mut letters = latin.chars();
            written.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            written.push_str(letters.as_str());
        }
        word_begins = false;
    }
    written
}

/// The family name of a woman, from that of a man.
pub(crate) fn feminine(family: &str) -> String {
    for (man, woman) in [("ский", "ская"), ("цкий", "цкая"), ("ський", "ська"), ("цький", "цька")]
    {
        if let Some(stem) = family.strip_suffix(man) {
            return format!("{stem}{woman}");
        }
    }
    if ["ов", "ев", "ёв", "ин", "ын"].iter().any(|end| family.ends_with(end)) {
        return format!("{family}а");
    }
    family.to_owned()
}

/// The patronymic from the father's given name.
pub(crate) fn patronymic(father: &str, woman: bool, alphabet: Alphabet) -> String {
    let irregular = match father {
        "Павел" | "Павло" => Some("Павл"),
        "Пётр" | "Петро" => Some("Петр"),
        "Михаил" | "Михайло" => Some("Михайл"),
        "Дмитро" => Some("Дмитр"),
        "Данило" => Some("Данил"),
        _ => None,
    };
    let (stem, ending) = match alphabet {
        Alphabet::Russian => {
            if let Some(stem) = irregular {
                (stem, if woman { "овна" } else { "ович" })
            } else if let Some(stem) = father.strip_suffix("ий") {
                // Дмитрий keeps its vowel, Юрий does not.
                match stem {
                    "Дмитр" => (stem, if woman { "иевна" } else { "иевич" }),
                    _ => (stem, if woman { "ьевна" } else { "ьевич" }),
                }
            } else if let Some(stem) = father.strip_suffix(['й', 'ь']) {
                (stem, if woman { "евна" } else { "евич" })
            } else if let Some(stem) = father.strip_suffix("я") {
                (stem, if woman { "ьинична" } else { "ьич" })
            } else if let Some(stem) = father.strip_suffix("а") {
                (stem, if woman { "ична" } else { "ич" })
            } else {
                (father, if woman { "овна" } else { "ович" })
            }
        }
        Alphabet::Ukrainian => {
            if let Some(stem) = irregular {
                (stem, if woman { "івна" } else { "ович" })
            } else if father == "Микола" {
                ("Микола", if woman { "ївна" } else { "йович" })
            } else if father == "Ілля" {
                ("Ілл", if woman { "івна" } else { "іч" })
            } else if let Some(stem) = father.strip_suffix('й') {
                (stem, if woman { "ївна" } else { "йович" })
            } else if let Some(stem) = father.strip_suffix(['о', 'а', 'ь']) {
                (stem, if woman { "івна" } else { "ович" })
            } else {
                (father, if woman { "івна" } else { "ович" })
            }
        }
    };
    // Илья: the soft sign of the stem and that of the ending are one.
    format!("{stem}{ending}").replace("ьь", "ь")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conventions_differ_as_they_do() {
        let of = |name, alphabet| romanised(name, alphabet).join(" ");
        assert_eq!(of("Юлия", Alphabet::Russian), "Iuliia Yuliya Iouliia Julija");
        assert_eq!(of("Щукин", Alphabet::Russian), "Shchukin Shchukin Chtchoukin Schtschukin");
        assert_eq!(of("Юлія", Alphabet::Ukrainian), "Yuliia Yuliya Iouliia Julija");
        assert_eq!(of("Сергій", Alphabet::Ukrainian), "Serhii Serhiy Serhiï Serhij");
        assert_eq!(
            of("Ростов-на-Дону", Alphabet::Russian).split(' ').next(),
            Some("Rostov-na-Donu")
        );
    }

    #[test]
    fn women_bear_feminine_names() {
        assert_eq!(feminine("Иванов"), "Иванова");
        assert_eq!(feminine("Дубровский"), "Дубровская");
        assert_eq!(feminine("Левицький"), "Левицька");
        assert_eq!(feminine("Шевченко"), "Шевченко");
    }

    #[test]
    fn patronymics_follow_the_fathers_name() {
        for (father, man, woman) in [
            ("Иван", "Иванович", "Ивановна"),
            ("Сергей", "Сергеевич", "Сергеевна"),
            ("Юрий", "Юрьевич", "Юрьевна"),
            ("Дмитрий", "Дмитриевич", "Дмитриевна"),
            ("Игорь", "Игоревич", "Игоревна"),
            ("Илья", "Ильич", "Ильинична"),
            ("Никита", "Никитич", "Никитична"),
            ("Пётр", "Петрович", "Петровна"),
        ] {
            assert_eq!(patronymic(father, false, Alphabet::Russian), man);
            assert_eq!(patronymic(father, true, Alphabet::Russian), woman);
        }
        for (father, man, woman) in [
            ("Іван", "Іванович", "Іванівна"),
            ("Андрій", "Андрійович", "Андріївна"),
            ("Микола", "Миколайович", "Миколаївна"),
            ("Павло", "Павлович", "Павлівна"),
            ("Ілля", "Ілліч", "Іллівна"),
        ] {
            assert_eq!(patronymic(father, false, Alphabet::Ukrainian), man);
            assert_eq!(patronymic(father, true, Alphabet::Ukrainian), woman);
        }
    }
}
