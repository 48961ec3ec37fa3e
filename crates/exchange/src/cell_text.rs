//! Numbers and times of workbooks as a person sees them.

use calamine::ExcelDateTime;

/// A number without the noise of binary fractions: `0.3`, not `0.30000000000000004`. Fifteen
/// significant digits are kept, as spreadsheet programs do.
pub(crate) fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    // Adding zero turns -0 into 0.
    format!("{}", rounded + 0.0)
}

/// A day, a time of day, or both, in ISO 8601; a duration as hours, minutes and seconds.
pub(crate) fn time(value: &ExcelDateTime) -> String {
    let serial = value.as_f64();
    if !value.is_datetime() {
        let seconds = (serial * 86_400.0).round().max(0.0) as u64;
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        return format!("{hours}:{minutes:02}:{:02}", seconds % 60);
    }
    let (year, month, day, hour, minute, second, milli) = value.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    let clock = format!("{hour:02}:{minute:02}:{second:02}");
    match (serial < 1.0, (hour, minute, second, milli) == (0, 0, 0, 0)) {
        (true, _) => clock,
        (false, true) => date,
        (false, false) => format!("{date}T{clock}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_lose_their_noise_and_nothing_else() {
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(2023.0), "2023");
        assert_eq!(number(-0.0), "0");
        assert_eq!(number(44_532_600.0), "44532600");
        assert_eq!(number(9_007_199_254_740_991.0), "9007199254740990");
        assert_eq!(number(f64::NAN), "");
    }

    #[test]
    fn a_serial_number_becomes_the_day_it_stands_for() {
        let at = |serial| time(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false));
        assert_eq!(at(45_943.0), "2025-10-13");
        assert_eq!(at(45_943.5), "2025-10-13T12:00:00");
        assert_eq!(at(0.25), "06:00:00");
        let span = ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false);
        assert_eq!(time(&span), "36:00:00");
    }
}
