//! HXL hashtags (version 1.1 of 2018), and the alpha dialect of 2014 that old files still speak.

use std::collections::BTreeSet;

/// A hashtag with its attributes, in version 1.1.
///
/// ```
/// use concert_exchange::hxl::Tag;
///
/// let tag = Tag::parse(" #ADM1 +name + fr").unwrap();
/// assert_eq!(tag.to_string(), "#adm1+fr+name");
/// assert_eq!(Tag::parse("#org_id").unwrap().to_string(), "#org+code");
/// assert!(Tag::parse("# of people").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag {
    /// The hashtag in lower case, with its `#`.
    pub hashtag: String,
    /// The attributes in lower case, without their `+`. Their order means nothing.
    pub attributes: BTreeSet<String>,
}

impl Tag {
    /// Reads a cell as a hashtag. Case and blanks do not matter; an attribute may start with a
    /// digit, which the standard forbids and files do. A tag of 2014 becomes the one of today.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().strip_prefix('#')?;
        let mut parts = text.split('+').map(str::trim);
        let hashtag = parts.next()?;
        let is_token = |token: &str| {
            !token.is_empty() && token.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        if !is_token(hashtag) || !hashtag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let attributes: BTreeSet<String> = parts.map(str::to_ascii_lowercase).collect();
        if !attributes.iter().all(|attribute| is_token(attribute)) {
            return None;
        }
        Some(Self::upgraded(&hashtag.to_ascii_lowercase(), attributes))
    }

    /// Whether it has this attribute.
    pub fn has(&self, attribute: &str) -> bool {
        self.attributes.contains(attribute)
    }

    /// The tag of today for a tag that may be of 2014: in that dialect one word with underscores
    /// said what attributes say now.
    fn upgraded(old: &str, mut attributes: BTreeSet<String>) -> Self {
        let suffix = SUFFIXES
            .iter()
            .filter(|_| !MODERN.contains(&old) && !old.starts_with("x_"))
            .find_map(|(suffix, attribute)| Some((old.strip_suffix(suffix)?, *attribute)));
        let (base, attribute) = suffix.unwrap_or((old, ""));
        let renamed = RENAMED.iter().find(|(name, ..)| *name == base);
        let (hashtag, more) = renamed.map_or((base, ""), |(_, hashtag, more)| (hashtag, more));
        for word in [attribute, more] {
            if !word.is_empty() {
                attributes.insert(word.to_owned());
            }
        }
        Self { hashtag: format!("#{hashtag}"), attributes }
    }
}

/// Endings of 2014 and the attributes that say the same today. A number needs none.
const SUFFIXES: [(&str, &str); 3] = [("_id", "code"), ("_num", ""), ("_lnk", "url")];

/// Names of 2014, without such an ending, and what they are today.
const RENAMED: [(&str, &str, &str); 15] = [
    ("report_date", "date", "reported"),
    ("from_date", "date", "start"),
    ("to_date", "date", "end"),
    ("period_date", "date", ""),
    ("lat_deg", "geo", "lat"),
    ("lon_deg", "geo", "lon"),
    ("prog", "org", "prog"),
    ("impl", "org", "impl"),
    ("funder", "org", "funder"),
    ("source", "meta", "source"),
    ("aff", "affected", ""),
    ("people", "population", ""),
    ("loctype", "loc", "type"),
    ("females", "population", "f"),
    ("males", "population", "m"),
];

/// Hashtags of today that only look like those of 2014.
const MODERN: [&str; 2] = ["is_disabled", "population_group"];

/// The hashtag with its attributes in alphabetical order.
impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.hashtag)?;
        self.attributes.iter().try_for_each(|attribute| write!(f, "+{attribute}"))
    }
}

/// Reads a row as hashtags, if it is a row of them: at least half of what it holds parses, and
/// something does.
pub(crate) fn tag_row<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Vec<Option<Tag>>> {
    let mut filled = 0;
    let tags: Vec<Option<Tag>> = cells
        .map(|cell| {
            filled += usize::from(!cell.trim().is_empty());
            Tag::parse(cell)
        })
        .collect();
    let parsed = tags.iter().flatten().count();
    (parsed > 0 && 2 * parsed >= filled).then_some(tags)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        Tag::parse(text).map_or_else(String::new, |tag| tag.to_string())
    }

    #[test]
    fn blanks_case_order_and_digits_do_not_matter() {
        assert_eq!(read("#org +type +name"), "#org+name+type");
        assert_eq!(read("#Org+NAME+Type"), "#org+name+type");
        assert_eq!(read("#population+2013"), "#population+2013");
        assert_eq!(read("#HRP"), "#hrp");
        for no in ["", "org", "#", "# of people", "#1", "#org name", "#org++x", "#org+", "#org+a b"]
        {
            assert_eq!(read(no), "", "{no}");
        }
    }

    #[test]
    fn the_dialect_of_2014_becomes_that_of_today() {
        for (old, new) in [
            ("#adm1_id", "#adm1+code"),
            ("#lat_deg", "#geo+lat"),
            ("#lon_deg", "#geo+lon"),
            ("#period_date", "#date"),
            ("#from_date", "#date+start"),
            ("#to_date", "#date+end"),
            ("#org_id", "#org+code"),
            ("#impl", "#org+impl"),
            ("#prog_id", "#org+code+prog"),
            ("#funder", "#org+funder"),
            ("#aff_num", "#affected"),
            ("#inneed_num", "#inneed"),
            ("#females_num", "#population+f"),
            ("#crisis_lnk", "#crisis+url"),
            ("#activity_id", "#activity+code"),
            ("#x_reporter_id", "#x_reporter_id"),
            ("#population_group+code", "#population_group+code"),
            ("#is_disabled", "#is_disabled"),
        ] {
            assert_eq!(read(old), new);
        }
    }

    #[test]
    fn a_row_of_activities_counted_is_not_a_row_of_tags() {
        assert!(tag_row(["# of people", "#1", "x"].into_iter()).is_none());
        assert!(tag_row(["#org", "", "#adm1"].into_iter()).is_some());
        assert!(tag_row(["#org", "a", "b"].into_iter()).is_none());
    }

    proptest! {
        #[test]
        fn a_printed_tag_reads_back_as_itself(text in "#[a-z]{1,8}( ?\\+[a-z0-9]{1,6}){0,4}") {
            let tag = Tag::parse(&text).unwrap();
            prop_assert_eq!(Tag::parse(&tag.to_string()), Some(tag));
        }
    }
}
