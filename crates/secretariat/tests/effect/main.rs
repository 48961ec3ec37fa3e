//! The effect of commitments: what was planted in a generated region is found, and what nothing can
//! be said of is refused. The same over many regions is
//! `cargo bench -p concert-secretariat --bench effect`.

mod worlds;

use concert_secretariat::{NotCompared, Unanswered};
use concert_terms::Id;
use jiff::ToSpan;
use worlds::{ASKED, CLOSED, MADE, Score, planted, region};

fn code(unanswered: &Unanswered) -> &str {
    match unanswered {
        Unanswered::Refused(refused) => refused.code,
        Unanswered::Fault(fault) => panic!("{fault}"),
    }
}

#[test]
fn what_was_planted_is_found_and_none_leans_to_one_side() {
    let mut scores = [Score::default(); CLOSED.len()];
    for seed in 1..=4 {
        let folder = tempfile::tempdir().unwrap();
        let secretariat = region(seed, folder.path());
        for (score, planted) in scores.iter_mut().zip(&planted(&secretariat, seed)) {
            score.add(planted);
        }
    }
    for (score, closed) in scores.iter().zip(CLOSED) {
        println!(
            "{closed}: held {}, bias {}, planted {}",
            score.share_held(),
            score.bias(),
            score.planted()
        );
        assert!(score.bias().abs() < 0.05, "{closed}: {score:?} {}", score.bias());
        assert!(score.length() < 0.6, "{closed}: {score:?}");
    }
    assert!(scores[0].planted().abs() < 1e-9 && scores[2].planted() < -0.25, "{scores:?}");
    // Of twelve intervals at 90 % eight or fewer hold the truth with a probability of 0.026.
    let held: u32 = scores.iter().map(|score| score.held).sum();
    assert!(held >= 9, "{held} of 12");
}

#[test]
fn what_nothing_can_be_said_of_is_refused_and_cells_of_other_commitments_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let secretariat = region(9, folder.path());
    let planted = planted(&secretariat, 9);
    let view = &planted[2].found;
    assert!(!view.excluded.is_empty(), "needs of the other two commitments are like these");
    let others: Vec<Id> = view.layers[0].beside.iter().map(|other| other.cell.need).collect();
    assert!(view.excluded.iter().all(|cell| !others.contains(&cell.need)));
    assert!(view.layers[0].cells.iter().all(|cell| !others.contains(&cell.cell.need)));
    assert_eq!((view.made, view.cells_named, view.cells_without_need), (MADE, 12, 0));
    let counted = view.layers[0].cells.len() + view.not_compared.len();
    assert!(counted >= 12, "{counted}: a need is counted or it is said why not");

    let before = MADE.checked_sub(1.day()).unwrap();
    let refused = secretariat.effect(view.commitment, before).unwrap_err();
    assert_eq!(code(&refused), "coverage/made-later");
    let nobody = secretariat.effect(Id::from_bytes([1; 16]), ASKED).unwrap_err();
    assert_eq!(code(&nobody), "coalition/absent");
    // As known on the day of the promise, nothing has changed yet.
    let same_day = secretariat.effect(view.commitment, MADE).unwrap();
    assert!(same_day.layers[0].association.middle.abs() < 1e-6, "{:?}", same_day.layers[0]);
    assert!(same_day.not_compared.iter().all(|left| left.why != NotCompared::NotKnownThen));
}
