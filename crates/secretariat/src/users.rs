//! Users: who signs in, how, and for how long.
//!
//! Secrets (passwords, tokens) are kept beside the journal as digests and can be erased; that
//! somebody is a user, and in which role, is stated in the journal.

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use concert_coalition::{Actor, Author, Command, Role, User};
use concert_journal::{OnceLink, Session};
use concert_terms::Id;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::hexadecimal::hex;
use crate::{Asked, Entropy, Fault, Secretariat, Unanswered};

/// A secret that a person carries: the token of a session or of a one-time link. It prints as
/// nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    fn new(entropy: Entropy) -> Self {
        Self(hex(&entropy.bytes::<32>()))
    }

    /// The token that a cookie or an address holds.
    pub fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The token as it is handed to its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

/// A user in the list that administrators see.
#[derive(Clone, PartialEq, Serialize)]
pub struct UserRow {
    /// Identifier.
    pub id: Id,
    /// The name under which the user signs in.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// The organisation that the user belongs to.
    pub organisation: Option<crate::label::OrganisationLabel>,
    /// Whether the user may no longer sign in.
    pub closed: bool,
}

impl std::fmt::Debug for UserRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UserRow")
    }
}

/// How long a session lasts without a request.
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_mins(30);
/// How exactly the last use of a session is kept.
const TOUCH_EVERY: SignedDuration = SignedDuration::from_mins(1);
/// How long a session lasts at most.
pub const SESSION_LIFE: SignedDuration = SignedDuration::from_hours(12);
/// How long a one-time link can be used.
pub const LINK_LIFE: SignedDuration = SignedDuration::from_hours(72);
/// The shortest password, in characters.
pub const SHORTEST_PASSWORD: usize = 12;
/// The longest password, in bytes: hashing is slow on purpose and must not be made slower.
pub const LONGEST_PASSWORD: usize = 1024;

/// Argon2id with 64 MiB and three passes.
fn hasher() -> Argon2<'static> {
    let params = Params::new(64 * 1024, 3, 1, None)
        .expect("64 MiB, three passes and one lane are within the limits of Argon2");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

impl Secretariat {
    /// The token of the one-time link with which the first administrator chooses a password;
    /// `None` once somebody has one. The administrator is registered at the first call.
    pub fn first_link(&self, now: Timestamp) -> Asked<Option<Token>> {
        let users: Vec<(Id, Role)> = {
            let picture = self.picture();
            picture.coalition.users.values().map(|user| (user.id, user.role)).collect()
        };
        let beside = self.writer()?.beside();
        for (id, _) in &users {
            if beside.credential(&id.to_string())?.is_some() {
                return Ok(None);
            }
        }
        let known = users.iter().find(|(_, role)| *role == Role::Administrator);
        if let Some((id, _)) = known {
            return self.link_for(*id, now).map(Some);
        }
        let user = User {
            id: Id::from_bytes(self.entropy.bytes()),
            name: "administrator".to_owned(),
            role: Role::Administrator,
            organisation: None,
            closed: false,
        };
        self.register(&Actor::operator(), user, now).map(Some)
    }

    /// Registers a user; the token of a one-time link lets that person choose a password.
    pub fn register(&self, actor: &Actor, user: User, now: Timestamp) -> Asked<Token> {
        let id = user.id;
        self.act(actor, Command::RegisterUser(user), now)?;
        self.link_for(id, now)
    }

    /// A new one-time link for a user who lost the password; the old password ends at its use.
    pub fn renew_link(&self, actor: &Actor, user: Id, now: Timestamp) -> Asked<Token> {
        if !actor.administers() {
            return Err(Unanswered::not_allowed("administrators"));
        }
        if !self.picture().coalition.users.contains_key(&user) {
            return Err(Unanswered::absent("user", &user.to_string()));
        }
        self.link_for(user, now)
    }

    fn link_for(&self, user: Id, now: Timestamp) -> Asked<Token> {
        let token = Token::new(self.entropy);
        self.writer()?.beside().put_once_link(&OnceLink {
            token: token.digest(),
            user: user.to_string(),
            expires: now.as_microsecond() + micros(LINK_LIFE),
        })?;
        Ok(token)
    }

    /// Uses a one-time link: sets the password and opens a session. `None` when the link is
    /// unknown, used or too old.
    pub fn choose_password(
        &self,
        link: &Token,
        password: &str,
        now: Timestamp,
    ) -> Asked<Option<Token>> {
        if password.chars().count() < SHORTEST_PASSWORD || password.len() > LONGEST_PASSWORD {
            return Err(Unanswered::unsound("password", "a password has 12 characters or more"));
        }
        let beside = self.writer()?.beside();
        let Some(user) = beside.use_once_link(&link.digest(), now.as_microsecond())? else {
            return Ok(None);
        };
        let hash = hasher().hash_password(password.as_bytes()).map_err(Fault::password)?;
        beside.put_credential(&user, &hash.to_string())?;
        beside.remove_sessions_of(&user)?;
        Ok(Some(self.open_session(&user, now)?))
    }

    /// Opens a session for a name and password. The same work is done for a name that nobody
    /// has, so that time does not tell who is a user.
    pub fn sign_in(&self, name: &str, password: &str, now: Timestamp) -> Asked<Option<Token>> {
        let user = self.picture().coalition.user_named(name).map(|user| user.id.to_string());
        let beside = self.writer()?.beside();
        let kept = match &user {
            Some(user) => beside.credential(user)?,
            None => None,
        };
        let password = password.as_bytes();
        let right = match kept.as_deref().map(PasswordHash::new) {
            Some(Ok(hash)) if password.len() <= LONGEST_PASSWORD => {
                hasher().verify_password(password, &hash).is_ok()
            }
            _ => {
                let spent = &password[..password.len().min(LONGEST_PASSWORD)];
                let _ = hasher().hash_password(spent).map_err(Fault::password)?;
                false
            }
        };
        match user {
            Some(user) if right => Ok(Some(self.open_session(&user, now)?)),
            _ => Ok(None),
        }
    }

    fn open_session(&self, user: &str, now: Timestamp) -> Asked<Token> {
        let token = Token::new(self.entropy);
        let now = now.as_microsecond();
        let beside = self.writer()?.beside();
        beside.purge_sessions(now)?;
        beside.purge_once_links(now)?;
        beside.put_session(&Session {
            token: token.digest(),
            user: user.to_owned(),
            created: now,
            last_seen: now,
            expires: now + micros(SESSION_LIFE),
        })?;
        Ok(token)
    }

    /// Who holds a session, if it is open; its idle time starts anew.
    pub fn visitor(&self, token: &Token, now: Timestamp) -> Asked<Option<Actor>> {
        let now = now.as_microsecond();
        let beside = self.writer()?.beside();
        let Some(session) = beside.session(&token.digest(), now)? else { return Ok(None) };
        if session.last_seen + micros(SESSION_IDLE) < now {
            beside.remove_session(&session.token)?;
            return Ok(None);
        }
        // Each touch is a durable write, so a page with its parts makes one, not ten.
        if session.last_seen + micros(TOUCH_EVERY) < now {
            beside.touch_session(&session.token, now)?;
        }
        let picture = self.picture();
        let user = session.user.parse::<Id>().ok();
        let user = user.and_then(|id| picture.coalition.users.get(&id));
        Ok(user.filter(|user| !user.closed).map(Actor::user))
    }

    /// The name by which somebody signs.
    pub(crate) fn name_of(&self, actor: &Actor) -> String {
        let Author::User(id) = actor.author else { return actor.author.to_string() };
        let picture = self.picture();
        picture.coalition.users.get(&id).map_or_else(|| id.to_string(), |user| user.name.clone())
    }

    /// Ends a session.
    pub fn sign_out(&self, session: &Token) -> Asked<()> {
        self.writer()?.beside().remove_session(&session.digest())?;
        Ok(())
    }

    /// Every user, for administrators.
    pub fn users(&self, actor: &Actor) -> Asked<Vec<UserRow>> {
        if !actor.administers() {
            return Err(Unanswered::not_allowed("administrators"));
        }
        let picture = self.picture();
        let coalition = &picture.coalition;
        let row = |user: &User| UserRow {
            id: user.id,
            name: user.name.clone(),
            role: user.role,
            organisation: user
                .organisation
                .and_then(|id| coalition.organisations.number(&id))
                .and_then(|number| crate::label::OrganisationLabel::of(coalition, number)),
            closed: user.closed,
        };
        Ok(coalition.users.values().map(row).collect())
    }
}

fn micros(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
