//! Chinese characters: read as Pinyin by the library, divided into family and given name.

use super::{Part, ascii};
use crate::names::clean::Script;

/// Family names of two characters; all others have one.
const COMPOUND: &[&str] = &[
    "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "东方", "東方", "皇甫", "尉迟",
    "尉遲", "公孙", "公孫", "慕容", "令狐", "宇文", "长孙", "長孫", "端木", "南宫", "南宮", "夏侯",
    "轩辕", "軒轅", "闻人", "钟离", "鍾離", "西门", "西門", "独孤", "獨孤", "呼延", "申屠", "澹台",
    "公冶", "宗政", "濮阳", "淳于", "单于", "太史", "拓跋", "百里",
];

/// Characters that sound otherwise as a family name.
const AS_FAMILY: &[(char, &str)] = &[
    ('单', "shan"),
    ('單', "shan"),
    ('曾', "zeng"),
    ('解', "xie"),
    ('查', "zha"),
    ('区', "ou"),
    ('區', "ou"),
    ('仇', "qiu"),
    ('翟', "zhai"),
    ('覃', "qin"),
    ('盖', "ge"),
    ('任', "ren"),
    ('朴', "piao"),
    ('繁', "po"),
    ('华', "hua"),
    ('尉', "wei"),
    ('乐', "yue"),
    ('召', "shao"),
    ('员', "yun"),
    ('黑', "he"),
    ('秘', "bi"),
    ('冼', "xian"),
    ('洗', "xian"),
    ('纪', "ji"),
    ('宁', "ning"),
    ('葛', "ge"),
    ('哈', "ha"),
    ('洪', "hong"),
    ('吕', "lv"),
    ('呂', "lv"),
];

pub(super) fn word(word: &str, parts: &mut Vec<Part>) {
    let characters: Vec<char> = word.chars().collect();
    let compound = COMPOUND.iter().any(|name| word.starts_with(name));
    let family = match characters.len() {
        0 => return,
        1 => 1,
        2 if compound => 2,
        2 | 3 => 1 + usize::from(compound),
        // Four are a compound family name, or Japanese, or two family names.
        4 => 2,
        // Foreign names are spelled with many.
        _ => 0,
    };
    if family == 0 {
        parts.push(Part::new(ascii(word), Script::Han));
        return;
    }
    let (first, given) = characters.split_at(family);
    let as_family = if family == 1 { AS_FAMILY.iter().find(|(c, _)| *c == first[0]) } else { None };
    let first: String = first.iter().collect();
    let form = as_family.map_or_else(|| ascii(&first), |(_, form)| (*form).to_owned());
    let mut part = Part::new(form, Script::Han);
    if family == 1 {
        part.variants.push(wade_giles(&part.form));
        if part.form == "lv" {
            "lyu".clone_into(&mut part.form);
            part.variants = vec!["lu".to_owned(), "lv".to_owned(), "lui".to_owned()];
        }
    }
    parts.push(part);
    if !given.is_empty() {
        let syllables: Vec<String> =
            given.iter().map(|c| ascii(c.encode_utf8(&mut [0; 4]))).collect();
        let mut part = Part::new(syllables.concat(), Script::Han);
        part.variants.push(syllables.iter().map(|syllable| wade_giles(syllable)).collect());
        parts.push(part);
    }
}

/// A syllable of Pinyin in the system of Wade and Giles, without its apostrophes, as on Taiwan's documents.
fn wade_giles(syllable: &str) -> String {
    let initial = match syllable.as_bytes() {
        [b'z' | b'c' | b's', b'h', ..] => 2,
        [b'a' | b'e' | b'o', ..] | [] => 0,
        _ => 1,
    };
    let (initial, rest) = syllable.split_at(initial.min(syllable.len()));
    let written = match initial {
        "b" => "p",
        "d" => "t",
        "g" => "k",
        "j" | "q" | "zh" => "ch",
        "x" => "hs",
        "z" | "c" => "ts",
        "r" => "j",
        other => other,
    };
    let rest = match rest {
        "ong" => "ung".to_owned(),
        "ian" => "ien".to_owned(),
        "ie" => "ieh".to_owned(),
        "ue" => "ueh".to_owned(),
        "i" if matches!(initial, "zh" | "ch" | "sh" | "r") => "ih".to_owned(),
        "e" if matches!(initial, "g" | "k" | "h") => "o".to_owned(),
        "uo" if !matches!(initial, "g" | "k" | "h" | "sh") => "o".to_owned(),
        "ui" if matches!(initial, "g" | "k") => "uei".to_owned(),
        "you" => "yu".to_owned(),
        other => other.to_owned(),
    };
    format!("{written}{rest}")
}
