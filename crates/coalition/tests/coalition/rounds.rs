//! Linkage rounds by example: who opens, submits, links, erases and closes, and when.

use crate::assembly::{
    assembled, day, digest, in_round, linkage, linked, members, of, on, open_round, round, submit,
};
use crate::ground::id;
use concert_coalition::{
    Actor, Author, Body, Coalition, Command, Declaration, KeyHolder, LinkageRound, MOST_LISTS,
    Refusal, Role, RoundAct, RoundRefusal, RoundStage, Statement,
};

fn opened_by(actor: &Actor, change: impl FnOnce(&mut LinkageRound)) -> Refusal {
    let mut changed = round(101, "2026-11-30");
    change(&mut changed);
    on(&mut members(), "2026-11-20", actor, &open_round(changed)).unwrap_err()
}

fn holder(number: u16, organisation: u8) -> KeyHolder {
    KeyHolder { number, organisation: id(organisation) }
}

/// Round 101, open, in which 1 and 3 have submitted and 4 has not.
fn running() -> Coalition {
    let mut coalition = members();
    let acts = [
        (of(1), open_round(round(101, "2026-11-30"))),
        (of(1), submit(101, 1)),
        (of(3), submit(101, 3)),
    ];
    for (actor, command) in acts {
        on(&mut coalition, "2026-11-20", &actor, &command).unwrap();
    }
    coalition
}

fn refused(
    coalition: &mut Coalition,
    today: &str,
    actor: &Actor,
    command: &Command,
) -> &'static str {
    on(coalition, today, actor, command).unwrap_err().code()
}

#[test]
fn neither_the_hub_nor_a_stranger_to_the_key_opens_a_round() {
    let hub = Actor { role: Role::Coordinator, organisation: None, ..of(1) };
    let reader = Actor { role: Role::Reader, ..of(1) };
    for actor in [Actor::operator(), hub, reader, of(4), of(2)] {
        assert_eq!(opened_by(&actor, |_| {}).code(), "coalition/not-allowed", "{actor:?}");
    }
}

#[test]
fn no_organisation_alone_holds_a_key_that_works() {
    let too_few = |holders, needed| RoundRefusal::HeldByTooFew { holders, needed }.into();
    assert_eq!(opened_by(&of(1), |it| it.needed = 1), too_few(2, 1));
    assert_eq!(opened_by(&of(1), |it| it.needed = 0), too_few(2, 0));
    assert_eq!(opened_by(&of(1), |it| it.needed = 3), too_few(2, 3));
    assert_eq!(opened_by(&of(1), |it| it.holders = vec![holder(1, 1)]), too_few(1, 2));
    let twice = opened_by(&of(1), |it| it.holders = vec![holder(1, 1), holder(2, 1)]);
    assert_eq!(twice, RoundRefusal::HoldsTwice { organisation: id(1) }.into());
    let outsider = opened_by(&of(1), |it| it.holders[1] = holder(2, 2));
    assert_eq!(outsider, RoundRefusal::NoMember { organisation: id(2) }.into());
    for number in [0, 1, 3] {
        let gap = opened_by(&of(1), |it| it.holders[1].number = number);
        assert_eq!(gap.code(), "coalition/unsound");
    }
}

#[test]
fn terms_that_make_no_sense_are_refused() {
    let field = |change: fn(&mut LinkageRound)| match opened_by(&of(1), change) {
        Refusal::Unsound { field, .. } => field,
        other => other.code(),
    };
    assert_eq!(field(|it| it.names = concert_terms::Names::default()), "names");
    assert_eq!(field(|it| it.purpose = concert_terms::Names::default()), "purpose");
    assert_eq!(field(|it| it.digest = it.digest.to_uppercase() + "F"), "digest");
    assert_eq!(field(|it| it.settings = "FF".repeat(32)), "settings");
    assert_eq!(field(|it| it.file.clear()), "file");
    assert_eq!(field(|it| it.file = "x".repeat((64 << 10) + 1)), "file");
    assert_eq!(field(|it| it.lists_by = day("2026-11-19")), "lists_by");
    assert_eq!(field(|it| it.lists_by = day("2027-11-21")), "lists_by");
    assert_eq!(field(|it| it.members = vec![id(1)]), "members");
    assert_eq!(field(|it| it.members = vec![id(1), id(1)]), "coalition/named-twice-in-round");
    assert_eq!(field(|it| it.members.push(id(2))), "coalition/no-member");
    assert_eq!(field(|it| it.place = "ZZ".parse().unwrap()), "coalition/unknown-place");
}

#[test]
fn a_round_has_an_identifier_and_a_digest_of_its_own() {
    let mut coalition = running();
    let again = on(&mut coalition, "2026-11-21", &of(1), &open_round(round(101, "2026-11-30")));
    assert_eq!(again.unwrap(), []);
    let taken = RoundRefusal::RoundTaken { id: id(101) };
    let other_terms = open_round(round(101, "2026-12-01"));
    let refused = on(&mut coalition, "2026-11-21", &of(1), &other_terms);
    assert_eq!(refused.unwrap_err(), taken.clone().into());
    let same_key = LinkageRound { id: id(106), ..round(101, "2026-11-30") };
    let refused = on(&mut coalition, "2026-11-21", &of(1), &open_round(same_key));
    assert_eq!(refused.unwrap_err(), taken.into());
}

#[test]
fn a_list_sent_again_a_thousand_times_changes_nothing_even_after_another_replaced_it() {
    let mut coalition = running();
    let replaced = on(&mut coalition, "2026-11-21", &of(1), &submit(101, 11)).unwrap();
    let Body::ListSubmitted(list) = &replaced[0].body else { panic!("{replaced:?}") };
    assert_eq!((list.sequence, replaced[0].replaces), (2, Some(coalition.size - 3)));
    let before = coalition.clone();
    for _ in 0..1000 {
        for list in [1, 11] {
            assert_eq!(on(&mut coalition, "2026-11-22", &of(1), &submit(101, list)).unwrap(), []);
        }
    }
    assert_eq!(coalition, before);
    let open = &coalition.rounds.rounds[&id(101)];
    assert_eq!(open.receipt(id(1), &digest(1)).unwrap().0, 1);
    assert_eq!(open.list_in_force(id(1)).unwrap().1.digest, digest(11));
    // The receipt of the first is still there when nothing is taken any more.
    assert_eq!(on(&mut coalition, "2027-11-22", &of(1), &submit(101, 1)).unwrap(), []);
}

#[test]
fn a_list_that_was_taken_back_does_not_come_back_by_itself() {
    let mut coalition = running();
    on(&mut coalition, "2026-11-21", &of(1), &in_round(101, RoundAct::Retract)).unwrap();
    assert_eq!(on(&mut coalition, "2026-11-21", &of(1), &submit(101, 1)).unwrap(), []);
    assert_eq!(
        on(&mut coalition, "2026-11-21", &of(1), &in_round(101, RoundAct::Retract)).unwrap(),
        []
    );
    assert_eq!(coalition.rounds.rounds[&id(101)].list_in_force(id(1)), None);
    on(&mut coalition, "2026-11-21", &of(1), &submit(101, 12)).unwrap();
    assert_eq!(coalition.rounds.rounds[&id(101)].list_in_force(id(1)).unwrap().0, 2);
    let none = on(&mut coalition, "2026-11-21", &of(4), &in_round(101, RoundAct::Retract));
    assert_eq!(none.unwrap_err(), RoundRefusal::NoList { organisation: id(4) }.into());
}

#[test]
fn lists_are_taken_from_named_members_until_their_day_and_while_the_key_works() {
    let mut coalition = running();
    assert_eq!(
        refused(&mut coalition, "2026-11-21", &of(5), &submit(101, 5)),
        "coalition/not-allowed"
    );
    assert_eq!(
        refused(&mut coalition, "2026-12-01", &of(4), &submit(101, 4)),
        "coalition/lists-over"
    );
    let stage = |coalition: &Coalition| coalition.rounds.rounds[&id(101)].stage(day("2026-11-30"));
    assert_eq!(stage(&coalition), RoundStage::Lists);
    on(&mut coalition, "2026-11-21", &of(3), &in_round(101, RoundAct::DestroyShare)).unwrap();
    assert_eq!(
        refused(&mut coalition, "2026-11-21", &of(4), &submit(101, 4)),
        "coalition/round-key-gone"
    );
    assert_eq!(stage(&coalition), RoundStage::Linking);
}

#[test]
fn a_member_submits_so_many_lists_and_no_more() {
    let mut coalition = running();
    let list = |number: usize| {
        let digest = format!("{number:064x}");
        in_round(101, RoundAct::Submit { digest, records: 512, clean: false, device: None })
    };
    for number in 1..MOST_LISTS {
        on(&mut coalition, "2026-11-21", &of(1), &list(number)).unwrap();
    }
    let refused = on(&mut coalition, "2026-11-21", &of(1), &list(MOST_LISTS)).unwrap_err();
    assert_eq!(refused, RoundRefusal::TooManyLists { most: MOST_LISTS }.into());
}

#[test]
fn exactly_the_lists_in_force_are_linked_and_not_before_everybody_could_submit() {
    let mut coalition = running();
    let hub = Actor::operator();
    let early = on(&mut coalition, "2026-11-30", &hub, &linked(101, &[1, 3])).unwrap_err();
    assert_eq!(early, RoundRefusal::ListsAwaited { until: day("2026-11-30") }.into());
    for lists in [&[1][..], &[1, 4], &[1, 3, 4], &[1, 1, 3], &[]] {
        let refused = on(&mut coalition, "2026-12-01", &hub, &linked(101, lists)).unwrap_err();
        let (linked, in_force) = (lists.len(), 2);
        assert_eq!(refused, RoundRefusal::OtherLists { linked, in_force }.into());
    }
    // Everybody has submitted: there is nothing to wait for.
    on(&mut coalition, "2026-11-21", &of(4), &submit(101, 4)).unwrap();
    on(&mut coalition, "2026-11-21", &hub, &linked(101, &[4, 1, 3])).unwrap();
    assert_eq!(
        refused(&mut coalition, "2026-11-21", &of(4), &submit(101, 44)),
        "coalition/round-linked"
    );
}

#[test]
fn a_copied_list_counts_for_nobody() {
    let mut coalition = running();
    on(&mut coalition, "2026-11-21", &of(4), &submit(101, 3)).unwrap();
    let refused = on(&mut coalition, "2026-12-01", &Actor::operator(), &linked(101, &[1, 3]));
    assert_eq!(refused.unwrap_err(), RoundRefusal::SameList { organisation: id(4) }.into());
    on(&mut coalition, "2026-12-01", &of(4), &in_round(101, RoundAct::Retract)).unwrap();
    on(&mut coalition, "2026-12-01", &Actor::operator(), &linked(101, &[1, 3])).unwrap();
    on(&mut coalition, "2026-12-01", &of(3), &in_round(101, RoundAct::Retract)).unwrap();
    assert!(coalition.rounds.rounds[&id(101)].rests_on_retracted());
    let alone = on(&mut coalition, "2026-12-01", &Actor::operator(), &linked(101, &[1]));
    assert_eq!(alone.unwrap_err(), RoundRefusal::TooFewLists { lists: 1 }.into());
}

#[test]
fn a_record_of_a_linkage_holds_digests_and_counts_and_belongs_to_its_round() {
    let mut coalition = running();
    let record = |change: fn(&mut concert_coalition::LinkageRecord)| {
        let mut changed = linkage(101, &[1, 3]);
        change(&mut changed);
        in_round(101, RoundAct::Record(Box::new(changed)))
    };
    let bad = [
        record(|it| it.round = id(102)),
        record(|it| it.manifest = serde_json::json!(["a"])),
        record(|it| it.manifest = serde_json::json!({"x": "x".repeat(65 << 10)})),
        record(|it| it.manifest_digest.clear()),
        record(|it| it.lists[0] = "Amina".into()),
    ];
    for command in bad {
        let code = refused(&mut coalition, "2026-12-01", &Actor::operator(), &command);
        assert_eq!(code, "coalition/unsound");
    }
}

#[test]
fn a_round_is_closed_once_neither_a_working_key_nor_an_encoding_is_left() {
    let mut coalition = running();
    let hub = Actor::operator();
    let [erase, close] = [RoundAct::Erase, RoundAct::Close].map(|act| in_round(101, act));
    let today = "2026-12-01";
    assert_eq!(refused(&mut coalition, today, &hub, &erase), "coalition/round-not-linked");
    on(&mut coalition, today, &hub, &linked(101, &[1, 3])).unwrap();
    assert_eq!(refused(&mut coalition, today, &hub, &close), "coalition/encodings-left");
    on(&mut coalition, today, &hub, &erase).unwrap();
    assert_eq!(
        refused(&mut coalition, today, &hub, &linked(101, &[3, 1])),
        "coalition/encodings-erased"
    );
    assert_eq!(
        refused(&mut coalition, today, &of(1), &in_round(101, RoundAct::Retract)),
        "coalition/encodings-erased"
    );
    let left = on(&mut coalition, today, &of(1), &close).unwrap_err();
    assert_eq!(left, RoundRefusal::SharesLeft { left: 2, needed: 2 }.into());
    let destroy = in_round(101, RoundAct::DestroyShare);
    on(&mut coalition, today, &of(1), &destroy).unwrap();
    assert_eq!(on(&mut coalition, today, &of(1), &destroy).unwrap(), []);
    on(&mut coalition, today, &of(3), &close).unwrap();
    // The last holder destroys its share too, and says so.
    assert_eq!(on(&mut coalition, today, &of(3), &destroy).unwrap().len(), 1);
    assert_eq!(coalition.rounds.rounds[&id(101)].stage(day(today)), RoundStage::Closed);
}

#[test]
fn an_abandoned_round_takes_nothing_and_is_cleared_all_the_same() {
    let mut coalition = running();
    let abandon = in_round(101, RoundAct::Abandon { reason: "a laptop was stolen".into() });
    assert_eq!(refused(&mut coalition, "2026-11-21", &of(4), &abandon), "coalition/not-allowed");
    on(&mut coalition, "2026-11-21", &of(3), &abandon).unwrap();
    assert_eq!(
        refused(&mut coalition, "2026-11-21", &of(4), &submit(101, 4)),
        "coalition/round-abandoned"
    );
    let hub = Actor::operator();
    assert_eq!(
        refused(&mut coalition, "2026-12-01", &hub, &linked(101, &[1, 3])),
        "coalition/round-abandoned"
    );
    on(&mut coalition, "2026-11-21", &of(1), &in_round(101, RoundAct::DestroyShare)).unwrap();
    on(&mut coalition, "2026-11-21", &hub, &in_round(101, RoundAct::Erase)).unwrap();
    on(&mut coalition, "2026-11-21", &hub, &in_round(101, RoundAct::Close)).unwrap();
    let linked_round = in_round(103, RoundAct::Abandon { reason: "late".into() });
    assert_eq!(
        refused(&mut assembled(), "2026-11-24", &hub, &linked_round),
        "coalition/round-linked"
    );
}

/// Two worlds that differ in the lists of others answer a member byte for byte alike.
#[test]
fn what_a_submitter_is_told_does_not_depend_on_the_lists_of_others() {
    let told = |others: &[u8]| {
        let mut coalition = members();
        on(&mut coalition, "2026-11-20", &of(3), &open_round(round(101, "2026-11-30"))).unwrap();
        for &list in others {
            on(&mut coalition, "2026-11-20", &of(3), &submit(101, list)).unwrap();
        }
        let mut told = Vec::new();
        for command in [
            submit(101, 1),
            submit(101, 7),
            submit(101, 1),
            in_round(101, RoundAct::Retract),
            in_round(101, RoundAct::Retract),
            submit(101, 7),
            submit(101, 8),
        ] {
            let answer = on(&mut coalition, "2026-11-21", &of(1), &command);
            // The place in the journal, not the content, says how much others stated.
            let strip = |statement: Statement| Statement { replaces: None, ..statement };
            told.push(answer.map(|said| said.into_iter().map(strip).collect::<Vec<_>>()));
        }
        told
    };
    let alone = told(&[]);
    for others in [&[1][..], &[7, 8], &[2, 1, 3, 7], &[9; 3]] {
        assert_eq!(told(others), alone);
    }
}

#[test]
fn an_import_is_not_undone_under_a_round() {
    let mut coalition = members();
    let import = crate::ground::import(53);
    let declarations = vec![Declaration::Place(crate::ground::place("EE"))];
    let hub = Actor::operator();
    on(&mut coalition, "2026-11-20", &hub, &Command::Import { import, declarations }).unwrap();
    let elsewhere = LinkageRound { place: "EE".parse().unwrap(), ..round(101, "2026-11-30") };
    on(&mut coalition, "2026-11-20", &of(1), &open_round(elsewhere)).unwrap();
    let undo = Command::UndoImport { import: id(53), reason: "wrong file".into() };
    assert_eq!(refused(&mut coalition, "2026-11-20", &hub, &undo), "coalition/still-used");
}

#[test]
fn who_left_the_coalition_submits_no_more_but_retracts_and_destroys() {
    let mut coalition = running();
    let leaves = crate::assembly::member(1, "2026-01-01", Some("2026-11-21"));
    on(&mut coalition, "2026-11-22", &Actor::operator(), &leaves).unwrap();
    assert_eq!(
        refused(&mut coalition, "2026-11-22", &of(1), &submit(101, 9)),
        "coalition/not-allowed"
    );
    on(&mut coalition, "2026-11-22", &of(1), &in_round(101, RoundAct::Retract)).unwrap();
    on(&mut coalition, "2026-11-22", &of(1), &in_round(101, RoundAct::DestroyShare)).unwrap();
}

#[test]
fn statements_of_a_round_are_written_as_they_are_read() {
    let coalition = assembled();
    let said = coalition.rounds.rounds[&id(104)].said;
    assert_eq!(said.by, Author::User(id(201)));
    let json = serde_json::to_value(Body::EncodingsErased { round: id(104) }).unwrap();
    assert_eq!(json["kind"], "encodings-erased");
}
