//! Digits as the reader's language writes them, for the few numbers a figure chooses itself.

/// How the numbers of an axis are written.
///
/// Figures choose their ticks, so these are the only numbers the caller cannot format beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberStyle {
    /// Between groups of three digits; empty for none.
    pub group: String,
    /// Between whole and fraction.
    pub decimal: String,
    /// The digit zero of the script: `0`, or U+0660 for Arabic-Indic digits. The other nine follow.
    pub zero: char,
}

impl Default for NumberStyle {
    /// English: `1,234.5`.
    fn default() -> Self {
        Self { group: ",".into(), decimal: ".".into(), zero: '0' }
    }
}

impl NumberStyle {
    /// Writes a finite number with as many decimals as it needs, at most nine; beyond 10^15 and
    /// below 10^-9 a number has no place on an axis.
    pub(crate) fn write(&self, value: f64) -> String {
        let plain = format!("{:.9}", value.abs());
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let fraction = fraction.trim_end_matches('0');
        let mut out = String::new();
        if value < 0.0 {
            out.push('\u{2212}');
        }
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                out.push_str(&self.group);
            }
            out.push(self.digit(digit));
        }
        if !fraction.is_empty() {
            out.push_str(&self.decimal);
            out.extend(fraction.chars().map(|digit| self.digit(digit)));
        }
        out
    }

    fn digit(&self, ascii: char) -> char {
        let step = ascii.to_digit(10).unwrap_or(0);
        char::from_u32(self.zero as u32 + step).unwrap_or(ascii)
    }
}

#[cfg(test)]
mod tests {
    use super::NumberStyle;

    #[test]
    fn numbers_follow_the_language() {
        let english = NumberStyle::default();
        assert_eq!(english.write(2_400_000.0), "2,400,000");
        assert_eq!(english.write(0.05), "0.05");
        assert_eq!(english.write(-200.0), "\u{2212}200");
        let french = NumberStyle { group: "\u{202f}".into(), decimal: ",".into(), zero: '0' };
        assert_eq!(french.write(1_250.5), "1\u{202f}250,5");
        let arabic = NumberStyle { group: "٬".into(), decimal: "٫".into(), zero: '٠' };
        assert_eq!(arabic.write(1_250.5), "١٬٢٥٠٫٥");
    }
}
