//! Differences give back both versions, and amendments are laid on a text without loss.

use concert_wording::{Difference, Merged, Passage, Run, merge};
use proptest::prelude::*;

/// Texts of few words and signs in several scripts, so that versions share much.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "states ",
        "shall ",
        "train ",
        "judges",
        ", ",
        ". ",
        "\n",
        "\r\n",
        " ",
        "مكافحة ",
        "الاتجار ",
        "بالبشر",
        "打击",
        "贩运",
        "ประเทศ",
        "กำ",
        "e\u{301}",
        "👩\u{200d}👧",
        "न",
        "\u{94d}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn applying_gives_the_new_version_and_reversing_the_old(old in text(), new in text()) {
        let difference = Difference::between(&old, &new);
        prop_assert_eq!(&difference.before(), &old);
        prop_assert_eq!(difference.apply(&old).unwrap(), new.clone());
        prop_assert_eq!(difference.reversed().apply(&new).unwrap(), old.clone());
        prop_assert_eq!(difference.reversed().reversed(), difference.clone());
        prop_assert_eq!(difference.is_empty(), old == new);
        prop_assert!(difference.runs().all(|run| !run.text().is_empty()));
        if old != new {
            prop_assert_eq!(difference.apply(&new).unwrap_err().code(), "wording/other-text");
        }
    }

    #[test]
    fn any_texts_at_all_can_be_compared(old in any::<String>(), new in any::<String>()) {
        let difference = Difference::between(&old, &new);
        prop_assert_eq!(difference.apply(&old).unwrap(), new.clone());
        prop_assert_eq!(merge(&old, &[&new]).text().unwrap(), new);
    }

    #[test]
    fn one_amendment_alone_is_the_new_text_and_so_are_two_that_say_the_same(
        base in text(), new in text(),
    ) {
        prop_assert_eq!(merge(&base, &[&new]).text(), Some(new.clone()));
        let twice = merge(&base, &[&new, &base, &new]);
        prop_assert_eq!(twice.text(), Some(new));
        prop_assert!(twice.same_paragraph.is_empty());
        prop_assert_eq!(merge(&base, &[]).text(), Some(base));
    }

    #[test]
    fn what_each_passage_says_makes_up_the_text_and_the_order_of_amendments_does_not_matter(
        base in text(), one in text(), other in text(),
    ) {
        let merged = merge(&base, &[&one, &other]);
        let old = merged.passages.iter().map(|passage| match passage {
            Passage::Kept(old) | Passage::Changed { old, .. } | Passage::Contested { old, .. } => old.as_str(),
        });
        prop_assert_eq!(old.collect::<String>(), base.clone());
        prop_assert_eq!(merged.text().is_none(), merged.is_contested());
        prop_assert_eq!(said_by(&merged, 0), one.clone());
        prop_assert_eq!(said_by(&merged, 1), other.clone());
        prop_assert_eq!(merge(&base, &[&other, &one]).text(), merged.text());
    }
}

/// The version of one amendment, put together from the passages.
fn said_by(merged: &Merged, amendment: u32) -> String {
    let said = |passage: &Passage| match passage {
        Passage::Kept(text) => text.clone(),
        Passage::Changed { old, new, by } => {
            if by.contains(&amendment) {
                new.clone()
            } else {
                old.clone()
            }
        }
        Passage::Contested { old, wordings } => {
            let own = wordings.iter().find(|wording| wording.by.contains(&amendment));
            own.map_or(old.clone(), |wording| wording.text.clone())
        }
    };
    merged.passages.iter().map(said).collect()
}

fn runs(old: &str, new: &str) -> Vec<Run> {
    Difference::between(old, new).runs().cloned().collect()
}

#[test]
fn arabic_is_compared_by_words() {
    let kept = |text: &str| Run::Kept(text.to_owned());
    assert_eq!(
        runs("تدرب الدول القضاة على حماية الضحايا", "تدرب الدول الشرطة على حماية الضحايا"),
        [
            kept("تدرب الدول "),
            Run::Removed("القضاة".to_owned()),
            Run::Added("الشرطة".to_owned()),
            kept(" على حماية الضحايا"),
        ]
    );
}

#[test]
fn a_script_without_spaces_is_compared_by_characters() {
    let difference = runs("打击贩运人口", "打击贩卖人口");
    assert_eq!(difference[1..3], [Run::Removed("运".to_owned()), Run::Added("卖".to_owned())]);
}

#[test]
fn a_new_phrase_is_not_cut_at_its_spaces() {
    let difference = runs("by 2030 at the latest", "before the next conference at the latest");
    assert_eq!(difference.len(), 3);
    assert_eq!(difference[1], Run::Added("before the next conference".to_owned()));
}

#[test]
fn a_paragraph_in_between_leaves_the_others_as_they_are() {
    let old = "One stands here.\nTwo shall be done.\nThree is last.\n";
    let new = "One stands here.\nQuite another thing!\nTwo should be done.\nThree is last.\n";
    let difference = Difference::between(old, new);
    assert_eq!(difference.paragraphs.len(), 4);
    assert_eq!(difference.paragraphs[1].runs, [Run::Added("Quite another thing!\n".to_owned())]);
    assert_eq!(difference.paragraphs[2].runs[1], Run::Removed("shall".to_owned()));
}

const TEXT: &str = "States shall train judges and prosecutors.\nA fund helps victims.\n";

#[test]
fn amendments_of_neighbouring_words_contest_each_other() {
    let merged = merge(TEXT, &[&TEXT.replace("train", "teach"), &TEXT.replace("judges", "police")]);
    let Passage::Contested { old, wordings } = &merged.passages[1] else { panic!("{merged:?}") };
    assert_eq!(old, "train judges");
    assert_eq!(wordings[0].text, "teach judges");
    assert_eq!(wordings[1].text, "train police");
    assert_eq!(merged.same_paragraph, [(0, 1)]);
}

#[test]
fn amendments_of_different_paragraphs_have_nothing_to_do_with_each_other() {
    let first = TEXT.replace("prosecutors", "police");
    let second = TEXT.replace("A fund", "Compensation");
    let struck = TEXT.split_inclusive('\n').next().unwrap();
    let merged = merge(TEXT, &[&first, &second]);
    assert_eq!(merged.text().unwrap(), first.replace("A fund", "Compensation"));
    assert!(merged.same_paragraph.is_empty());
    assert_eq!(
        merge(TEXT, &[&first, struck]).text().unwrap(),
        first.split_inclusive('\n').next().unwrap()
    );
}

#[test]
fn two_who_insert_different_things_in_one_place_are_asked_which_comes_first() {
    let one = TEXT.replace("\nA fund", "\nNobody is punished.\nA fund");
    let other = TEXT.replace("\nA fund", "\nShelters are opened.\nA fund");
    assert!(merge(TEXT, &[&one, &other]).is_contested());
    assert_eq!(merge(TEXT, &[&one, &one]).text(), Some(one));
}
