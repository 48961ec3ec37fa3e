//! Any parameters that are not refused make a region that holds together.

mod replay;

use concert_region::{Parameters, TableLanguage, generate};
use jiff::civil::date;
use proptest::prelude::*;
use replay::replay;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn small_regions_hold_together(
        seed in any::<u64>(),
        organisations in 1_u32..30,
        initiatives in 1_u32..120,
        silent in 0.0..0.9,
        stale in 0.0..0.9,
        planted in 0_u32..60,
        year in 1972_i16..=2200,
    ) {
        let parameters = Parameters {
            seed,
            organisations,
            initiatives,
            today: date(year, 2, 28),
            silent_share: silent,
            stale_share: stale,
            planted,
        };
        let region = generate(&parameters).unwrap();
        let coalition = replay(&region, |_| {});
        prop_assert_eq!(coalition.organisations.len(), organisations as usize);
        prop_assert_eq!(coalition.initiatives.numbers(), initiatives);
        let counts = region.truth.counts;
        let most = planted.min(initiatives / 10) as usize;
        prop_assert!(counts.gaps <= most && counts.overlaps <= most);
        prop_assert!(counts.missing_partnerships <= most);
        for language in TableLanguage::ALL {
            let table = region.who_does_what_where(language, true);
            prop_assert!(table.rows.iter().all(|row| row.len() == table.headers.len()));
        }
    }
}

#[test]
fn a_faulty_table_differs_from_the_sound_one_only_in_its_faults() {
    let region = generate(&Parameters::default()).unwrap();
    for language in TableLanguage::ALL {
        let sound = region.who_does_what_where(language, false);
        let faulty = region.who_does_what_where(language, true);
        assert!(sound.rows.len() > 10, "{language:?}: {}", sound.rows.len());
        assert_eq!((sound.wrong.len(), faulty.wrong.len()), (0, 3));
        let different: Vec<(usize, usize)> = (0..sound.rows.len())
            .flat_map(|row| (0..sound.headers.len()).map(move |column| (row, column)))
            .filter(|(row, column)| sound.rows[*row][*column] != faulty.rows[*row][*column])
            .collect();
        let stated: Vec<_> = faulty.wrong.iter().map(|it| (it.row, it.column)).collect();
        assert_eq!(different, stated);
    }
}

#[test]
fn a_table_is_in_the_language_of_those_who_send_it() {
    let region = generate(&Parameters::default()).unwrap();
    let arabic = region.who_does_what_where(TableLanguage::Arabic, false);
    let letters = |text: &String| text.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
    assert!(arabic.headers.iter().all(letters));
    assert!(arabic.rows.iter().all(|row| letters(&row[0]) && letters(&row[2])));
    let french = region.who_does_what_where(TableLanguage::French, false);
    assert!(french.rows.iter().all(|row| row[13].len() == 10 && &row[13][2..3] == "/"));
}
