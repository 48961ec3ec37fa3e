//! Where users are written to. An address is about a person: it is kept beside the journal, never
//! stated in it, shown to nobody but its owner and administrators, and removed at a word.

use concert_coalition::{Actor, Author, Command};
use concert_terms::Id;
use jiff::Timestamp;
use serde::Serialize;

use crate::{Asked, Done, Secretariat, Unanswered};

/// Where somebody is written to. It prints as its kind only.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The address of a mailbox.
    pub address: String,
    /// The language in which they are written to, as a BCP 47 tag.
    pub language: String,
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact")
    }
}

/// The account of whoever is signed in, as they see it themselves.
#[derive(Clone, PartialEq, Serialize)]
pub struct AccountView {
    /// Identifier.
    pub id: Id,
    /// The name under which they sign in.
    pub name: String,
    /// Where they are written to.
    pub contact: Option<Contact>,
}

impl std::fmt::Debug for AccountView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AccountView")
    }
}

/// The longest address (RFC 5321, section 4.5.3.1.3, without the angle brackets).
const LONGEST_ADDRESS: usize = 254;
/// The longest part before the `@` (section 4.5.3.1.1).
const LONGEST_LOCAL_PART: usize = 64;

impl Secretariat {
    /// The account of somebody; `None` for whoever works at the machine, who has none.
    pub fn account(&self, actor: &Actor) -> Asked<Option<AccountView>> {
        let Author::User(id) = actor.author else { return Ok(None) };
        let name = self.picture().coalition.users.get(&id).map(|user| user.name.clone());
        let Some(name) = name else { return Ok(None) };
        Ok(Some(AccountView { id, name, contact: self.kept_contact(id)? }))
    }

    /// Where a user is written to: for administrators, and for the user.
    pub fn contact(&self, actor: &Actor, user: Id) -> Asked<Option<Contact>> {
        self.may_see_contact(actor, user)?;
        self.kept_contact(user)
    }

    /// Keeps where a user is written to, or removes it with everything that was noted of letters to
    /// it. For the user, and for administrators.
    pub fn set_contact(&self, actor: &Actor, user: Id, contact: Option<&Contact>) -> Asked<()> {
        self.may_see_contact(actor, user)?;
        let beside = self.writer()?.beside();
        let Some(contact) = contact else {
            beside.remove_contact(&user.to_string())?;
            return Ok(());
        };
        let address = contact.address.trim();
        if !is_address(address) {
            let rule = "an address is name@example.org in latin letters";
            return Err(Unanswered::unsound("address", rule));
        }
        let language = contact.language.trim();
        if language.is_empty() || language.len() > 35 {
            return Err(Unanswered::unsound("language", "a language has a code such as en"));
        }
        beside.put_contact(&concert_journal::Contact {
            user: user.to_string(),
            address: address.to_owned(),
            language: language.to_owned(),
        })?;
        Ok(())
    }

    /// Closes a user's account, and forgets where the user was written to.
    pub fn close_user(&self, actor: &Actor, user: Id, now: Timestamp) -> Asked<Done> {
        let done = self.act(actor, Command::CloseUser(user), now)?;
        self.writer()?.beside().remove_contact(&user.to_string())?;
        Ok(done)
    }

    fn kept_contact(&self, user: Id) -> Asked<Option<Contact>> {
        let kept = self.writer()?.beside().contact(&user.to_string())?;
        Ok(kept.map(|kept| Contact { address: kept.address, language: kept.language }))
    }

    fn may_see_contact(&self, actor: &Actor, user: Id) -> Asked<()> {
        if actor.author != Author::User(user) && !actor.administers() {
            return Err(Unanswered::not_allowed("administrators"));
        }
        if !self.picture().coalition.users.contains_key(&user) {
            return Err(Unanswered::absent("user", &user.to_string()));
        }
        Ok(())
    }
}

/// Whether a text is an address that every mail server takes: a dot-atom, an `@`, and a name of the
/// domain name system (RFC 5321). Quoted names, addresses of machines and addresses in other scripts
/// are left out.
fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_atom = |part: &str| {
        let is_fit = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        !part.is_empty() && part.chars().all(is_fit)
    };
    let is_label = |part: &str| {
        let is_fit = |c: char| c.is_ascii_alphanumeric() || c == '-';
        (1..=63).contains(&part.len())
            && part.chars().all(is_fit)
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    text.len() <= LONGEST_ADDRESS
        && local.len() <= LONGEST_LOCAL_PART
        && local.split('.').all(is_atom)
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_mail_servers_take_are_told_from_others() {
        for right in ["a@b.org", "first.last+concert@mail.example.org", "o'n_e@xn--mgbh0fb.example"]
        {
            assert!(is_address(right), "{right}");
        }
        let long = format!("{}@example.org", "x".repeat(65));
        for wrong in [
            "",
            "a",
            "a@b",
            "@b.org",
            "a@",
            "a@b..org",
            ".a@b.org",
            "a@-b.org",
            "a b@c.org",
            "a@b.org\r\nBcc: c@d.org",
            "a@b@c.org",
            "<a@b.org>",
            "\"a\"@b.org",
            "a@[127.0.0.1]",
            "اسم@example.org",
            &long,
        ] {
            assert!(!is_address(wrong), "{wrong:?}");
        }
    }
}
