//! From the answers of enough holders to the keys of tokens.

use std::collections::BTreeMap;

use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::VartimeMultiscalarMul as _;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use voprf::{EvaluationElement, OprfClient, Proof, Ristretto255, VoprfClient};

use super::answer::Answer;
use super::ceremony::RoundKey;
use super::refusal::RoundKeyRefusal;
use super::request::{Asking, BATCH};
use super::{Round, input, key};
use crate::encoding::TokenKeys;

/// The keys of the tokens that were asked for. Every answer is checked, also those beyond the number that is needed: a
/// refusal names the holder whose answer is wrong, and the others may be combined without it.
pub fn combine(
    round: &Round,
    round_key: &RoundKey,
    asking: &Asking,
    answers: &[Answer],
) -> Result<TokenKeys, RoundKeyRefusal> {
    round.check()?;
    let digest = round.digest();
    round.is(&round_key.round)?;
    round.is(&asking.request.round)?;
    let request = asking.request.digest();
    let shares = round_key.shares()?;
    let mut heard: BTreeMap<u16, &Answer> = BTreeMap::new();
    for answer in answers {
        let number = answer.from;
        round.is(&answer.round)?;
        if !shares.contains_key(&number) {
            return Err(RoundKeyRefusal::NotAHolder { number });
        }
        if answer.request != request {
            return Err(RoundKeyRefusal::OtherRequest { number });
        }
        let count = asking.request.len();
        if answer.elements.len() != count || answer.proofs.len() != count.div_ceil(BATCH) {
            return Err(RoundKeyRefusal::TruncatedAnswer { number });
        }
        if heard.insert(number, answer).is_some() {
            return Err(RoundKeyRefusal::HeardBefore { number });
        }
    }
    let needed = usize::from(round.needed);
    if heard.len() < needed {
        return Err(RoundKeyRefusal::TooFew { found: heard.len(), needed });
    }
    heard
        .par_iter()
        .try_for_each(|(number, answer)| verify(*number, &shares[number], asking, answer))?;

    let chosen: Vec<(u16, &Answer)> = heard.into_iter().take(needed).collect();
    let numbers: Vec<u16> = chosen.iter().map(|&(number, _)| number).collect();
    let weights: Vec<Scalar> = numbers.iter().map(|&number| at_zero(number, &numbers)).collect();
    let keys = asking
        .tokens
        .par_iter()
        .enumerate()
        .filter_map(|(place, token)| Some((place, token.as_ref()?)))
        .map(|(place, token)| {
            let points = chosen.iter().map(|(_, answer)| decompress(&answer.elements[place]));
            let whole = RistrettoPoint::optional_multiscalar_mul(&weights, points)
                .ok_or(RoundKeyRefusal::BadRoundKey)?
                .compress();
            let element = EvaluationElement::<Ristretto255>::deserialize(whole.as_bytes())
                .map_err(|_| RoundKeyRefusal::BadRoundKey)?;
            // Taking off the blind and hashing are the same in both modes of RFC 9497 (section 3.3.1 and 3.3.2), and the proofs
            // are checked already, of each part.
            let blind = &asking.blinds[place].serialize()[..32];
            let output = OprfClient::<Ristretto255>::deserialize(blind)
                .and_then(|client| client.finalize(&input(&digest, token), &element))
                .map_err(|_| RoundKeyRefusal::BadToken)?;
            Ok((token.clone(), key(&output)))
        })
        .collect::<Result<FxHashMap<_, _>, RoundKeyRefusal>>()?;
    Ok(TokenKeys::asked(digest, keys))
}

/// Checks that one answer was made with the share that its holder committed to.
fn verify(
    number: u16,
    share: &[u8; 32],
    asking: &Asking,
    answer: &Answer,
) -> Result<(), RoundKeyRefusal> {
    let share = decompress(share).ok_or(RoundKeyRefusal::BadRoundKey)?;
    let batches =
        answer.elements.chunks(BATCH).zip(asking.blinds.chunks(BATCH)).zip(&answer.proofs);
    for ((elements, blinds), proof) in batches {
        let unreadable = |_| RoundKeyRefusal::Unreadable { number };
        let elements: Vec<EvaluationElement<Ristretto255>> = elements
            .iter()
            .map(|bytes| EvaluationElement::deserialize(bytes).map_err(unreadable))
            .collect::<Result<_, _>>()?;
        let proof = Proof::deserialize(proof).map_err(unreadable)?;
        // The proof is checked before the first output is made; outputs of a share alone are of no use and are not asked of the iterator.
        let inputs = vec![b"" as &[u8]; elements.len()];
        let blinds: Vec<VoprfClient<Ristretto255>> = blinds.to_vec();
        VoprfClient::batch_finalize(&inputs, &blinds, &elements, &proof, share)
            .map(|_| ())
            .map_err(|_| RoundKeyRefusal::WrongAnswer { number })?;
    }
    Ok(())
}

fn decompress(bytes: &[u8; 32]) -> Option<RistrettoPoint> {
    CompressedRistretto(*bytes).decompress()
}

/// Lagrange's coefficient of a holder for the value at zero: the product over the other ones j of j / (j - i).
fn at_zero(number: u16, numbers: &[u16]) -> Scalar {
    let i = Scalar::from(u64::from(number));
    numbers
        .iter()
        .filter(|&&other| other != number)
        .map(|&other| {
            let j = Scalar::from(u64::from(other));
            j * (j - i).invert()
        })
        .product()
}
