//! The Greek script.

use super::Part;
use crate::names::clean::Script;

pub(super) fn word(word: &str, parts: &mut Vec<Part>) {
    let form = romanise(word, false);
    let spoken = romanise(word, true);
    let mut part = Part::new(form, Script::Greek);
    if spoken != part.form {
        part.variants.push(spoken);
    }
    parts.push(part);
}

/// A letter without its accent; a diaeresis keeps it apart from the vowel before, which is said by `true`.
fn plain(c: char) -> (char, bool) {
    match c {
        'ά' => ('α', false),
        'έ' => ('ε', false),
        'ή' => ('η', false),
        'ί' => ('ι', false),
        'ό' => ('ο', false),
        'ύ' => ('υ', false),
        'ώ' => ('ω', false),
        'ϊ' | 'ΐ' => ('ι', true),
        'ϋ' | 'ΰ' => ('υ', true),
        'ς' => ('σ', false),
        other => (other, false),
    }
}

/// As ISO 843 and passports write it, or, `spoken`, as it sounds: b, d, g for μπ, ντ, γκ; h for χ; i for ει, οι, υ; e for αι.
#[expect(clippy::too_many_lines, reason = "one table of letters and pairs of letters")]
fn romanise(word: &str, spoken: bool) -> String {
    let letters: Vec<(char, bool)> = word.chars().map(plain).collect();
    let mut out = String::with_capacity(word.len());
    let mut i = 0;
    while i < letters.len() {
        let c = letters[i].0;
        let next = letters.get(i + 1).filter(|(_, apart)| !apart).map_or(' ', |&(c, _)| c);
        let after = letters.get(i + 2).map_or(' ', |&(c, _)| c);
        let first = i == 0;
        let pair = match (c, next) {
            ('ο', 'υ') => "ou",
            ('α', 'ι') => {
                if spoken {
                    "e"
                } else {
                    "ai"
                }
            }
            ('ε', 'ι') => {
                if spoken {
                    "i"
                } else {
                    "ei"
                }
            }
            ('ο', 'ι') => {
                if spoken {
                    "i"
                } else {
                    "oi"
                }
            }
            ('α' | 'ε' | 'η', 'υ') => {
                out.push(match c {
                    'α' => 'a',
                    'ε' => 'e',
                    _ => 'i',
                });
                // Before a voiceless sound and at the end it is f.
                if matches!(after, 'θ' | 'κ' | 'ξ' | 'π' | 'σ' | 'τ' | 'φ' | 'χ' | 'ψ' | ' ')
                {
                    "f"
                } else {
                    "v"
                }
            }
            ('μ', 'π') => {
                if first || spoken {
                    "b"
                } else {
                    "mp"
                }
            }
            ('ν', 'τ') => {
                if first || spoken {
                    "d"
                } else {
                    "nt"
                }
            }
            ('γ', 'κ') => {
                if first || spoken {
                    "g"
                } else {
                    "gk"
                }
            }
            ('γ', 'γ') => "ng",
            ('γ', 'χ') => {
                if spoken {
                    "nh"
                } else {
                    "nch"
                }
            }
            ('γ', 'ξ') => "nx",
            ('τ', 'ζ') => "tz",
            _ => "",
        };
        if !pair.is_empty() {
            out.push_str(pair);
            i += 2;
            continue;
        }
        let sound = match c {
            'α' => "a",
            'β' => "v",
            'γ' if spoken && matches!(next, 'ι' | 'ε' | 'η' | 'υ') => "y",
            'γ' => "g",
            'δ' => "d",
            'ε' => "e",
            'ζ' => "z",
            'η' | 'ι' => "i",
            'θ' => "th",
            'κ' => "k",
            'λ' => "l",
            'μ' => "m",
            'ν' => "n",
            'ξ' => {
                if spoken {
                    "ks"
                } else {
                    "x"
                }
            }
            'ο' | 'ω' => "o",
            'π' => "p",
            'ρ' => "r",
            'σ' => "s",
            'τ' => "t",
            'υ' => {
                if spoken {
                    "i"
                } else {
                    "y"
                }
            }
            'φ' => "f",
            'χ' => {
                if spoken {
                    "h"
                } else {
                    "ch"
                }
            }
            'ψ' => "ps",
            other => {
                out.push_str(&super::ascii(other.encode_utf8(&mut [0; 4])));
                ""
            }
        };
        out.push_str(sound);
        i += 1;
    }
    out
}
