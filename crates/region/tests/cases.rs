//! Generated case lists: the same again from the same seed, true to their truth, wrong as often as
//! they should be.
#![expect(clippy::unwrap_used, reason = "what a test sets up is there, or the test fails")]

use std::collections::{BTreeMap, HashMap, HashSet};

use concert_region::{
    CaseParameters, CaseWorld, Keeper, ListParameters, Slip, SlipRates, Tradition, case_lists,
};

/// A world with a list of every keeper.
fn all_keepers(population: u32, list: fn(Keeper) -> ListParameters) -> CaseParameters {
    let lists = Keeper::ALL.map(|keeper| ListParameters { capture: 0.3, ..list(keeper) });
    CaseParameters { lists: lists.to_vec(), ..CaseParameters::ordinary(population, 1) }
}

fn world(parameters: &CaseParameters, seed: u64) -> CaseWorld {
    case_lists(parameters, seed).unwrap()
}

#[test]
fn equal_seeds_make_equal_lists_and_others_do_not() {
    let parameters = CaseParameters::hard(400, 10);
    let once = world(&parameters, 7);
    assert!(once == world(&parameters, 7));
    assert!(once.lists[0].rows != world(&parameters, 8).lists[0].rows);
}

#[test]
fn the_truth_adds_up() {
    let world = world(&CaseParameters::hard(3000, 10), 3);
    let mut histories: HashMap<u32, u16> = HashMap::new();
    for (at, list) in world.lists.iter().enumerate() {
        assert_eq!(list.rows.len(), list.people.len());
        assert_eq!(list.rows.len(), world.truth.records[at].len());
        assert!(list.rows.iter().all(|row| row.len() == list.headings.len()));
        let numbers: HashSet<&String> = list.rows.iter().map(|row| &row[0]).collect();
        assert_eq!(numbers.len(), list.rows.len(), "numbers are unique");
        let people: HashSet<&u32> = list.people.iter().collect();
        assert_eq!(people.len() == list.people.len(), list.clean, "{}", list.name);
        for person in &list.people {
            assert!(*person < world.truth.population);
            *histories.entry(*person).or_default() |= 1 << at;
        }
    }
    let mut counts: BTreeMap<u16, u64> = BTreeMap::new();
    for history in histories.values() {
        *counts.entry(*history).or_default() += 1;
    }
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), world.truth.histories);
    assert_eq!(world.truth.observed(), histories.len() as u64);
}

#[test]
fn lists_of_one_keeper_have_different_names() {
    let mut parameters = CaseParameters::ordinary(50, 2);
    parameters.lists[1] = parameters.lists[0].clone();
    let names: Vec<String> =
        world(&parameters, 1).lists.iter().map(|list| list.name.clone()).collect();
    assert_eq!(names, ["police", "police-2"]);
}

#[test]
fn somebody_stands_on_a_list_again_as_often_as_it_says() {
    let mut parameters = CaseParameters::ordinary(10_000, 1);
    parameters.lists[0].capture = 0.8;
    parameters.lists[0].duplicates = 0.2;
    let world = world(&parameters, 5);
    let mut times: HashMap<u32, u32> = HashMap::new();
    for person in &world.lists[0].people {
        *times.entry(*person).or_default() += 1;
    }
    let share = |least: u32| {
        times.values().filter(|times| **times >= least).count() as f64 / times.len() as f64
    };
    // Four standard errors of a share among 8,000.
    assert!((share(2) - 0.2).abs() < 0.018 && (share(3) - 0.04).abs() < 0.009, "{}", share(2));
}

#[test]
fn slips_happen_as_often_as_their_rate_has_it() {
    for list in [ListParameters::ordinary, ListParameters::hard] {
        let parameters = all_keepers(6000, list);
        let world = world(&parameters, 11);
        for slip in Slip::ALL {
            let (mut planted, mut expected, mut variance) = (0.0, 0.0, 0.0);
            for (list, records) in parameters.lists.iter().zip(&world.truth.records) {
                let rate = list.slips.of(slip);
                let possible = records.iter().filter(|it| it.possible.has(slip)).count() as f64;
                planted += records.iter().filter(|it| it.planted.has(slip)).count() as f64;
                expected += possible * rate;
                variance += possible * rate * (1.0 - rate);
            }
            assert!(expected > 3.0, "{slip:?} is hardly ever possible: {expected}");
            // Above four standard deviations of a sum of independent events.
            let far = (planted - expected).abs();
            assert!(far < 4.0 * variance.sqrt() + 1.0, "{slip:?}: {planted} and not {expected}");
            let all = world.truth.records.iter().flatten();
            assert!(all.into_iter().all(|it| it.possible.has(slip) || !it.planted.has(slip)));
        }
    }
}

#[test]
fn a_slip_is_seen_in_exactly_the_records_in_which_it_was_planted() {
    let mut parameters = all_keepers(700, ListParameters::ordinary);
    for list in &mut parameters.lists {
        list.slips = SlipRates::NONE;
        // Else the word that stands for a missing value would be another slip.
        list.placeholders = 0.0;
        list.by_ear = 0.4;
    }
    let right = world(&parameters, 13);
    for slip in Slip::ALL {
        for list in &mut parameters.lists {
            list.slips = SlipRates::NONE.with(slip, 0.4);
        }
        let wrong = world(&parameters, 13);
        let mut seen = 0;
        for (at, list) in wrong.lists.iter().enumerate() {
            assert_eq!(list.people, right.lists[at].people);
            for (row, truth) in wrong.truth.records[at].iter().enumerate() {
                let differs = list.rows[row] != right.lists[at].rows[row];
                assert_eq!(
                    differs,
                    truth.planted.has(slip),
                    "{slip:?} on {}: {:?} for {:?}",
                    list.name,
                    list.rows[row],
                    right.lists[at].rows[row]
                );
                seen += usize::from(differs);
            }
        }
        assert!(seen > 3, "{slip:?} was planted {seen} times");
    }
}

#[test]
fn lists_write_people_in_the_scripts_that_they_know() {
    let world = world(&all_keepers(4000, ListParameters::ordinary), 17);
    let is_latin = |text: &str| {
        text.chars().filter(|c| c.is_alphabetic()).all(|c| u32::from(c) < 0x250 || latin_more(c))
    };
    for list in &world.lists {
        let name = list
            .headings
            .iter()
            .position(|it| {
                ["Surname", "Nom et prénom", "last_name", "family_name", "Nombre y apellidos"]
                    .contains(&it.as_str())
                    || ["Name, Vorname", "الاسم الكامل", "Фамилия", "Cognome", "Nome completo"]
                        .contains(&it.as_str())
            })
            .unwrap();
        let mut foreign: HashMap<Tradition, [usize; 2]> = HashMap::new();
        for (at, (row, person)) in list.rows.iter().zip(&list.people).enumerate() {
            let planted = world.truth.records[list_at(&world, &list.name)][at].planted;
            if planted.has(Slip::GivenMissing) || planted.has(Slip::FamilyMissing) {
                continue;
            }
            if row[name].is_empty() {
                // A name that has no part for this column.
                continue;
            }
            let tradition = world.person(*person).tradition;
            let latin = is_latin(&row[name]) || row[name] == "неизвестно";
            foreign.entry(tradition).or_default()[usize::from(latin)] += 1;
        }
        for tradition in Tradition::ALL {
            let [own, latin] = foreign.get(&tradition).copied().unwrap_or_default();
            let script = match list.keeper {
                Keeper::ArabicCentre => tradition == Tradition::Arabic,
                Keeper::RussianCentre => {
                    matches!(tradition, Tradition::Russian | Tradition::Ukrainian)
                }
                Keeper::ChildProtection => {
                    assert_eq!(own > 0, tradition.has_own_script(), "{tradition:?}");
                    assert!(latin > 0, "{tradition:?}");
                    continue;
                }
                _ => false,
            };
            let (here, elsewhere) = if script { (own, latin) } else { (latin, own) };
            assert!(here > 0 && elsewhere == 0, "{tradition:?} on {}", list.name);
        }
    }
}

#[test]
fn hard_lists_write_foreign_names_by_ear_in_their_script() {
    let world = world(&all_keepers(2000, ListParameters::hard), 23);
    for (keeper, column, script) in
        [(Keeper::ArabicCentre, 1, 0x600..0x700), (Keeper::RussianCentre, 2, 0x400..0x530)]
    {
        let list = world.lists.iter().find(|list| list.keeper == keeper).unwrap();
        let mut written = [0, 0];
        for (row, person) in list.rows.iter().zip(&list.people) {
            if world.person(*person).tradition == Tradition::Romanian && !row[column].is_empty() {
                let own = row[column].chars().any(|c| script.contains(&u32::from(c)));
                written[usize::from(own)] += 1;
            }
        }
        let share = f64::from(written[1]) / f64::from(written[0] + written[1]);
        assert!((0.4..0.8).contains(&share), "{keeper:?}: {written:?}");
    }
}

fn list_at(world: &CaseWorld, name: &str) -> usize {
    world.lists.iter().position(|list| list.name == name).unwrap()
}

/// Letters of Vietnamese and Yoruba names beyond the first blocks of Latin letters.
fn latin_more(letter: char) -> bool {
    (0x1e00..0x1f00).contains(&u32::from(letter))
}

#[test]
fn names_are_common_or_rare_as_names_are() {
    let mut parameters = CaseParameters::ordinary(20_000, 1);
    parameters.lists[0].capture = 0.99;
    let world = world(&parameters, 19);
    let mut times: HashMap<&str, u32> = HashMap::new();
    for row in &world.lists[0].rows {
        *times.entry(row[1].as_str()).or_default() += 1;
    }
    let mut counts: Vec<u32> = times.values().copied().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    // The commonest family name is borne by a few people in a hundred, and of all names more than a
    // quarter are borne by one person alone.
    assert!((100..800).contains(&counts[1]), "{}", counts[1]);
    let alone = counts.iter().filter(|count| **count == 1).count();
    assert!(alone * 4 > counts.len(), "{alone} of {}", counts.len());
    assert!(counts.len() > 3000, "{}", counts.len());
}

#[test]
fn nothing_is_printed_of_a_person() {
    let world = world(&CaseParameters::ordinary(100, 2), 1);
    let text = format!("{:?} {:?}", world.lists, world.person(0));
    let row = &world.lists[0].rows[0];
    assert!(!text.contains(&row[1]) && text.contains("a generated case list of"), "{text}");
}
