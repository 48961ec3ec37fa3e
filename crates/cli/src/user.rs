//! `concert user`: users, and where they are written to.

use clap::{Args, Subcommand};
use concert_coalition::Role;
use concert_secretariat::{Contact, Secretariat, UserRow};

use crate::flags::{Data, Printed};
use crate::office;
use crate::output::{self, Failure};

#[derive(Debug, Args)]
pub(crate) struct User {
    #[command(subcommand)]
    pub(crate) asks: UserQuestion,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserQuestion {
    /// Every user
    List(UserList),
    /// Where a user is written to: show, keep or remove it
    #[command(
        after_help = "Examples:\n  concert user address amina\n  concert user address amina \
                            --set amina@example.org --lang ar\n  concert user address amina \
                            --remove"
    )]
    Address(UserAddress),
}

#[derive(Debug, Args)]
pub(crate) struct UserList {
    #[command(flatten)]
    pub(crate) printed: Printed,
    #[command(flatten)]
    pub(crate) data: Data,
}

#[derive(Debug, Args)]
pub(crate) struct UserAddress {
    /// The name under which the user signs in
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Keep this e-mail address
    #[arg(long, value_name = "ADDRESS", conflicts_with = "remove")]
    pub(crate) set: Option<String>,
    /// The language of letters to it, such as ar
    #[arg(long, value_name = "CODE", default_value = "en", requires = "set")]
    pub(crate) lang: String,
    /// Remove the address, and what was noted of letters to it
    #[arg(long)]
    pub(crate) remove: bool,
    #[command(flatten)]
    pub(crate) data: Data,
}

pub(crate) fn run(flags: &User) -> Result<(), Failure> {
    match &flags.asks {
        UserQuestion::List(flags) => list(flags),
        UserQuestion::Address(flags) => address(flags),
    }
}

fn list(flags: &UserList) -> Result<(), Failure> {
    let users = office::open_to_read(&flags.data)?.users(&Secretariat::operator())?;
    if flags.printed.json {
        return output::json(&users);
    }
    let language = output::language();
    let row = |user: &UserRow| {
        let organisation = user.organisation.as_ref();
        vec![
            user.name.clone(),
            role(user.role).to_owned(),
            organisation.map(|it| it.names.pick(&language).to_owned()).unwrap_or_default(),
            user.closed.to_string(),
            user.id.to_string(),
        ]
    };
    let rows: Vec<_> = users.iter().map(row).collect();
    output::table(flags.printed.csv, &["name", "role", "organisation", "closed", "user"], &rows)
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Administrator => "administrator",
        Role::Coordinator => "coordinator",
        Role::Member => "member",
        Role::Reader => "reader",
    }
}

fn address(flags: &UserAddress) -> Result<(), Failure> {
    let secretariat = office::open(&flags.data)?;
    let operator = Secretariat::operator();
    let users = secretariat.users(&operator)?;
    let named = users.iter().find(|user| user.name == flags.name);
    let user = named.ok_or_else(|| Failure::Broken(format!("no user is called {}", flags.name)))?;
    if flags.remove {
        return Ok(secretariat.set_contact(&operator, user.id, None)?);
    }
    if let Some(address) = &flags.set {
        let contact = Contact { address: address.clone(), language: flags.lang.clone() };
        return Ok(secretariat.set_contact(&operator, user.id, Some(&contact))?);
    }
    match secretariat.contact(&operator, user.id)? {
        Some(contact) => say!("{} ({})", contact.address, contact.language),
        None => eprintln!("{} has no address", flags.name),
    }
    Ok(())
}
