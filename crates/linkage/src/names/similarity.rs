//! How alike two names are.

use rapidfuzz::distance::{jaro_winkler, osa};

use super::{Role, Spelling, Token, family};

/// Similarity of Jaro and Winkler of two forms, 0 (nothing in common) to 1 (equal); at least one empty gives 0: what is missing
/// agrees with nothing. Winkler, "String comparator metrics and enhanced decision rules in the Fellegi-Sunter model of record linkage" (1990).
///
/// ```
/// # use concert_linkage::names::similarity;
/// assert!((similarity("martha", "marhta") - 0.9611).abs() < 1e-4);
/// assert_eq!(similarity("", ""), 0.0);
/// ```
pub fn similarity(a: &str, b: &str) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    jaro_winkler::similarity(a.bytes(), b.bytes())
}

/// How many letters were left out, added, replaced, or exchanged with their neighbour between two forms (the distance of
/// Damerau and Levenshtein in its restricted form, optimal string alignment), or none where it is more than `at_most`.
///
/// ```
/// # use concert_linkage::names::typing_distance;
/// assert_eq!(typing_distance("martha", "marhta", 2), Some(1));
/// assert_eq!(typing_distance("martha", "george", 2), None);
/// ```
pub fn typing_distance(a: &str, b: &str, at_most: usize) -> Option<usize> {
    osa::distance_with_args(a.bytes(), b.bytes(), &osa::Args::default().score_cutoff(at_most))
}

/// How alike two parts of names are, 0 to 1, over all their spellings: 1 for one form, 0.97 for one family of the tables, an
/// initial 0.8 with what it may stand for; else the weighted mean of the similarity of forms, keys and skeletons that is best.
pub fn likeness(a: &Token, b: &Token) -> f64 {
    if a.role == Role::Initial || b.role == Role::Initial {
        let agree = a.form.as_bytes().first() == b.form.as_bytes().first();
        return match (a.role, b.role) {
            (Role::Initial, Role::Initial) if agree => 1.0,
            _ if agree => 0.8,
            _ => 0.0,
        };
    }
    let mut best: f64 =
        of_spellings((&a.form, &a.key, &a.skeleton), (&b.form, &b.key, &b.skeleton));
    for x in &a.variants {
        best = best.max(of_spellings(parts(x), (&b.form, &b.key, &b.skeleton)));
        for y in &b.variants {
            best = best.max(of_spellings(parts(x), parts(y)));
        }
    }
    for y in &b.variants {
        best = best.max(of_spellings((&a.form, &a.key, &a.skeleton), parts(y)));
    }
    best
}

fn parts(spelling: &Spelling) -> (&str, &str, &str) {
    (&spelling.form, &spelling.key, &spelling.skeleton)
}

fn of_spellings(a: (&str, &str, &str), b: (&str, &str, &str)) -> f64 {
    if a.0 == b.0 {
        return 1.0;
    }
    let by_letters =
        0.25 * similarity(a.0, b.0) + 0.4 * similarity(a.1, b.1) + 0.35 * similarity(a.2, b.2);
    if by_letters < 0.97 && family::same_by_table(a.0, b.0) { 0.97 } else { by_letters }
}

/// How alike two whole names are, 0 to 1, whatever the order of their parts: each part of the name with fewer letters meets the
/// best part of the other that is still free (greedily, best pair first), or two neighbours of it written as one (Young Hee and
/// Younghee), weighted by the number of letters. Particles and titles do not count. 0 where one has no part: nothing is known.
pub fn likeness_of_names(a: &[Token], b: &[Token]) -> f64 {
    // Which token is paired first can matter; neither side is the first by right.
    likeness_from(a, b).max(likeness_from(b, a))
}

/// The likeness of two names when the tokens of the first choose.
fn likeness_from(a: &[Token], b: &[Token]) -> f64 {
    let (a, b) = (compared(a), compared(b));
    let letters = |parts: &[&Token]| parts.iter().map(|part| part.skeleton.len()).sum::<usize>();
    let (short, long) =
        if (letters(&a), a.len()) <= (letters(&b), b.len()) { (a, b) } else { (b, a) };
    if short.is_empty() || long.is_empty() {
        return 0.0;
    }
    let separate = aligned(&short, &long);
    // One side may have divided what the other has written together.
    let mut best = separate;
    for (many, few) in [(&short, &long), (&long, &short)] {
        for i in 1..many.len() {
            let (x, y) = (many[i - 1], many[i]);
            if x.role == Role::Initial || y.role == Role::Initial || many.len() <= 1 {
                continue;
            }
            let joined = Token::new(format!("{}{}", x.form, y.form), Role::Name, Vec::new());
            let mut parts: Vec<&Token> =
                many.iter().take(i - 1).chain(many.iter().skip(i + 1)).copied().collect();
            parts.push(&joined);
            if parts.len() < few.len().min(many.len() - 1) {
                continue;
            }
            best = best.max(
                0.99 * if letters(&parts) <= letters(few) {
                    aligned(&parts, few)
                } else {
                    aligned(few, &parts)
                },
            );
        }
    }
    best
}

fn compared(parts: &[Token]) -> Vec<&Token> {
    let kept: Vec<&Token> = parts.iter().filter(|part| part.role.is_compared()).collect();
    // A name of particles and titles only, such as `Ben` or `Ma`, is a name.
    if kept.is_empty() { parts.iter().collect() } else { kept }
}

fn aligned(short: &[&Token], long: &[&Token]) -> f64 {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::with_capacity(short.len() * long.len());
    for (i, x) in short.iter().enumerate() {
        for (j, y) in long.iter().enumerate() {
            pairs.push((likeness(x, y), i, j));
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
    let (mut free_short, mut free_long) = (vec![true; short.len()], vec![true; long.len()]);
    let weight = |part: &Token| {
        if part.role == Role::Initial { 0.5 } else { 1.0 + part.skeleton.len() as f64 }
    };
    let (mut sum, mut total) = (0.0, 0.0);
    for (value, i, j) in pairs {
        if free_short[i] && free_long[j] {
            (free_short[i], free_long[j]) = (false, false);
            let weight = weight(short[i]);
            sum += weight * value;
            total += weight;
        }
    }
    let left = |parts: &[&Token], free: &[bool]| -> f64 {
        parts.iter().zip(free).filter(|(_, free)| **free).map(|(part, _)| weight(part)).sum()
    };
    // A part that only one of the two has costs a little: second names and patronymics are often left out.
    let unmatched = left(short, &free_short) + left(long, &free_long);
    sum / (total + 0.1 * unmatched)
}
