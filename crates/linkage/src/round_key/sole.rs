//! The whole key on one machine: for an analyst who may see all lists, and for tests.

use rand::CryptoRng;
use rayon::prelude::*;
use voprf::{Ristretto255, VoprfServer};

use super::refusal::RoundKeyRefusal;
use super::{Lent, Round, input, key};
use crate::encoding::{DIFFUSION, ListTokens, TokenKeys};

/// A whole key, by which one machine computes any token. It gives the same keys of tokens as the ceremony would for that key. Nobody may link the lists
/// of several organisations with it: whoever holds it can try any name.
pub struct SoleKey(VoprfServer<Ristretto255>);

impl std::fmt::Debug for SoleKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a whole key")
    }
}

impl SoleKey {
    /// A new one.
    pub fn new(rng: &mut (impl CryptoRng + ?Sized)) -> Result<Self, RoundKeyRefusal> {
        VoprfServer::new(&mut Lent(rng)).map(Self).map_err(|_| RoundKeyRefusal::BadRoundKey)
    }

    /// The keys of the tokens of a list.
    pub fn keys(&self, round: &Round, tokens: &ListTokens) -> Result<TokenKeys, RoundKeyRefusal> {
        let digest = round.digest();
        let diffusion: Box<[u8]> = DIFFUSION.into();
        let keys = tokens
            .distinct()
            .par_iter()
            .chain([diffusion].par_iter())
            .map(|token| {
                let output = self
                    .0
                    .evaluate(&input(&digest, token))
                    .map_err(|_| RoundKeyRefusal::BadToken)?;
                Ok((token.clone(), key(&output)))
            })
            .collect::<Result<_, RoundKeyRefusal>>()?;
        Ok(TokenKeys::asked(digest, keys))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use frost_ristretto255::SigningKey;
    use frost_ristretto255::keys::{IdentifierList, split};
    use rand::SeedableRng as _;
    use rand_chacha::ChaCha20Rng;

    use super::*;
    use crate::round_key::request::ask_for;
    use crate::round_key::{Holder, RoundKey, Secret, combine};

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
            .collect()
    }

    /// RFC 9497, appendix A.1.2: ristretto255-SHA512 in VOPRF mode, test vector 1.
    const SK: &str = "e6f73f344b79b379f1a0dd37e07ff62e38d9f71345ce62ae3a9bc60b04ccd909";
    const INPUT: &str = "00";
    const OUTPUT: &str = "b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7d\
                          a4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c";

    #[test]
    fn a_key_gives_the_output_of_the_standard() {
        let server = VoprfServer::<Ristretto255>::new_with_key(&hex(SK)).unwrap();
        assert_eq!(server.evaluate(&hex(INPUT)).unwrap().to_vec(), hex(OUTPUT));
    }

    #[test]
    fn shares_of_a_key_combined_give_what_the_whole_key_gives() {
        let round = Round {
            name: "r".into(),
            settings: [0; 32],
            holders: 5,
            needed: 3,
            most_tokens: 1_000_000,
        };
        let mut rng = ChaCha20Rng::seed_from_u64(8);
        let whole = SigningKey::deserialize(&hex(SK)).unwrap();
        let (shares, public) =
            split(&whole, 5, 3, IdentifierList::Default, &mut Lent(&mut rng)).unwrap();
        let round_key = RoundKey { round: round.digest(), package: public.serialize().unwrap() };
        let holders: BTreeMap<u16, Holder> = (1..)
            .zip(shares.into_values())
            .map(|(number, share)| {
                (
                    number,
                    Holder::new(round.clone(), number, Secret(share.signing_share().serialize())),
                )
            })
            .collect();
        let tokens: Vec<Box<[u8]>> = (0..1_500_u32).map(|n| n.to_be_bytes().into()).collect();
        let (asking, request) = ask_for(&round, &tokens, &[4; 32]).unwrap();
        let answers: Vec<_> = holders
            .into_iter()
            .filter(|(number, _)| [1, 3, 4].contains(number))
            .map(|(_, mut holder)| holder.answer("m", &request, &mut rng).unwrap())
            .collect();
        let combined = combine(&round, &round_key, &asking, &answers).unwrap();
        let server = VoprfServer::<Ristretto255>::new_with_key(&hex(SK)).unwrap();
        for token in tokens.iter().step_by(100) {
            let output = server.evaluate(&input(&round.digest(), token)).unwrap();
            assert_eq!(combined.of(token), Some(key(&output)));
        }
        assert!(combined.of(DIFFUSION).is_some());
    }
}
