//! Published and invented rates, what is left out on purpose, and refusals.

use super::*;

fn group(detected: Option<Detected>, victims: Option<Uncertain>, residents: f64) -> Group {
    let empty = String::new;
    Group { sex: empty(), age: empty(), form: empty(), detected, victims, residents }
}

fn rates_of(group: Group) -> Result<Prevalence, PrevalenceRefusal> {
    prevalence(&[group]).map(|mut rates| rates.remove(0))
}

fn is_near(found: f64, expected: f64) -> bool {
    (found / expected - 1.0).abs() < 1e-9
}

#[test]
fn the_rate_of_the_global_estimates_is_met_to_the_printed_digit() {
    // 27.6 million among the 7,888 million people of 2021 (UN, World Population Prospects 2022):
    // 3.5 per 1,000 is printed.
    let people = Some(Uncertain::exact(27.6e6).unwrap());
    let rate = rates_of(group(None, people, 7.888e9)).unwrap();
    assert!((rate.per_1_000.unwrap().value - 3.5).abs() < 0.05);
    assert_eq!(rate.per_1_000.unwrap().interval95, None);
    assert_eq!(rate.lacks, [Lack::DetectedCount]);
}

#[test]
fn the_indicator_counts_detected_and_undetected_and_keeps_the_interval() {
    let victims = Uncertain::with_interval(13e3, [10e3, 16e3], 0.95).unwrap();
    let rate = rates_of(group(Some(Detected::exactly(3500)), Some(victims), 6.5e6)).unwrap();
    let sdg = rate.sdg_16_2_2.unwrap();
    assert!(is_near(sdg.value, 200.0));
    let [low, high] = sdg.interval95.unwrap();
    assert!(is_near(low, 10e3 / 65.0) && is_near(high, 16e3 / 65.0));
    let [few, many] = rate.one_in.unwrap().interval95.unwrap();
    assert!(is_near(few, 406.25) && is_near(many, 650.0));
    let official = rate.detected_per_100_000.unwrap();
    assert!(official.iter().all(|rate| is_near(*rate, 3500.0 / 65.0)));
    assert!(is_near(rate.undetected.unwrap().value, 9500.0));
    assert!(rate.lacks.is_empty());
}

#[test]
fn an_interval_below_what_is_detected_is_raised_to_it() {
    let victims = Uncertain::with_interval(4000.0, [3000.0, 6000.0], 0.95).unwrap();
    let rate = rates_of(group(Some(Detected::exactly(3500)), Some(victims), 1e6)).unwrap();
    assert!(is_near(rate.sdg_16_2_2.unwrap().interval95.unwrap()[0], 350.0));
    assert!(rate.undetected.unwrap().interval95.unwrap()[0].abs() < 1e-9);
}

#[test]
fn withheld_counts_and_missing_splits_are_not_filled_in() {
    let few = rates_of(group(Some(Detected { low: 1, high: Some(4) }), None, 1e5)).unwrap();
    assert_eq!(few.detected_per_100_000.map(|ends| ends.map(f64::round)), Some([1.0, 4.0]));
    assert_eq!((few.sdg_16_2_2, few.per_1_000, few.undetected), (None, None, None));
    assert_eq!(few.lacks, [Lack::ExactCount, Lack::Estimate]);
    let withheld = rates_of(group(Some(Detected { low: 0, high: None }), None, 1e5)).unwrap();
    assert_eq!(withheld.detected_per_100_000, None);
}

#[test]
fn nobody_is_one_in_no_number() {
    let nobody = Some(Uncertain::exact(0.0).unwrap());
    let rate = rates_of(group(Some(Detected::exactly(0)), nobody, 1e5)).unwrap();
    assert_eq!((rate.one_in, rate.lacks.as_slice()), (None, &[Lack::Victims][..]));
    let from_zero = Uncertain::with_interval(10.0, [0.0, 30.0], 0.95).unwrap();
    let rate = rates_of(group(None, Some(from_zero), 1e5)).unwrap();
    assert_eq!(rate.one_in.unwrap().interval95, None);
}

#[test]
fn what_cannot_be_is_refused_with_its_row() {
    let ten = || Some(Uncertain::exact(10.0).unwrap());
    let eleven = Some(Detected::exactly(11));
    for (asked, code) in [
        (group(None, ten(), 0.0), "estimate/no-residents"),
        (group(None, ten(), f64::NAN), "estimate/no-residents"),
        (group(eleven, ten(), 1e3), "estimate/total-below-detected"),
        (group(None, ten(), 9.0), "estimate/more-victims-than-people"),
        (group(eleven, None, 9.0), "estimate/more-victims-than-people"),
        (
            group(Some(Detected { low: 5, high: Some(4) }), None, 9.0),
            "estimate/detected-out-of-order",
        ),
    ] {
        let refused = rates_of(asked).unwrap_err();
        assert_eq!((refused.code(), refused.row()), (code, 1));
    }
    let twice = prevalence(&[group(None, ten(), 1e3), group(None, ten(), 1e3)]).unwrap_err();
    assert_eq!(twice, PrevalenceRefusal::GroupTwice { first: 1, second: 2 });
}
