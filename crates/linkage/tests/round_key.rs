//! The way of a round's key: ceremony, request, answer, combination; and every message that is refused.

use concert_linkage::encoding::{EncodingSettings, ListTokens, encode};
use concert_linkage::round_key::{
    Answer, Asking, Begun, Confirmation, Deal, Holder, Opening, Request, Round, RoundKey,
    RoundKeyRefusal, ask, combine,
};
use concert_linkage::{CaseColumn, CaseList};
use concert_terms::CaseField;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;

fn rng(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

fn settings() -> EncodingSettings {
    EncodingSettings::of_fields([CaseField::FullName, CaseField::BirthDate])
}

fn round(name: &str, holders: u16, needed: u16) -> Round {
    Round { name: name.into(), settings: settings().digest(), holders, needed, most_tokens: 1_000 }
}

fn list(names: &[&str]) -> CaseList {
    CaseList {
        name: "list".into(),
        ids: (0..names.len()).map(|number| number.to_string()).collect(),
        columns: vec![
            CaseColumn {
                field: CaseField::FullName,
                heading: "name".into(),
                values: names.iter().collect(),
            },
            CaseColumn {
                field: CaseField::BirthDate,
                heading: "born".into(),
                values: names.iter().map(|_| "1990-02-13").collect(),
            },
        ],
        clean: true,
    }
}

fn opened(round: &Round) -> (Vec<Begun>, Vec<Opening>) {
    (1..=round.holders)
        .map(|number| {
            Begun::new(round, number, &mut rng(number.into()))
                .expect("the ceremony of the tests goes well")
        })
        .unzip()
}

fn ceremony(round: &Round) -> (Vec<Holder>, RoundKey) {
    let (begun, openings) = opened(round);
    let (dealt, deals): (Vec<_>, Vec<Vec<Deal>>) = begun
        .iter()
        .map(|holder| holder.deal(&openings).expect("the ceremony of the tests goes well"))
        .unzip();
    let deals: Vec<Deal> = deals.into_iter().flatten().collect();
    let to =
        |number: u16| deals.iter().filter(|deal| deal.to == number).cloned().collect::<Vec<_>>();
    let (shared, confirmations): (Vec<_>, Vec<Confirmation>) = (1..)
        .zip(&dealt)
        .map(|(number, holder)| {
            holder.share(&to(number)).expect("the ceremony of the tests goes well")
        })
        .unzip();
    let (holders, keys): (Vec<_>, Vec<_>) = shared
        .into_iter()
        .map(|holder| holder.confirm(&confirmations).expect("the ceremony of the tests goes well"))
        .unzip();
    assert!(keys.iter().all(|key| *key == keys[0]), "all holders arrive at one public key");
    (holders, keys.into_iter().next().expect("the ceremony of the tests goes well"))
}

fn asked(round: &Round, names: &[&str]) -> (ListTokens, Asking, Request) {
    let tokens =
        ListTokens::of(&list(names), &settings()).expect("the ceremony of the tests goes well");
    let (asking, request) =
        ask(round, &tokens, &[5; 32]).expect("the ceremony of the tests goes well");
    (tokens, asking, request)
}

#[test]
fn any_two_of_three_holders_give_the_same_keys_and_one_gives_none() {
    let round = round("r", 3, 2);
    let (mut holders, key) = ceremony(&round);
    let names = ["Amina Haddad", "Iryna Bondar", "Amina Bondar"];
    let (tokens, asking, request) = asked(&round, &names);
    let answers: Vec<Answer> = holders
        .iter_mut()
        .map(|holder| holder.answer("member", &request, &mut rng(9)).unwrap())
        .collect();
    let encoded = |answers: &[Answer]| {
        let keys = combine(&round, &key, &asking, answers).unwrap();
        let settings = EncodingSettings { decoys: 0, ..settings() };
        assert_eq!(tokens.records(), 3);
        encode(&list(&names), &settings, &keys, &mut rng(1)).unwrap().0.filters
    };
    let first = encoded(&answers[..2]);
    assert_eq!(first, encoded(&answers[1..]));
    assert_eq!(first, encoded(&[answers[2].clone(), answers[0].clone()]));
    assert_eq!(first, encoded(&answers));
    assert!(matches!(
        combine(&round, &key, &asking, &answers[..1]),
        Err(RoundKeyRefusal::TooFew { found: 1, needed: 2 })
    ));
}

#[test]
fn two_members_get_the_same_key_for_the_same_token() {
    let round = round("r", 4, 3);
    let (mut holders, key) = ceremony(&round);
    let mut filters = Vec::new();
    for (member, seed) in [("a", 1), ("b", 2)] {
        let tokens = ListTokens::of(&list(&["Amina Haddad"]), &settings()).unwrap();
        let (asking, request) = ask(&round, &tokens, &[seed; 32]).unwrap();
        let answers: Vec<Answer> = holders[1..]
            .iter_mut()
            .map(|holder| holder.answer(member, &request, &mut rng(3)).unwrap())
            .collect();
        let keys = combine(&round, &key, &asking, &answers).unwrap();
        let settings = EncodingSettings { decoys: 0, ..settings() };
        filters.push(
            encode(&list(&["Amina Haddad"]), &settings, &keys, &mut rng(1)).unwrap().0.filters,
        );
    }
    assert_eq!(filters[0], filters[1]);
}

#[test]
fn a_request_is_a_size_class_of_elements_in_the_order_of_their_bytes() {
    let round = round("r", 2, 2);
    let lengths: Vec<usize> = [&["Ann"][..], &["Ann", "Bo"], &["Amina Haddad", "Iryna Bondar"]]
        .iter()
        .map(|names| asked(&round, names).2.len())
        .collect();
    assert_eq!(lengths, [64, 64, 64]);
    let (_, _, again) = asked(&round, &["Ann"]);
    assert_eq!(again, asked(&round, &["Ann"]).2, "the same seed gives the same request");
    let tokens = ListTokens::of(&list(&["Ann"]), &settings()).unwrap();
    assert_ne!(again, ask(&round, &tokens, &[6; 32]).unwrap().1);
}

#[test]
fn messages_of_another_round_are_refused() {
    let (ours, theirs) = (round("r", 2, 2), round("s", 2, 2));
    let (mut holders, key) = ceremony(&ours);
    let (begun, openings) = opened(&ours);
    let (_, other_openings) = opened(&theirs);
    let mixed = [openings[0].clone(), other_openings[1].clone()];
    assert_eq!(begun[0].deal(&mixed).unwrap_err(), RoundKeyRefusal::OtherRound);
    let (_, asking, request) = asked(&theirs, &["Ann"]);
    assert_eq!(
        holders[0].answer("m", &request, &mut rng(1)).unwrap_err(),
        RoundKeyRefusal::OtherRound
    );
    assert_eq!(combine(&ours, &key, &asking, &[]).unwrap_err(), RoundKeyRefusal::OtherRound);
    assert_eq!(combine(&theirs, &key, &asking, &[]).unwrap_err(), RoundKeyRefusal::OtherRound);
}

#[test]
fn a_request_is_answered_once_and_a_member_not_beyond_its_allowance() {
    let round = Round { most_tokens: 100, ..round("r", 2, 2) };
    let (mut holders, _) = ceremony(&round);
    let (_, _, request) = asked(&round, &["Ann"]);
    let (_, _, second) = asked(&round, &["Bo"]);
    holders[0].answer("m", &request, &mut rng(1)).unwrap();
    assert_eq!(
        holders[0].answer("m", &request, &mut rng(1)).unwrap_err(),
        RoundKeyRefusal::AnsweredBefore
    );
    assert_eq!(
        holders[0].answer("m", &second, &mut rng(1)).unwrap_err(),
        RoundKeyRefusal::TooManyTokens { asked: 64, left: 36 }
    );
    holders[0].answer("n", &second, &mut rng(1)).unwrap();
}

/// Changes one thing in the postcard bytes of a message and reads it again, if it can be read.
fn altered<T: serde::Serialize + serde::de::DeserializeOwned>(message: &T, at: usize) -> Option<T> {
    let mut bytes = postcard::to_stdvec(message).expect("a message can be written");
    let at = at % bytes.len();
    bytes[at] ^= 1;
    postcard::from_bytes(&bytes).ok()
}

#[test]
fn no_altered_answer_is_believed() {
    let round = round("r", 3, 2);
    let (mut holders, key) = ceremony(&round);
    let (_, asking, request) = asked(&round, &["Amina Haddad"]);
    let answers: Vec<Answer> = holders
        .iter_mut()
        .map(|holder| holder.answer("m", &request, &mut rng(2)).unwrap())
        .collect();
    let length = postcard::to_stdvec(&answers[0]).unwrap().len();
    for at in (0..length).step_by(29) {
        if let Some(altered) = altered(&answers[0], at) {
            let refused = combine(&round, &key, &asking, &[altered, answers[1].clone()]);
            assert!(refused.is_err(), "an answer altered at byte {at} was believed");
        }
    }
    // An answer made with another share than the one committed to.
    let mut foreign = ceremony(&Round { holders: 3, ..round.clone() }).0;
    let mut second = foreign[1].answer("m", &request, &mut rng(7)).unwrap();
    second.from = 1;
    assert_eq!(
        combine(&round, &key, &asking, &[second, answers[1].clone()]).unwrap_err(),
        RoundKeyRefusal::WrongAnswer { number: 1 }
    );
    assert_eq!(
        combine(&round, &key, &asking, &[answers[1].clone(), answers[1].clone()]).unwrap_err(),
        RoundKeyRefusal::HeardBefore { number: 2 }
    );
    let (_, other, _) = asked(&round, &["Amina Saleh"]);
    assert_eq!(
        combine(&round, &key, &other, &answers).unwrap_err(),
        RoundKeyRefusal::OtherRequest { number: 1 }
    );
}

#[test]
fn an_altered_ceremony_ends_in_a_refusal() {
    let round = round("r", 3, 2);
    let (begun, openings) = opened(&round);
    let (dealt, deals): (Vec<_>, Vec<_>) =
        begun.iter().map(|holder| holder.deal(&openings).unwrap()).unzip();
    let mine: Vec<Deal> = deals.concat().into_iter().filter(|deal| deal.to == 1).collect();
    // The proof of an opening is of its first coefficient; an altered later one is found when what was dealt does not fit it.
    let length = postcard::to_stdvec(&openings[1]).unwrap().len();
    for at in (0..length).step_by(7) {
        if let Some(opening) = altered(&openings[1], at) {
            let believed = begun[0]
                .deal(&[opening, openings[2].clone()])
                .and_then(|(dealt, _)| dealt.share(&mine));
            assert!(believed.is_err(), "byte {at}");
        }
    }
    assert_eq!(
        begun[0].deal(&openings[..2]).unwrap_err(),
        RoundKeyRefusal::TooFew { found: 2, needed: 3 }
    );
    assert_eq!(
        begun[0].deal(&[openings[1].clone(), openings[1].clone()]).unwrap_err(),
        RoundKeyRefusal::HeardBefore { number: 2 }
    );
    let length = postcard::to_stdvec(&mine[0]).unwrap().len();
    for at in 0..length {
        if let Some(deal) = altered(&mine[0], at) {
            assert!(dealt[0].share(&[deal, mine[1].clone()]).is_err(), "byte {at}");
        }
    }
    let (shared, confirmation) = dealt[0].share(&mine).unwrap();
    let liar = Confirmation { from: 2, saw: [0; 32], ..confirmation };
    assert_eq!(shared.confirm(&[liar]).unwrap_err(), RoundKeyRefusal::SawOther { number: 2 });
}

#[test]
fn states_can_be_written_and_read_between_the_steps() {
    let round = round("r", 2, 2);
    let (begun, openings) = opened(&round);
    let bytes = postcard::to_stdvec(&begun[0]).unwrap();
    let again: Begun = postcard::from_bytes(&bytes).unwrap();
    let (first, second) = (again.deal(&openings).unwrap().1, begun[0].deal(&openings).unwrap().1);
    assert_eq!(postcard::to_stdvec(&first).unwrap(), postcard::to_stdvec(&second).unwrap());
    assert!(postcard::from_bytes::<Begun>(&bytes[..bytes.len() / 2]).is_err(), "truncated");
}

#[test]
fn what_is_secret_prints_as_nothing() {
    let round = round("r", 2, 2);
    let (begun, openings) = opened(&round);
    let (dealt, deals) = begun[0].deal(&openings).unwrap();
    let (holders, _) = ceremony(&round);
    for printed in [
        format!("{:?}", begun[0]),
        format!("{dealt:?}"),
        format!("{:?}", deals[0]),
        format!("{:?}", holders[0]),
    ] {
        assert!(printed.contains("a secret"), "{printed}");
    }
    let (_, asking, _) = asked(&round, &["Amina"]);
    assert_eq!(format!("{asking:?}"), "a request for 64 tokens");
}

#[test]
fn terms_that_make_no_round_are_refused() {
    for (holders, needed) in [(3, 1), (1, 1), (2, 3), (0, 0)] {
        let round = round("r", holders, needed);
        assert_eq!(
            Begun::new(&round, 1, &mut rng(1)).unwrap_err(),
            RoundKeyRefusal::Terms { holders, needed }
        );
    }
}
