//! Sums that can be checked by hand, refusals, flags, and the laws of the draws.

use proptest::prelude::*;

use super::*;
use crate::calculator::published_constants::{Counted, ILO_2005, ILO_2014, ILO_2024};

fn exact(value: f64) -> Uncertain {
    Uncertain::exact(value).unwrap()
}

fn within(value: f64, low: f64, high: f64) -> Uncertain {
    Uncertain::with_interval(value, [low, high], 0.95).unwrap()
}

fn victims(sector: Sector, region: Region, people: Uncertain) -> Victims {
    Victims {
        place: String::new(),
        sector,
        region,
        people,
        counted: Some(Counted::ForcedLabourPrivate),
        spell: Spell::Stock,
        report: ILO_2024.to_owned(),
        own: None,
    }
}

fn own(per_victim: PerVictim) -> OwnValue {
    OwnValue { per_victim, price_year: Some(2021), source: "made up".to_owned() }
}

fn compute(rows: &[Victims]) -> Result<ProfitReport, ProfitRefusal> {
    profits(rows, &Constants::shipped(), &ProfitSettings::default())
}

fn is_near(found: f64, expected: f64, tolerance: f64) -> bool {
    (found / expected - 1.0).abs() < tolerance
}

#[test]
fn the_world_of_2021_is_the_sum_that_the_report_of_2024_prints() {
    let world = |sector, people| victims(sector, Region::World, exact(people));
    let report = compute(&[world(Sector::Sexual, 6.3e6), world(Sector::Other, 17.3e6)]).unwrap();
    // 6.3 m x 27,252 + 17.3 m x 3,687, of which the report prints 236 bn and 73 %.
    assert!(is_near(report.total.value, 171.6876e9 + 63.7851e9, 1e-12));
    assert!(is_near(report.sectors[0].share, 0.729, 1e-3));
    assert_eq!(
        report.sectors.iter().map(|part| part.of).collect::<Vec<_>>(),
        [Sector::Sexual, Sector::Other]
    );
    assert!((report.rows.iter().map(|row| row.share).sum::<f64>() - 1.0).abs() < 1e-12);
    // Nothing uncertain went in, so nothing is drawn and no interval is made up.
    assert_eq!((report.total.interval95, report.draws), (None, 0));
    assert_eq!(report.flags, [ProfitFlag::PerVictimWithoutInterval]);
}

#[test]
fn the_interval_of_people_is_carried_to_the_profit() {
    let mut country = victims(Sector::Sexual, Region::EuropeCentralAsia, within(13e3, 10e3, 16e3));
    country.own = Some(own(PerVictim::Profit(exact(20_000.0))));
    let report = compute(&[country]).unwrap();
    assert!(is_near(report.total.value, 260e6, 1e-12));
    let [low, high] = report.total.interval95.unwrap();
    assert!(is_near(low, 200e6, 1e-3) && is_near(high, 320e6, 1e-3), "{low} {high}");
    let [low80, high80] = report.total.interval80.unwrap();
    assert!(low < low80 && high80 < high);
    assert_eq!(report.rows[0].constant, None);
}

#[test]
fn uncertain_factors_widen_the_interval_as_log_normals_do() {
    // Symmetric on the logarithmic scale: variances add, so the limits are at the root of two.
    let people = within(1000.0, 500.0, 2000.0);
    let mut row = victims(Sector::Sexual, Region::World, people);
    row.own = Some(own(PerVictim::Profit(within(10_000.0, 5_000.0, 20_000.0))));
    let report = compute(&[row]).unwrap();
    let [low, high] = report.total.interval95.unwrap();
    let factor = 2.0_f64.powf(2.0_f64.sqrt());
    assert!(is_near(high, 1e7 * factor, 0.05) && is_near(low, 1e7 / factor, 0.05), "{low} {high}");
}

#[test]
fn a_value_that_rows_share_errs_in_the_same_direction_in_all_of_them() {
    let row = |place: &str| {
        let mut row = victims(Sector::Sexual, Region::Africa, exact(1000.0));
        row.place = place.to_owned();
        row.own = Some(own(PerVictim::Profit(within(10_000.0, 5_000.0, 20_000.0))));
        row
    };
    let [low, high] = compute(&[row("A"), row("B")]).unwrap().total.interval95.unwrap();
    assert!(is_near(low, 1e7, 0.01) && is_near(high, 4e7, 0.01), "{low} {high}");
    // People of two places are independent, so their sum is relatively surer.
    let people = |place: &str| {
        let mut row = victims(Sector::Sexual, Region::Africa, within(1000.0, 500.0, 2000.0));
        row.place = place.to_owned();
        row.own = Some(own(PerVictim::Profit(exact(10_000.0))));
        row
    };
    let report = compute(&[people("A"), people("B")]).unwrap();
    let [low, high] = report.total.interval95.unwrap();
    assert!(low > 1.15e7 && high < 3.6e7, "{low} {high}");
    assert!(report.flags.contains(&ProfitFlag::RowsIndependent));
}

#[test]
fn draws_are_combined_draw_by_draw() {
    let people = |draws: &[f64]| Uncertain::with_draws(2.0, draws.to_vec()).unwrap();
    let row = |place: &str, draws: &[f64]| {
        let mut row = victims(Sector::Sexual, Region::Africa, people(draws));
        row.place = place.to_owned();
        row.own = Some(own(PerVictim::Profit(exact(1.0))));
        row
    };
    // Each sums to four draw by draw; shuffled they would not.
    let report = compute(&[row("A", &[1.0, 2.0, 3.0]), row("B", &[3.0, 2.0, 1.0])]).unwrap();
    assert_eq!(report.total.interval95, Some([4.0, 4.0]));
    assert_eq!(report.draws, 3);
    let refused = compute(&[row("A", &[1.0, 2.0]), row("B", &[3.0])]).unwrap_err();
    assert_eq!(refused, ProfitRefusal::DrawsDiffer { first: 2, second: 1 });
}

#[test]
fn durations_turn_people_into_person_years() {
    let with = |spell| {
        let mut row = victims(Sector::Sexual, Region::World, exact(1000.0));
        row.spell = spell;
        compute(&[row])
    };
    let years = |spell| with(spell).unwrap().rows[0].person_years.value;
    assert!(is_near(years(Spell::Stock), 1000.0, 1e-12));
    assert!(is_near(years(Spell::Entering { mean_years: exact(2.5) }), 2500.0, 1e-12));
    let window = |mean, window_years| Spell::Window { mean_years: mean, window_years };
    assert!(is_near(years(window(exact(1.5), 5.0)), 300.0, 1e-12));
    let refused = with(window(within(4.0, 3.0, 6.0), 5.0)).unwrap_err();
    assert_eq!(refused.code(), "estimate/duration-beyond-window");
    assert!(with(window(exact(0.0), f64::NAN)).is_err());
    let report = with(Spell::NotStated).unwrap();
    assert!(report.flags.contains(&ProfitFlag::WholeYearAssumed));
    assert!(is_near(report.rows[0].person_years.value, 1000.0, 1e-12));
}

#[test]
fn costs_are_taken_off_earnings() {
    let mut row = victims(Sector::Sexual, Region::World, exact(100.0));
    let earnings = |cost_share| PerVictim::Earnings { earnings: exact(30_000.0), cost_share };
    row.own = Some(own(earnings(exact(0.3))));
    assert!(is_near(compute(std::slice::from_ref(&row)).unwrap().total.value, 2.1e6, 1e-12));
    row.own = Some(own(earnings(within(0.3, 0.2, 1.1))));
    assert_eq!(compute(&[row]).unwrap_err().code(), "estimate/not-a-share");
}

#[test]
fn a_mean_of_the_world_is_refused_for_a_part_of_it_unless_it_is_asked_for() {
    let country = victims(Sector::Sexual, Region::EuropeCentralAsia, within(13e3, 10e3, 16e3));
    let refused = compute(std::slice::from_ref(&country)).unwrap_err();
    assert_eq!(refused.code(), "estimate/global-mean-for-national-total");
    assert_eq!(refused.row(), Some(1));
    let settings = ProfitSettings { allow_global_mean: true, ..ProfitSettings::default() };
    let report = profits(&[country], &Constants::shipped(), &settings).unwrap();
    let regions = vec![Region::EuropeCentralAsia];
    assert_eq!(report.flags[0], ProfitFlag::GlobalMeanUsed { regions });
    assert!(is_near(report.total.value, 13e3 * 27_252.0, 1e-12));
}

#[test]
fn a_regional_mean_over_sectors_goes_before_a_mean_of_the_world() {
    let mut row = victims(Sector::Sexual, Region::Africa, exact(1000.0));
    row.report = ILO_2014.to_owned();
    let report = compute(&[row]).unwrap();
    assert!(is_near(report.rows[0].per_victim.value, 3_900.0, 1e-12));
    let (sectors, regions) = (vec![Sector::Sexual], vec![Region::Africa]);
    assert!(report.flags.contains(&ProfitFlag::MeanOverSectorsUsed { sectors }));
    assert!(report.flags.contains(&ProfitFlag::RegionalMeanUsed { regions }));
}

#[test]
fn reports_populations_and_price_years_are_never_mixed_in_silence() {
    let mut old = victims(Sector::All, Region::Africa, exact(1000.0));
    old.report = ILO_2014.to_owned();
    old.counted = Some(Counted::Trafficked);
    let mut new = victims(Sector::All, Region::ArabStates, exact(1000.0));
    new.own = Some(own(PerVictim::Profit(exact(5_000.0))));
    let mut other = new.clone();
    other.region = Region::Americas;
    other.own = Some(OwnValue { price_year: Some(2012), ..new.own.clone().unwrap() });
    let settings = ProfitSettings { allow_global_mean: true, ..ProfitSettings::default() };
    let mut third = victims(Sector::Sexual, Region::Americas, exact(10.0));
    third.place = "elsewhere".to_owned();
    third.counted = None;
    let rows = [old, new, other, third];
    let report = profits(&rows, &Constants::shipped(), &settings).unwrap();
    for flag in [
        ProfitFlag::ReportsMixed { reports: vec![ILO_2014.to_owned(), ILO_2024.to_owned()] },
        ProfitFlag::PopulationsMixed {
            counted: vec![Counted::Trafficked, Counted::ForcedLabourPrivate],
        },
        ProfitFlag::PriceYearsMixed { years: vec![2012, 2021] },
        ProfitFlag::PopulationNotStated,
    ] {
        assert!(report.flags.contains(&flag), "{flag:?} not in {:?}", report.flags);
    }
}

#[test]
fn the_report_of_2005_has_no_value_per_victim() {
    let mut row = victims(Sector::All, Region::World, exact(2.4e6));
    row.report = ILO_2005.to_owned();
    assert_eq!(compute(&[row]).unwrap_err().code(), "estimate/no-per-victim-value");
    assert_eq!(compute(&[]).unwrap_err(), ProfitRefusal::NoVictims);
}

#[test]
fn nobody_is_counted_twice() {
    let world = victims(Sector::Sexual, Region::World, exact(10.0));
    let part = victims(Sector::Sexual, Region::Africa, exact(5.0));
    let refused = compute(&[world.clone(), part]).unwrap_err();
    assert_eq!(refused, ProfitRefusal::OverlappingRows { first: 1, second: 2 });
    let all = victims(Sector::All, Region::World, exact(20.0));
    assert_eq!(compute(&[world.clone(), all]).unwrap_err().code(), "estimate/overlapping-rows");
    // Two countries of one region, and two sectors of one place, count different people.
    let country = |place: &str, sector| {
        let mut row = victims(sector, Region::Africa, exact(5.0));
        row.place = place.to_owned();
        row.own = Some(own(PerVictim::Profit(exact(1.0))));
        row
    };
    let rows =
        [country("A", Sector::All), country("B", Sector::Sexual), country("B", Sector::Industry)];
    assert!(compute(&rows).is_ok());
}

#[test]
fn work_without_end_is_refused_before_it_begins() {
    let many = vec![victims(Sector::Sexual, Region::World, exact(1.0)); MAX_ROWS + 1];
    assert_eq!(compute(&many).unwrap_err().code(), "estimate/too-many-rows");
    let settings = ProfitSettings { draws: usize::MAX, ..ProfitSettings::default() };
    let row = victims(Sector::Sexual, Region::World, within(2.0, 1.0, 3.0));
    let refused = profits(&[row], &Constants::shipped(), &settings).unwrap_err();
    assert_eq!(refused.code(), "estimate/too-many-draws");
}

#[test]
fn a_changed_constant_is_used_with_its_interval_and_said_to_be_changed() {
    let table = Constants::shipped();
    let find = |table: &Constants| {
        let quantity = Quantity::ProfitPerVictim;
        table.find(quantity, ILO_2024, Sector::Sexual, Region::World, None).cloned().unwrap()
    };
    let change = Constant { interval95: Some([20_000.0, 40_000.0]), ..find(&table) };
    let row = victims(Sector::Sexual, Region::World, exact(100.0));
    let table = table.with([change]);
    let report = profits(std::slice::from_ref(&row), &table, &ProfitSettings::default()).unwrap();
    let [low, high] = report.total.interval95.unwrap();
    assert!(is_near(low, 2e6, 1e-3) && is_near(high, 4e6, 1e-3));
    assert!(
        matches!(&report.flags[..], [ProfitFlag::ConstantsChanged { .. }]),
        "{:?}",
        report.flags
    );
    let unsound = table.clone().with([Constant { value: -1.0, interval95: None, ..find(&table) }]);
    let refused = profits(&[row], &unsound, &ProfitSettings::default()).unwrap_err();
    assert_eq!(refused.code(), "estimate/not-an-amount");
}

proptest! {
    /// The figure lies in its interval, intervals are nested, and the parts add up to the total.
    #[test]
    fn sums_are_coherent(
        numbers in proptest::collection::vec((1.0..1e5_f64, 0.1..1.0_f64, 1.0..9.0_f64), 1..5),
        seed in 0..1000_u64,
    ) {
        let rows: Vec<Victims> = numbers.iter().enumerate().map(|(i, &(people, low, high))| {
            let region = [Region::Africa, Region::Americas][i % 2];
            let mut row = victims(Sector::Industry, region, within(people, people * low, people * high));
            row.place = i.to_string();
            row
        }).collect();
        let settings = ProfitSettings { draws: 400, seed, allow_global_mean: true };
        let report = profits(&rows, &Constants::shipped(), &settings).unwrap();
        let [low, high] = report.total.interval95.unwrap();
        let [low80, high80] = report.total.interval80.unwrap();
        prop_assert!(low <= low80 && low80 <= high80 && high80 <= high);
        let regions: f64 = report.regions.iter().map(|part| part.profit.value).sum();
        prop_assert!((regions / report.total.value - 1.0).abs() < 1e-12);
        prop_assert_eq!(&report, &profits(&rows, &Constants::shipped(), &settings).unwrap());
        let read: ProfitReport = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
        prop_assert_eq!(read.flags, report.flags);
    }
}
