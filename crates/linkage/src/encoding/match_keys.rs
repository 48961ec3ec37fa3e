//! Match keys: what is said of a person in several ways at once.
//!
//! A match key joins parts of what a record says, a name and the whole day of birth, two names and the year, until hardly two
//! people share it (Office for National Statistics 2013, "Beyond 2011: Matching anonymous data", which compares such keys one after the
//! other). Two records of one person share many of them, whatever one slip does, and those of two people none. That is what
//! an encoding wants: who knows some people and their encodings learns nothing of anybody who shares no match key with
//! them, whereas bigrams of a name and digits of a date, of which everybody shares some with everybody, teach all of them.
//!
//! Whether hardly two people share it depends on what is joined, so that a key is made only where its names, years and places are rare enough
//! ([`super::rarity`]): all keys of all records together are shared by two random people some ten times in a million pairs. Names enter by their
//! consonants ([`crate::names::skeleton`]), which most slips and most ways of writing in another script leave alone, and by their sounds
//! ([`crate::names::key`]), which tell more people apart: short names have few consonants. What says less than that
//! (sex, citizenship, a town, one name) is no match key; sex and age travel beside the encoding as strata.

use std::collections::BTreeSet;

use concert_terms::CaseField;

/// A part of what a record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The consonants of one part of a name.
    Name,
    /// One part of a name by its sounds, vowels among them.
    Sound,
    /// The whole day of birth, whichever of day and month is written first; not one of the days that stand for an unknown one.
    Day,
    /// Day and month of birth, likewise.
    DayMonth,
    /// The year of birth; of an age, the three years that it may be.
    Year,
    /// The year of birth with the month, and with the day of the month, whichever is written first: what is left of a day when one of them is wrong.
    MostOfDay,
    /// The consonants of a place of birth, of a town or district, of a street.
    BirthPlace,
    Place,
    Postal,
    Street,
    House,
    Phone,
    Email,
    Identity,
}

/// How many parts there are.
pub(crate) const PARTS: usize = Part::ALL.len();

impl Part {
    /// All of them, in their order.
    pub(crate) const ALL: [Self; 14] = [
        Self::Name,
        Self::Sound,
        Self::Day,
        Self::DayMonth,
        Self::Year,
        Self::MostOfDay,
        Self::BirthPlace,
        Self::Place,
        Self::Postal,
        Self::Street,
        Self::House,
        Self::Phone,
        Self::Email,
        Self::Identity,
    ];

    /// Parts of an address, of which one says much of the others.
    const fn is_of_address(self) -> bool {
        matches!(self, Self::Place | Self::Postal | Self::Street | Self::House)
    }

    pub(crate) fn is_name(self) -> bool {
        matches!(self, Self::Name | Self::Sound)
    }

    /// What share of other people says the same as a person, on lists of many origins: what is believed of a short list.
    pub(crate) fn usual_share(self) -> f64 {
        match self {
            Self::Name => 1.0 / 200.0,
            Self::Sound => 1.0 / 400.0,
            Self::Day => 1.0 / 15_000.0,
            Self::DayMonth => 1.0 / 365.0,
            Self::Year => 1.0 / 50.0,
            Self::MostOfDay => 1.0 / 500.0,
            Self::BirthPlace | Self::House => 1.0 / 100.0,
            Self::Place | Self::Postal => 1.0 / 300.0,
            Self::Street => 1.0 / 1_000.0,
            Self::Phone | Self::Email | Self::Identity => 1e-7,
        }
    }
}

/// Parts of one kind in a record beyond which no more are joined.
pub(crate) const MOST_OF_A_PART: usize = 8;

/// So many parts a match key joins at most.
pub(crate) const MOST_PARTS: usize = 3;

/// A match key: the parts that it joins, two of one kind being two different ones and those of an address last.
pub(crate) struct MatchKey {
    parts: &'static [Part],
    /// Parts that say less: only where these are not rare enough for a key, this one is made.
    else_of: Option<&'static [Part]>,
}

/// All match keys. The number of a key goes into its tokens, so that tokens of two kinds never meet.
///
/// They are fixed with the version, since members of a round do not see each other's data and must agree. Each token sets as many positions as every other of
/// its record: matches that share one only are the hardest to see, whichever it is.
pub(crate) static MATCH_KEYS: [MatchKey; 23] = {
    use Part as P;
    const fn always(parts: &'static [Part]) -> MatchKey {
        MatchKey { parts, else_of: None }
    }
    const fn where_frequent(else_of: &'static [Part], parts: &'static [Part]) -> MatchKey {
        MatchKey { parts, else_of: Some(else_of) }
    }
    [
        always(&[P::Name, P::Day]),
        always(&[P::Sound, P::Sound, P::Year]),
        always(&[P::Name, P::Name, P::Year]),
        always(&[P::Name, P::Name, P::DayMonth]),
        always(&[P::Sound, P::Sound]),
        always(&[P::Identity]),
        always(&[P::Name, P::Phone]),
        always(&[P::Name, P::Email]),
        always(&[P::Day, P::BirthPlace]),
        always(&[P::Sound, P::Sound, P::BirthPlace]),
        always(&[P::Sound, P::Year, P::BirthPlace]),
        always(&[P::Day, P::Postal]),
        always(&[P::Day, P::Place]),
        always(&[P::Day, P::House]),
        always(&[P::Name, P::Year, P::Place]),
        always(&[P::Name, P::Name, P::Postal]),
        always(&[P::Name, P::Name, P::Place]),
        always(&[P::Name, P::Postal, P::House]),
        always(&[P::Name, P::Place, P::House]),
        always(&[P::Name, P::Street, P::House]),
        always(&[P::Name, P::Street, P::Postal]),
        where_frequent(&[P::Name, P::Name, P::Year], &[P::Name, P::Name, P::MostOfDay]),
        where_frequent(&[P::Sound, P::Sound, P::Year], &[P::Sound, P::Sound, P::MostOfDay]),
    ]
};

impl MatchKey {
    /// All parts.
    pub(crate) fn parts(&self) -> &'static [Part] {
        self.parts
    }

    /// The parts, if any, that make a key in place of this one where they are rare, the last of them taken once.
    pub(crate) fn else_of(&self) -> Option<&'static [Part]> {
        self.else_of
    }

    /// All parts, where a name is a name however it enters.
    pub(crate) fn joins(&self) -> Vec<Part> {
        let same = |&part: &Part| if part.is_name() { Part::Name } else { part };
        self.parts.iter().map(same).collect()
    }

    /// The parts of an address among them.
    pub(crate) fn address(&self) -> &'static [Part] {
        address(self.parts)
    }

    /// How many tokens of the key a record usually has: people have two names. Of names alone a token is made where they are rare, which is not usual, and
    /// of a key that stands for another where that is not made.
    pub(crate) fn usual_tokens(&self) -> f32 {
        let names = self.parts.iter().filter(|part| part.is_name()).count();
        match names {
            1 => 2.0,
            _ if names == self.parts.len() || self.else_of.is_some() => 0.0,
            _ => 1.0,
        }
    }
}

/// Those of these parts, which are of a key, that are of an address.
pub(crate) fn address(parts: &'static [Part]) -> &'static [Part] {
    let from = parts.iter().position(|part| part.is_of_address());
    &parts[from.unwrap_or(parts.len())..]
}

/// Calls back with each choice of these parts, from how many there are of each: their numbers.
pub(crate) fn each_choice(
    parts: &[Part],
    of: impl Fn(Part) -> usize,
    mut each: impl FnMut(&[usize]),
) {
    choose(parts, &of, &mut [0; MOST_PARTS], 0, &mut each);
}

fn choose(
    parts: &[Part],
    of: &impl Fn(Part) -> usize,
    chosen: &mut [usize; MOST_PARTS],
    at: usize,
    each: &mut impl FnMut(&[usize]),
) {
    let Some(&part) = parts.get(at) else { return each(&chosen[..at]) };
    // Of two parts of one kind the second stands behind the first.
    let is_again = at > 0 && parts[at - 1] == part;
    let from = if is_again { chosen[at - 1] + 1 } else { 0 };
    for number in from..of(part) {
        chosen[at] = number;
        choose(parts, of, chosen, at + 1, each);
    }
}

/// Tokens of a typical record that has all of these fields: 0 where they make nobody known.
pub(crate) fn typical_tokens(fields: &BTreeSet<CaseField>) -> f32 {
    use CaseField as F;
    let any = |list: &[CaseField]| list.iter().any(|field| fields.contains(field));
    let one = |list: &[CaseField]| usize::from(any(list));
    let is_whole = any(&[F::BirthDate]) || any(&[F::BirthMonth]) && any(&[F::BirthDay]);
    let names = if any(&[F::FullName]) || any(&[F::GivenName]) && any(&[F::FamilyName]) {
        2
    } else {
        one(&[F::GivenName, F::FamilyName, F::MiddleName, F::OtherName])
    };
    let of = |part: Part| match part {
        Part::Name | Part::Sound => names,
        Part::Day => usize::from(is_whole && any(&[F::BirthDate, F::BirthYear])),
        Part::DayMonth => usize::from(is_whole),
        Part::Year => one(&[F::BirthDate, F::BirthYear, F::Age]),
        Part::BirthPlace => one(&[F::BirthPlace]),
        Part::Place => one(&[F::District, F::Locality]),
        Part::Postal => one(&[F::PostalCode]),
        Part::Street => one(&[F::Street]),
        Part::House => one(&[F::HouseNumber]),
        // Few lists have all means of contact and documents, and few records of those that do; no key of most of a day is usual.
        Part::MostOfDay | Part::Phone | Part::Email | Part::Identity => 0,
    };
    let mut tokens = 0;
    for key in MATCH_KEYS.iter().filter(|key| key.usual_tokens() > 0.0) {
        each_choice(key.parts(), of, |_| tokens += 1);
    }
    let reached = any(&[F::Phone, F::Email]) && (tokens > 0 || names > 0);
    (tokens + usize::from(reached || any(&[F::IdentityNumber]))) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_are_joined_once_and_never_one_with_itself() {
        let mut seen = Vec::new();
        let of = |part| if part == Part::Name { 3 } else { 1 };
        let key = &[Part::Name, Part::Name, Part::Year];
        each_choice(key, of, |numbers| seen.push(numbers.to_vec()));
        assert_eq!(seen, [[0, 1, 0], [0, 2, 0], [1, 2, 0]]);
        each_choice(key, |_| 1, |numbers| panic!("one name makes no pair: {numbers:?}"));
    }

    #[test]
    fn every_part_is_in_a_match_key_and_no_name_alone_is_one() {
        let parts: BTreeSet<Part> = MATCH_KEYS.iter().flat_map(MatchKey::parts).copied().collect();
        assert_eq!(parts.iter().copied().collect::<Vec<_>>(), Part::ALL);
        assert!(Part::ALL.iter().enumerate().all(|(number, &part)| part as usize == number));
        assert!(MATCH_KEYS.iter().all(|key| key.parts() != [Part::Name]));
        assert!(MATCH_KEYS.iter().all(|key| key.parts().len() <= MOST_PARTS));
        // What is of an address is counted together, and so stands together, two of its parts at most.
        assert!(MATCH_KEYS.iter().all(|key| key.address().len() <= 2));
        assert!(MATCH_KEYS.iter().all(|key| key.address().iter().all(|part| part.is_of_address())));
        // What stands for another key joins the same but for the last part.
        for (parts, other) in
            MATCH_KEYS.iter().filter_map(|key| Some((key.parts(), key.else_of()?)))
        {
            let shared = parts.len() - 1;
            assert!(other.len() == parts.len() && other[..shared] == parts[..shared], "{parts:?}");
            assert!(MATCH_KEYS.iter().any(|key| key.parts() == other), "{other:?}");
        }
        let only = |fields: &[CaseField]| typical_tokens(&fields.iter().copied().collect());
        assert!(only(&[CaseField::FullName, CaseField::Sex]) < 1e-6);
        assert!((only(&[CaseField::FullName, CaseField::BirthDate]) - 5.0).abs() < 1e-6);
    }
}
