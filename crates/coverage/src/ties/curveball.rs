//! Random tables with the margins of a given one: every organisation at as many needs, every need
//! with as many organisations, and otherwise by chance.
//!
//! A *trade* takes two organisations, leaves them the needs at which both are, and deals those at
//! which only one of them is out again at random, to each as many as it had. This is the curveball
//! algorithm (Strona et al. 2014, "A fast and unbiased procedure to randomize ecological binary
//! matrices with fixed row and column totals"); in the long run every table with the margins is
//! equally likely (Carstens 2015).

/// Trades for each organisation before a table counts as random, so that every organisation trades
/// some twenty times. The program of Strona et al. makes 5 for each.
pub const TRADES_PER_ORGANISATION: u64 = 10;

/// Numbers that look random and depend on the seed only (splitmix64, Steele, Lea and Flood 2014).
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// The stream of one draw under a seed.
    pub(crate) fn of_draw(seed: u64, draw: u64) -> Self {
        // The seed is stirred before the draw is added, so that neighbouring seeds do not give the
        // same streams to neighbouring draws.
        let mut stirred = Self(seed);
        Self(stirred.next().wrapping_add(draw.wrapping_mul(0xd134_2543_de82_ef95)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit, each equally likely (Lemire 2019); 0 for a limit of 0.
    fn below(&mut self, limit: usize) -> usize {
        let limit = limit as u64;
        let mut product = u128::from(self.next()) * u128::from(limit);
        if (product as u64) < limit {
            let unfair = limit.wrapping_neg() % limit;
            while (product as u64) < unfair {
                product = u128::from(self.next()) * u128::from(limit);
            }
        }
        (product >> 64) as usize
    }
}

/// A table of presences that is traded over and over: for each organisation the needs at which it
/// is, in any order.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    rows: Vec<Vec<u32>>,
    /// By need, the mark of the trade that last saw it.
    seen: Vec<u64>,
    trades: u64,
    pool: Vec<u32>,
}

impl Table {
    pub(crate) fn new(rows: Vec<Vec<u32>>, needs: usize) -> Self {
        Self { rows, seen: vec![0; needs], trades: 0, pool: Vec::new() }
    }

    pub(crate) fn rows(&self) -> &[Vec<u32>] {
        &self.rows
    }

    /// Makes trades between organisations drawn at random. With fewer than two there is nobody to
    /// trade with.
    pub(crate) fn trade(&mut self, trades: u64, chance: &mut Chance) {
        let count = self.rows.len();
        if count < 2 {
            return;
        }
        for _ in 0..trades {
            let one = chance.below(count);
            let other = (one + 1 + chance.below(count - 1)) % count;
            self.trade_between(one, other, chance);
        }
    }

    fn trade_between(&mut self, one: usize, other: usize, chance: &mut Chance) {
        // Two marks that no trade had before: for what the first has, and for what both have.
        let (of_one, of_both) = (2 * self.trades + 1, 2 * self.trades + 2);
        self.trades += 1;
        let (mut first, mut second) =
            (std::mem::take(&mut self.rows[one]), std::mem::take(&mut self.rows[other]));
        for need in &first {
            self.seen[*need as usize] = of_one;
        }
        self.pool.clear();
        second.retain(|need| {
            let seen = &mut self.seen[*need as usize];
            let is_common = *seen == of_one;
            if is_common {
                *seen = of_both;
            } else {
                self.pool.push(*need);
            }
            is_common
        });
        let of_second = self.pool.len();
        first.retain(|need| {
            let is_common = self.seen[*need as usize] == of_both;
            if !is_common {
                self.pool.push(*need);
            }
            is_common
        });
        // The first so many of a random order (Fisher and Yates) go to the second.
        for at in 0..of_second {
            let with = at + chance.below(self.pool.len() - at);
            self.pool.swap(at, with);
        }
        second.extend(&self.pool[..of_second]);
        first.extend(&self.pool[of_second..]);
        self.rows[one] = first;
        self.rows[other] = second;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn sorted(table: &Table) -> Vec<Vec<u32>> {
        let mut rows = table.rows().to_vec();
        for row in &mut rows {
            row.sort_unstable();
        }
        rows
    }

    fn column_sums(rows: &[Vec<u32>], needs: usize) -> Vec<usize> {
        (0..needs as u32)
            .map(|need| rows.iter().filter(|row| row.contains(&need)).count())
            .collect()
    }

    proptest! {
        #[test]
        fn trades_keep_every_margin_and_never_give_one_need_twice(
            bits in proptest::collection::vec(any::<[bool; 9]>(), 1..8),
            seed in any::<u64>(), trades in 0_u64..60,
        ) {
            let row = |bits: &[bool; 9]| (0..9).filter(|need| bits[*need as usize]).collect();
            let rows: Vec<Vec<u32>> = bits.iter().map(row).collect();
            let mut table = Table::new(rows.clone(), 9);
            table.trade(trades, &mut Chance::of_draw(seed, 3));
            let mut traded = sorted(&table);
            prop_assert_eq!(column_sums(&rows, 9), column_sums(&traded, 9));
            for (before, after) in rows.iter().zip(&mut traded) {
                after.dedup();
                prop_assert_eq!(before.len(), after.len());
            }
        }

        #[test]
        fn numbers_stay_below_their_limit(limit in 1_usize..1000, seed in any::<u64>()) {
            prop_assert!(Chance::of_draw(seed, 0).below(limit) < limit);
        }
    }

    /// Every 3 x 3 table of zeros and ones with the margins of one, as sorted rows.
    fn margin_class(of: &[Vec<u32>]) -> Vec<Vec<Vec<u32>>> {
        let table = |bits: u32| -> Vec<Vec<u32>> {
            let row = |row: u32| (0..3).filter(move |need| bits >> (3 * row + need) & 1 == 1);
            (0..3).map(|at| row(at).collect()).collect()
        };
        let lengths = |rows: &[Vec<u32>]| rows.iter().map(Vec::len).collect::<Vec<_>>();
        (0..512)
            .map(table)
            .filter(|rows| {
                lengths(rows) == lengths(of) && column_sums(rows, 3) == column_sums(of, 3)
            })
            .collect()
    }

    #[test]
    fn every_table_with_the_margins_is_equally_likely() {
        // Margins (1, 1, 1) have the 6 permutations, (2, 1, 1) 5 tables, (2, 2, 1) against (2, 2,
        // 1) 5 as well. A chi-square of so many classes less one is beyond the limit by chance once
        // in a million (Wilson and Hilferty 1931).
        let tables = [
            (vec![vec![0], vec![1], vec![2]], 6),
            (vec![vec![0, 1], vec![0], vec![2]], 5),
            (vec![vec![0, 1], vec![1, 2], vec![0]], 5),
        ];
        for (rows, size) in tables {
            let class = margin_class(&rows);
            assert_eq!(class.len(), size);
            let mut counts: BTreeMap<Vec<Vec<u32>>, u32> = BTreeMap::new();
            let draws = 6000;
            for draw in 0..draws {
                let mut table = Table::new(rows.clone(), 3);
                table.trade(TRADES_PER_ORGANISATION * 3, &mut Chance::of_draw(11, draw));
                *counts.entry(sorted(&table)).or_default() += 1;
            }
            let expected = draws as f64 / size as f64;
            let square = |rows: &Vec<Vec<u32>>| {
                let count = counts.get(rows).copied().unwrap_or(0);
                (f64::from(count) - expected).powi(2) / expected
            };
            let chi_square: f64 = class.iter().map(square).sum();
            let freedom = (size - 1) as f64;
            let spread = 2.0 / (9.0 * freedom);
            let limit = freedom * (1.0 - spread + 4.753 * spread.sqrt()).powi(3);
            assert!(chi_square < limit, "{chi_square} {limit} {counts:?}");
        }
    }

    #[test]
    fn a_single_trade_deals_out_every_hand_equally_often() {
        // Both are at need 5; of the five where only one is, two go to the first: 10 hands, each
        // 800 times of 8,000, with 9 degrees of freedom (44 is the limit of one in a million).
        let mut counts: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
        for draw in 0..8000 {
            let mut table = Table::new(vec![vec![0, 5, 3], vec![4, 5, 1, 2]], 6);
            table.trade(1, &mut Chance::of_draw(2, draw));
            let hand = sorted(&table).swap_remove(0);
            assert!(hand.contains(&5) && hand.len() == 3);
            *counts.entry(hand).or_default() += 1;
        }
        assert_eq!(counts.len(), 10);
        let square = |count: &u32| (f64::from(*count) - 800.0).powi(2) / 800.0;
        let chi_square: f64 = counts.values().map(square).sum();
        assert!(chi_square < 44.0, "{chi_square} {counts:?}");
    }

    #[test]
    fn more_trades_than_are_made_take_a_large_table_no_further_from_where_it_began() {
        // 40 organisations at needs in neat blocks, which is as far from chance as it gets.
        let rows: Vec<Vec<u32>> =
            (0..40_u32).map(|at| (0..30).map(|k| at / 10 * 30 + k).collect()).collect();
        let kept = |trades: u64| {
            let kept = |draw: u64| {
                let mut table = Table::new(rows.clone(), 120);
                table.trade(trades, &mut Chance::of_draw(5, draw));
                let same = |(now, then): (&Vec<u32>, &Vec<u32>)| {
                    now.iter().filter(|need| then.contains(need)).count()
                };
                table.rows().iter().zip(&rows).map(same).sum::<usize>()
            };
            (0..40).map(kept).sum::<usize>() as f64 / (40.0 * 1200.0)
        };
        // By chance a quarter stays: every need has 10 of the 40 organisations.
        let (made, more) =
            (kept(TRADES_PER_ORGANISATION * 40), kept(TRADES_PER_ORGANISATION * 400));
        assert!((made - 0.25).abs() < 0.01 && (more - 0.25).abs() < 0.01, "{made} {more}");
        assert!(kept(20) > 0.5);
    }

    #[test]
    fn the_stream_is_the_published_one() {
        // The first outputs of splitmix64 from state 1234567, as in the reference implementation.
        let mut chance = Chance(1_234_567);
        let published = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973];
        assert_eq!([chance.next(), chance.next()], published);
    }
}
