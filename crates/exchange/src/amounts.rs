//! Amounts of money as tables write them.

/// The ISO 4217 code that a text means: three capitals, or a sign that means one currency only
/// (a bare `$` means two dozen).
pub(crate) fn currency(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() == 3 && text.chars().all(|letter| letter.is_ascii_alphabetic()) {
        return Some(text.to_ascii_uppercase());
    }
    let sign = match text {
        "US$" | "US $" | "$US" | "U.S. dollars" | "US dollars" => "USD",
        "€" | "Euro" | "Euros" | "euro" | "euros" => "EUR",
        "£" => "GBP",
        _ => return None,
    };
    Some(sign.to_owned())
}

/// The currency that a heading names, such as `Budget (USD)`.
pub(crate) fn currency_in_heading(heading: &str) -> Option<String> {
    if heading.contains("US$") {
        return Some("USD".to_owned());
    }
    let mut words = heading.split(|letter: char| !letter.is_alphanumeric() && letter != '€');
    words
        .find(|word| *word == "€" || COMMON.iter().any(|code| code.eq_ignore_ascii_case(word)))
        .and_then(currency)
}

/// Codes that are looked for among the words of a heading, where any three letters may stand.
const COMMON: [&str; 24] = [
    "USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "SEK", "NOK", "DKK", "AED", "SAR", "QAR",
    "KWD", "XOF", "XAF", "NGN", "AFN", "ETB", "KES", "UGX", "THB", "INR", "BRL",
];

/// Splits `USD 1,200.50` into its currency, if one is written, and its whole units, rounded.
pub(crate) fn amount(text: &str) -> Option<(Option<String>, u64)> {
    let is_number =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'') || c.is_whitespace();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = text.split_at(start);
    let end = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let words = format!("{} {}", before.trim(), after.trim());
    let words = words.trim();
    let currency = if words.is_empty() { None } else { Some(currency(words)?) };
    Some((currency, whole_units(number.trim())?))
}

/// Reads a number with separators of thousands: the last comma or full stop is a decimal one if
/// one or two digits follow it.
fn whole_units(number: &str) -> Option<u64> {
    let decimal = number.rfind(['.', ',']).filter(|at| (1..=2).contains(&(number.len() - at - 1)));
    let (whole, cents) = match decimal {
        Some(at) => (&number[..at], &number[at + 1..]),
        None => (number, ""),
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let units: u64 = digits.parse().ok()?;
    let half = cents.chars().next().is_some_and(|digit| digit >= '5');
    units.checked_add(u64::from(half))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_with_their_currency_or_without() {
        let dollars = Some("USD".to_owned());
        assert_eq!(amount("USD 1,200.50"), Some((dollars.clone(), 1201)));
        assert_eq!(amount("1 200,40 EUR"), Some((Some("EUR".to_owned()), 1200)));
        assert_eq!(amount("US$5000"), Some((dollars.clone(), 5000)));
        assert_eq!(amount("1.500"), Some((None, 1500)));
        assert_eq!(amount("1'000'000"), Some((None, 1_000_000)));
        assert_eq!(amount("12.5"), Some((None, 13)));
        assert_eq!(amount("about 5000"), None);
        assert_eq!(amount("5000-6000"), None);
        assert_eq!(amount("-5000"), None);
        assert_eq!(amount("tbd"), None);
        assert_eq!(currency("$"), None);
        assert_eq!(currency_in_heading("Budget (US$)"), dollars);
        assert_eq!(currency_in_heading("Montant en EUR"), Some("EUR".to_owned()));
        assert_eq!(currency_in_heading("Budget for aid"), None);
    }
}
