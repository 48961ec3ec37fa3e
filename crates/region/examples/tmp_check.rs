//! t
#![allow(clippy::all, missing_docs)]
use concert_region::*;
use std::time::Instant;
use std::collections::*;
use concert_terms::*;
fn main() {
    for (i, o) in [(3000, 160), (1_000_000, 20_000)] {
        let t = Instant::now();
        let r = generate(&Parameters { initiatives: i, organisations: o, ..Parameters::default() }).unwrap();
        println!("{i} generate {:?}", t.elapsed());
        let t0=Instant::now(); println!("acts {} {:?}", r.acts().count(), t0.elapsed());
        let mut by: HashMap<_, usize> = HashMap::new();
        for (n,c) in r.truth.cells.iter().enumerate() { if let Some(f)=c.form { by.insert((c.place.clone(), Stated::of(&[c.pillar]).bits(), Stated::of(&[c.side]).bits(), Stated::of(&[f]).bits(), c.population), n); } }
        let mut sup = vec![0u64; r.truth.cells.len()];
        for d in r.initiatives() { if d.status==concert_coalition::Status::Active && d.period.contains(r.parameters.today) && d.places.len()==1 {
            if let Some(n)=by.get(&(d.places[0].clone(), d.pillars.bits(), d.sides.bits(), d.forms.bits(), d.population)) { sup[*n]+=d.capacity.map_or(0,|c|c.low()); } } }
        let over: HashSet<_> = r.truth.overlaps.iter().map(|o|o.need).collect();
        let mut nat=vec![]; for (n,c) in r.truth.cells.iter().enumerate() { if !over.contains(&c.need) && sup[n] as f64 > c.true_need { nat.push((sup[n], c.true_need, c.pillar)); } }
        println!("natural over-served {} of {}: {:?}", nat.len(), sup.len(), &nat[..nat.len().min(12)]);
        let planted: HashSet<_> = r.truth.missing_partnerships.iter().map(|m|m.from_initiative).collect();
        let mut dec: Vec<u32> = r.initiatives().filter(|d| !planted.contains(&d.id)).filter_map(|d|d.answers).map(|a|a.declined).collect(); dec.sort();
        let mut ta: Vec<u32> = r.truth.missing_partnerships.iter().map(|m|m.turned_away).collect(); ta.sort();
        let mut fr: Vec<u32> = r.truth.missing_partnerships.iter().map(|m|m.free).collect(); fr.sort();
        println!("declined p50 {} p99 {} max {}; planted away {:?} free {:?}", dec[dec.len()/2], dec[dec.len()*99/100], dec[dec.len()-1], ta, fr);
        let nxt = r.truth.missing_partnerships.iter().filter(|m|m.from_place!=m.to_place).count(); println!("next door {nxt}");
        let slack: Vec<u64> = r.initiatives().filter_map(|d| Some(d.capacity?.exact()?.saturating_sub(u64::from(d.answers?.accepted)))).collect(); let mut s=slack; s.sort(); println!("slack p50 {} p90 {} p99 {}", s[s.len()/2], s[s.len()*9/10], s[s.len()*99/100]);
        let g: Vec<_> = r.truth.gaps.iter().take(12).map(|g| { let c=r.truth.cells.iter().find(|c|c.need==g.need).unwrap(); (c.pillar,c.side,c.form,g.true_need)}).collect(); println!("{g:?}");
        println!("truth json {} bytes", serde_json::to_vec(&r.truth).unwrap().len());
    }
}
