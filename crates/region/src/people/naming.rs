//! How a full name is put together in each tradition.

use concert_terms::Sex;

use super::Tradition;
use super::cyrillic::{self, Alphabet};
use super::word::Word;
use crate::chance::Chance;

/// What a name is among the names of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The name that the person is called by.
    Given,
    /// Another given name.
    SecondGiven,
    /// A patronymic, the father's name, or what stands between given and family name.
    Middle,
    /// A title that is written as part of the name.
    Title,
    /// The family name or what stands in its place.
    Family,
    /// The other family name, of the mother or the father.
    SecondFamily,
}

/// One name of a person.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NamePart {
    pub(crate) role: Role,
    pub(crate) word: Word,
    /// Its spelling in the person's documents.
    pub(crate) document: String,
}

/// The share of documents that spell a name in another than the first way.
const UNUSUAL_SPELLINGS: f64 = 0.3;

/// Names for somebody, in their usual order.
pub(crate) fn names(tradition: Tradition, sex: Sex, chance: &mut Chance) -> Vec<NamePart> {
    let woman = sex == Sex::Female;
    let mut names =
        Draw { tradition, woman, chance, names: Vec::with_capacity(4), convention: None };
    match tradition {
        Tradition::Albanian | Tradition::Thai => {
            names.given(Role::Given);
            names.family(Role::Family);
        }
        Tradition::Romanian => {
            names.given(Role::Given);
            names.sometimes(0.25, |names| names.given(Role::SecondGiven));
            names.family(Role::Family);
        }
        Tradition::Russian => names.slavic(Alphabet::Russian),
        Tradition::Ukrainian => names.slavic(Alphabet::Ukrainian),
        Tradition::Arabic => {
            names.given(Role::Given);
            names.sometimes(0.6, |names| names.man(Role::Middle));
            names.family(Role::Family);
        }
        Tradition::Yoruba => names.nigerian("yoruba"),
        Tradition::Igbo => names.nigerian("igbo"),
        Tradition::Edo => names.nigerian("edo"),
        Tradition::Ethiopian => {
            names.devout(Role::Given);
            names.woman = false;
            names.devout(Role::Family);
            names.sometimes(0.3, |names| names.devout(Role::SecondFamily));
        }
        Tradition::Bengali => names.bengali(),
        Tradition::Hindi | Tradition::Nepali => {
            names.rare_given(0.2);
            names.sometimes(0.4, |names| names.gendered(Role::Middle, "middle"));
            names.sometimes(0.9, |names| names.family(Role::Family));
        }
        Tradition::Vietnamese => {
            names.family(Role::Family);
            names.gendered(Role::Middle, "middle");
            names.sometimes(0.3, |names| names.given(Role::SecondGiven));
            names.given(Role::Given);
        }
        Tradition::Burmese => {
            names.sometimes(0.35, |names| names.gendered(Role::Title, "middle"));
            names.given(Role::Given);
            names.sometimes(0.75, |names| names.given(Role::SecondGiven));
            names.given(Role::Family);
        }
        Tradition::Chinese => names.chinese(),
        Tradition::Filipino => {
            names.given(Role::Given);
            names.sometimes(0.35, |names| names.given(Role::SecondGiven));
            names.sometimes(0.7, |names| names.family(Role::Middle));
            names.family(Role::Family);
        }
        Tradition::Spanish => {
            names.given(Role::Given);
            names.sometimes(0.5, |names| names.given(Role::SecondGiven));
            names.family(Role::Family);
            names.sometimes(0.9, |names| names.family(Role::SecondFamily));
        }
        Tradition::Portuguese => {
            names.given(Role::Given);
            names.sometimes(0.35, |names| names.given(Role::SecondGiven));
            names.sometimes(0.7, |names| names.family(Role::SecondFamily));
            names.family(Role::Family);
        }
    }
    names.names
}

/// Lets somebody be called after a child, as mothers and fathers are in Arabic: Umm or Abu and the
/// name of a son.
pub(crate) fn add_kunya(names: &mut [NamePart], sex: Sex, chance: &mut Chance) {
    let son = Tradition::Arabic.book().draw("male", chance);
    let (own, latin) = if sex == Sex::Female { ("أم", "Umm") } else { ("أبو", "Abu") };
    let kunya = (format!("{own} {}", son.own), format!("{latin} {}", son.spelled(0)));
    if let Some(part) = names.iter_mut().find(|part| part.role == Role::Given) {
        part.word.short.push(kunya);
    }
}

/// Texts of names in one text: Han characters stand together, all others apart.
pub(crate) fn joined(
    tradition: Tradition,
    names: &[NamePart],
    text: impl Fn(&NamePart) -> String,
) -> String {
    let texts: Vec<String> = names.iter().map(text).collect();
    texts.join(if tradition == Tradition::Chinese { "" } else { " " })
}

struct Draw<'a> {
    tradition: Tradition,
    woman: bool,
    chance: &'a mut Chance,
    names: Vec<NamePart>,
    /// How the documents of the person romanise, where they do so by one rule.
    convention: Option<usize>,
}

impl Draw<'_> {
    fn add(&mut self, role: Role, word: Word) {
        let at = if let Some(convention) = self.convention {
            convention
        } else if self.chance.happens(UNUSUAL_SPELLINGS) {
            self.chance.below(word.latin.len())
        } else {
            0
        };
        let document = word.spelled(at).to_owned();
        self.names.push(NamePart { role, word, document });
    }

    fn sometimes(&mut self, share: f64, add: impl FnOnce(&mut Self)) {
        if self.chance.happens(share) {
            add(self);
        }
    }

    fn drawn(&mut self, section: &str) -> Word {
        self.tradition.book().draw(section, self.chance)
    }

    fn composed(&mut self, starts: &str, ends: &str) -> Word {
        self.tradition.book().compose(starts, ends, self.chance)
    }

    fn sex(&self) -> &'static str {
        if self.woman { "female" } else { "male" }
    }

    fn given(&mut self, role: Role) {
        let word = self.drawn(self.sex());
        self.add(role, word);
    }

    fn man(&mut self, role: Role) {
        let word = self.drawn("male");
        self.add(role, word);
    }

    fn gendered(&mut self, role: Role, what: &str) {
        let word = self.drawn(&format!("{what}-{}", self.sex()));
        self.add(role, word);
    }

    /// A given name, composed with this share.
    fn rare_given(&mut self, share: f64) {
        let known = self.tradition.book().knows("given-start");
        let word = if known && self.chance.happens(share) {
            self.composed("given-start", "given-end")
        } else {
            self.drawn(self.sex())
        };
        self.add(Role::Given, word);
    }

    fn family(&mut self, role: Role) {
        let share = if self.tradition == Tradition::Thai { 0.9 } else { 0.4 };
        let known = self.tradition.book().knows("family-start");
        let word = if known && self.chance.happens(share) {
            self.composed("family-start", "family-end")
        } else {
            self.drawn("family")
        };
        self.add(role, word);
    }

    fn slavic(&mut self, alphabet: Alphabet) {
        let unusual = self.chance.happens(UNUSUAL_SPELLINGS);
        self.convention = Some(if unusual { self.chance.below(4) } else { 0 });
        self.given(Role::Given);
        let father = self.drawn("male");
        if self.chance.happens(0.85) {
            let own = cyrillic::patronymic(&father.own, self.woman, alphabet);
            let latin = cyrillic::romanised(&own, alphabet);
            self.add(Role::Middle, Word { own, latin, short: Vec::new() });
        }
        let of_men = if self.chance.happens(0.45) {
            self.composed("family-start", "family-end").own
        } else {
            self.drawn("family").own
        };
        let own = if self.woman { cyrillic::feminine(&of_men) } else { of_men };
        let latin = cyrillic::romanised(&own, alphabet);
        self.add(Role::Family, Word { own, latin, short: Vec::new() });
    }

    fn nigerian(&mut self, people: &str) {
        let section = format!("{people}-{}", self.sex());
        if self.chance.happens(0.65) {
            self.given(Role::Given);
            if self.chance.happens(0.7) {
                let word = self.drawn(&section);
                self.add(Role::SecondGiven, word);
            }
        } else {
            let word = self.drawn(&section);
            self.add(Role::Given, word);
        }
        let word = if self.chance.happens(0.5) {
            self.composed(&format!("{people}-start"), &format!("{people}-end"))
        } else {
            self.drawn(&format!("{people}-family"))
        };
        self.add(Role::Family, word);
    }

    /// A given name of the Horn of Africa, of which many are composed.
    fn devout(&mut self, role: Role) {
        let word = if self.chance.happens(if self.woman { 0.08 } else { 0.3 }) {
            self.composed("given-start", "given-end")
        } else {
            self.drawn(self.sex())
        };
        self.add(role, word);
    }

    fn bengali(&mut self) {
        if !self.woman {
            self.sometimes(0.45, |names| names.gendered(Role::Title, "middle"));
        }
        self.rare_given(0.25);
        if self.woman {
            if self.chance.happens(0.8) {
                self.gendered(Role::Family, "family");
            } else {
                self.family(Role::Family);
            }
        } else {
            self.sometimes(0.25, |names| names.given(Role::SecondGiven));
            self.family(Role::Family);
        }
    }

    fn chinese(&mut self) {
        self.family(Role::Family);
        let section = if self.woman { "female-piece" } else { "male-piece" };
        let first = self.drawn(section);
        if self.chance.happens(0.2) {
            self.add(Role::Given, first);
            return;
        }
        let second = self.drawn(section);
        // Joined as in pinyin passports, apart, or with a hyphen.
        let (a, b) = (first.spelled(0).to_owned(), second.spelled(0).to_owned());
        let small = b.to_lowercase();
        let word = Word {
            own: format!("{}{}", first.own, second.own),
            latin: vec![format!("{a}{small}"), format!("{a} {b}"), format!("{a}-{small}")],
            short: vec![(format!("阿{}", second.own), format!("A {b}"))],
        };
        self.add(Role::Given, word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Purpose;

    #[test]
    fn everybody_has_exactly_one_name_that_they_are_called_by() {
        for tradition in Tradition::ALL {
            for turn in 0..500 {
                let mut chance = Chance::of(3, Purpose::People, turn);
                let sex = if turn % 2 == 0 { Sex::Female } else { Sex::Male };
                let names = names(tradition, sex, &mut chance);
                let given = names.iter().filter(|part| part.role == Role::Given).count();
                assert_eq!(given, 1);
                assert!(names.iter().all(|part| !part.document.is_empty()), "{tradition:?}");
            }
        }
    }

    #[test]
    fn family_names_come_first_where_they_do() {
        let mut chance = Chance::of(3, Purpose::People, 0);
        for tradition in [Tradition::Vietnamese, Tradition::Chinese] {
            let names = names(tradition, Sex::Male, &mut chance);
            assert_eq!(names[0].role, Role::Family);
        }
    }
}
