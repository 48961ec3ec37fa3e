//! Devices that sign for a member.

use crate::assembly::{add_device, assembled, digest, in_round, of, on};
use crate::ground::id;
use concert_coalition::{
    Actor, Author, Body, Command, DeviceCommand, Role, RoundAct, RoundRefusal, User,
};

fn revoke(number: u8) -> Command {
    Command::Device(DeviceCommand::Revoke(id(number)))
}

fn signed(list: u8, device: u8) -> Command {
    let digest = digest(list);
    in_round(101, RoundAct::Submit { digest, records: 512, clean: true, device: Some(id(device)) })
}

#[test]
fn a_device_signs_for_its_user_until_it_is_revoked_and_never_for_another() {
    let mut coalition = assembled();
    let stated = on(&mut coalition, "2026-11-23", &of(1), &signed(7, 111)).unwrap();
    let Body::ListSubmitted(list) = &stated[0].body else { panic!("{stated:?}") };
    assert_eq!((list.organisation, list.device), (id(1), Some(id(111))));

    let for_nobody = RoundRefusal::SignsForNobody { device: id(111) };
    let by_another = on(&mut coalition, "2026-11-23", &of(3), &signed(8, 111));
    assert_eq!(by_another.unwrap_err(), for_nobody.clone().into());
    let colleague = Actor { author: Author::User(id(210)), ..of(1) };
    let by_colleague = on(&mut coalition, "2026-11-23", &colleague, &signed(8, 111));
    assert_eq!(by_colleague.unwrap_err(), for_nobody.clone().into());
    let unknown = on(&mut coalition, "2026-11-23", &of(1), &signed(8, 99));
    let refused = RoundRefusal::SignsForNobody { device: id(99) };
    assert_eq!(unknown.unwrap_err(), refused.into());

    on(&mut coalition, "2026-11-23", &of(1), &revoke(111)).unwrap();
    for list in [7, 8] {
        let late = on(&mut coalition, "2026-11-23", &of(1), &signed(list, 111));
        assert_eq!(late.unwrap_err(), for_nobody.clone().into());
    }
    assert!(on(&mut coalition, "2026-11-23", &of(1), &revoke(111)).unwrap().is_empty());
}

#[test]
fn a_key_is_added_once_by_whoever_speaks_for_an_organisation() {
    let mut coalition = assembled();
    assert!(on(&mut coalition, "2026-11-23", &of(1), &add_device(111)).unwrap().is_empty());
    let stolen = on(&mut coalition, "2026-11-23", &of(3), &add_device(111));
    assert_eq!(stolen.unwrap_err().code(), "coalition/unsound");
    let (name, key) = ("laptop".to_owned(), digest(111));
    let other_id = Command::Device(DeviceCommand::Add { id: id(113), name, key });
    let refused = on(&mut coalition, "2026-11-23", &of(3), &other_id);
    assert_eq!(refused.unwrap_err().code(), "coalition/unsound");
    let reader = Actor { role: Role::Reader, ..of(1) };
    for nobody in [reader, Actor::operator()] {
        let refused = on(&mut coalition, "2026-11-23", &nobody, &add_device(114)).unwrap_err();
        assert_eq!(refused.code(), "coalition/not-allowed");
    }
    on(&mut coalition, "2026-11-23", &of(1), &revoke(111)).unwrap();
    let again = on(&mut coalition, "2026-11-23", &of(1), &add_device(111));
    assert_eq!(again.unwrap_err().code(), "coalition/unsound");
}

#[test]
fn a_device_of_a_user_whose_account_was_closed_signs_nothing() {
    let mut coalition = assembled();
    let close = Command::CloseUser(id(201));
    on(&mut coalition, "2026-11-23", &Actor::operator(), &close).unwrap();
    let user: &User = &coalition.users[&id(201)];
    let actor = Actor::user(user);
    let refused = on(&mut coalition, "2026-11-23", &actor, &signed(7, 111)).unwrap_err();
    assert_eq!(refused.code(), "coalition/not-allowed");
}
