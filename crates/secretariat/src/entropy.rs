//! Secret randomness: salts, tokens, identifiers of what is made here.
//!
//! It is a type of its own so that a seed, which is recorded and can be guessed, never stands
//! where a secret is wanted.

/// A source of bytes that nobody can guess.
#[derive(Debug, Clone, Copy)]
pub struct Entropy(());

impl Entropy {
    /// The operating system's source.
    pub fn of_the_system() -> Self {
        Self(())
    }

    /// Fresh secret bytes.
    ///
    /// # Panics
    ///
    /// When the operating system has no randomness to give: no secret must be made then.
    pub fn bytes<const N: usize>(self) -> [u8; N] {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes).expect("an operating system without randomness is not safe");
        bytes
    }
}
