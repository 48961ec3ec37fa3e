//! Kinds of tokens, and how many positions a token of each sets.
//!
//! Attribute weights after Durham et al. (2014), "Composite Bloom filters for secure record linkage", IEEE TKDE 26(12):
//! a field is given bits by how much its agreement tells, which is its entropy times the share of true pairs
//! in which it agrees. The published method measures both on the data; members of a round do not see each other's
//! data and must agree, so the numbers here are fixed with the version: bits of entropy of the
//! field in a population of some ten thousand (given and family name 8 to 10, birth date 14, sex 1, a town 6 to 8,
//! a street 9, a number of a document 20), times a reliability of 0.95 (birth, sex, documents), 0.85 (names), 0.6 to
//! 0.7 (places, streets, telephones: people move). The weight of a field is spread over the parts that it gives: q-grams, which
//! forgive slips of the pen, carry most of a name, but less than their number suggests, since strangers share them too; of a date the whole and its
//! parts two by two carry most, since of strangers many share a digit, a month or a year, and few any two of them. Numbers of documents and telephones, which one
//! list has and the next has not, make people unlike themselves wherever they are missing, and weigh less than their entropy.

use std::collections::BTreeSet;

use concert_terms::CaseField;

/// What a token is. The byte goes into the token, so that tokens of two kinds never meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum TokenKind {
    NameGram = 1,
    NameKey,
    NameSkeleton,
    NameWhole,
    NameFamily,
    NameInitial,
    BirthYear = 16,
    BirthMonth,
    BirthDay,
    BirthDayMonth,
    BirthDigit,
    BirthNear,
    BirthWhole,
    BirthYearMonth,
    BirthYearDay,
    Sex = 32,
    Citizenship,
    BirthPlace,
    BirthPlaceGram,
    Country,
    Region,
    Place,
    PlaceGram,
    Postal,
    PostalGram,
    Street,
    StreetGram,
    House,
    Phone = 64,
    PhoneGram,
    Email,
    EmailGram,
    Identity,
    IdentityGram,
    Occupation,
    OccupationGram,
    Event,
    Form,
    Text,
    TextGram,
    Salt = 128,
}

impl TokenKind {
    /// Positions of a token of ordinary rarity where all fields of the [standard](super::EncodingSettings::standard) are present.
    #[expect(clippy::match_same_arms, reason = "a table: each kind has its own line")]
    pub(crate) fn positions(self) -> f32 {
        match self {
            Self::NameGram => 4.5,
            Self::NameKey | Self::NameSkeleton => 4.0,
            Self::NameWhole => 5.0,
            Self::NameFamily => 4.0,
            Self::NameInitial => 2.0,
            Self::BirthYear => 7.0,
            Self::BirthMonth => 5.0,
            Self::BirthDay => 9.0,
            Self::BirthDayMonth => 12.0,
            Self::BirthDigit | Self::BirthYearMonth | Self::BirthYearDay => 4.0,
            Self::BirthNear => 3.0,
            Self::BirthWhole => 18.0,
            Self::Sex => 4.0,
            Self::Citizenship => 5.0,
            Self::BirthPlace | Self::Place => 6.0,
            Self::Country => 3.0,
            Self::Region => 4.0,
            Self::BirthPlaceGram | Self::PlaceGram | Self::StreetGram => 2.0,
            Self::Postal => 6.0,
            Self::PostalGram => 3.0,
            Self::Street => 4.0,
            Self::House => 5.0,
            Self::Phone => 6.0,
            Self::PhoneGram => 1.0,
            Self::Email => 10.0,
            Self::EmailGram => 2.0,
            Self::Identity => 8.0,
            Self::IdentityGram => 2.0,
            Self::Occupation => 3.0,
            Self::OccupationGram => 1.0,
            Self::Event => 4.0,
            Self::Form => 2.0,
            Self::Text => 3.0,
            Self::TextGram => 1.0,
            Self::Salt => 0.0,
        }
    }
}

/// Nominal positions of a typical record that has all of these fields: what the density of a round is reckoned by.
/// Names in one text or in several, and a birth in one text or in parts, count once.
pub(crate) fn typical_positions(fields: &BTreeSet<CaseField>) -> f32 {
    use CaseField as F;
    let any = |list: &[CaseField]| list.iter().any(|field| fields.contains(field));
    let mut sum = 0.0;
    if any(&[F::FullName]) || any(&[F::GivenName]) && any(&[F::FamilyName]) {
        sum += 105.0;
    } else if any(&[F::GivenName, F::FamilyName, F::MiddleName, F::OtherName]) {
        sum += 52.0;
    }
    if any(&[F::BirthDate]) || any(&[F::BirthYear]) && any(&[F::BirthMonth, F::BirthDay]) {
        sum += 104.0;
    } else if any(&[F::BirthYear, F::Age]) {
        sum += 25.0;
    }
    // At most two levels of places and one means of contact are counted: few lists have all of them.
    let place = [(F::Locality, 25.0), (F::District, 25.0), (F::BirthPlace, 25.0)];
    sum += place
        .iter()
        .filter(|(field, _)| fields.contains(field))
        .take(2)
        .map(|(_, n)| n)
        .sum::<f32>();
    let rest = [
        (F::Sex, 4.0),
        (F::Citizenship, 5.0),
        (F::Region, 4.0),
        (F::PostalCode, 20.0),
        (F::Street, 36.0),
        (F::HouseNumber, 5.0),
        (F::IdentityNumber, 20.0),
        (F::Occupation, 10.0),
        (F::EventDate, 4.0),
        (F::Form, 2.0),
        (F::Text, 10.0),
    ];
    sum += rest.iter().filter(|(field, _)| fields.contains(field)).map(|(_, n)| n).sum::<f32>();
    if any(&[F::Phone, F::Email]) {
        sum += 16.0;
    }
    sum
}

/// By how much a part of a name weighs more or less than an ordinary one, by surprisal in coarse classes of a
/// built-in table: never by the member's own list, since members must agree.
pub(crate) fn rarity(kind: TokenKind, text: &str) -> f32 {
    match kind {
        TokenKind::NameGram => {
            let classes: u32 = text.chars().map(letter_class).sum();
            [0.8, 0.9, 1.0, 1.15, 1.3][classes.min(4) as usize]
        }
        TokenKind::NameWhole
        | TokenKind::NameFamily
        | TokenKind::NameKey
        | TokenKind::NameSkeleton
            if FREQUENT.binary_search(&text).is_ok() =>
        {
            0.5
        }
        _ => 1.0,
    }
}

/// 0 for the ten letters that make about two thirds of romanised names, 1 for the next ten, 2 for the others. The edge
/// of a name is as frequent as a frequent letter.
fn letter_class(letter: char) -> u32 {
    match letter {
        '_' | 'a' | 'e' | 'i' | 'n' | 'r' | 'l' | 'o' | 's' | 'm' | 'h' => 0,
        'd' | 't' | 'u' | 'k' | 'j' | 'b' | 'y' | 'g' | 'c' | 'v' => 1,
        _ => 2,
    }
}

/// Parts of names that more than about one in a thousand people bear in one of the large naming traditions, romanised, in order.
const FREQUENT: [&str; 96] = [
    "abdul",
    "abdullah",
    "ahmad",
    "ahmed",
    "aisha",
    "ali",
    "amina",
    "ana",
    "andrew",
    "anna",
    "antonio",
    "begum",
    "bin",
    "brown",
    "carlos",
    "chen",
    "david",
    "devi",
    "diaz",
    "elena",
    "fatima",
    "fernandez",
    "garcia",
    "george",
    "gomez",
    "gonzalez",
    "hassan",
    "hernandez",
    "huang",
    "hussain",
    "hussein",
    "ibrahim",
    "ivan",
    "ivanov",
    "ivanova",
    "jack",
    "james",
    "john",
    "johnson",
    "jones",
    "jose",
    "joseph",
    "joshua",
    "juan",
    "khan",
    "kim",
    "kumar",
    "kumari",
    "lee",
    "li",
    "lin",
    "liu",
    "lopez",
    "luis",
    "mahmoud",
    "maria",
    "mariam",
    "marie",
    "martin",
    "martinez",
    "mary",
    "michael",
    "miller",
    "mohamed",
    "mohammad",
    "mohammed",
    "muhammad",
    "natalia",
    "nguyen",
    "olena",
    "olga",
    "omar",
    "park",
    "patel",
    "paul",
    "perez",
    "peter",
    "rahman",
    "ram",
    "ramirez",
    "robert",
    "rodriguez",
    "sanchez",
    "sarah",
    "sharma",
    "silva",
    "singh",
    "smith",
    "svetlana",
    "thi",
    "tran",
    "wang",
    "williams",
    "yusuf",
    "zhang",
    "zhao",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_frequent_parts_is_in_order_so_that_it_can_be_searched() {
        assert!(FREQUENT.is_sorted());
        assert!(rarity(TokenKind::NameWhole, "maria") < rarity(TokenKind::NameWhole, "zbigniew"));
    }
}
