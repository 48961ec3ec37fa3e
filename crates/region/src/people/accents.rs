//! Letters without their accents, as machines and forms of the Latin alphabet alone write them.

/// Plain letters and the accented ones that become them.
const ACCENTED: [(char, &str); 22] = [
    ('a', "àáâãäåăắằẳẵặấầẩẫậảạāą"),
    ('c', "çćč"),
    ('d', "đ"),
    ('e', "èéêëềếểễệẻẽẹēę"),
    ('i', "ìíîïỉĩịī"),
    ('n', "ñńǹ"),
    ('o', "òóôõöốồổỗộơớờởỡợỏọōø"),
    ('s', "șşšśṣ"),
    ('t', "țţ"),
    ('u', "ùúûüưứừửữựủũụū"),
    ('y', "ýỳỷỹỵÿ"),
    ('A', "ÀÁÂÃÄÅĂẮẰẲẴẶẤẦẨẪẬẢẠĀĄ"),
    ('C', "ÇĆČ"),
    ('D', "Đ"),
    ('E', "ÈÉÊËỀẾỂỄỆẺẼẸĒĘ"),
    ('I', "ÌÍÎÏỈĨỊĪ"),
    ('N', "ÑŃ"),
    ('O', "ÒÓÔÕÖỐỒỔỖỘƠỚỜỞỠỢỎỌŌØ"),
    ('S', "ȘŞŠŚṢ"),
    ('T', "ȚŢ"),
    ('Y', "ÝỲỶỸỴ"),
    ('U', "ÙÚÛÜƯỨỪỬỮỰỦŨỤŪ"),
];

/// The text with every accent taken off; letters of other scripts stay as they are.
pub(crate) fn without_accents(text: &str) -> String {
    text.chars()
        .map(|letter| {
            let found = ACCENTED.iter().find(|(_, accented)| accented.contains(letter));
            if letter.is_ascii() { letter } else { found.map_or(letter, |(plain, _)| *plain) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_go_and_letters_stay() {
        assert_eq!(without_accents("Nguyễn Thị Hương"), "Nguyen Thi Huong");
        assert_eq!(without_accents("Đặng Ștefan Gëzim João"), "Dang Stefan Gezim Joao");
        assert_eq!(without_accents("Мария"), "Мария");
    }
}
