//! The looks of every figure, as one short style sheet.
//!
//! The six shades are a sequence in lightness (CIELAB L* 97, 86, 72, 57, 39 and 17), so they keep
//! their order for every kind of colour vision and on a black-and-white printer.
//!
//! The first rules use only what simple SVG readers understand (literal colours, classes), because
//! a drawing also goes into documents. Rules for dark pages follow: `light-dark()` obeys the
//! page's own `color-scheme`, so a page that stays light keeps light figures. What a browser does
//! not know it skips.

/// Style rules for all figures of this crate, for the page's own style sheet. Every rule is scoped
/// to the classes `figure` and `bar` of the `svg` element.
pub const STYLE: &str = "\
.figure{max-width:100%;height:auto;font-family:system-ui,sans-serif;font-size:13px}
.figure text{fill:#222}
.figure .small{font-size:11px}
.figure .quiet{fill:#595959}
.figure .strong{font-weight:600}
.figure .area{stroke:#6b6b6b;stroke-width:.5;stroke-linejoin:round}
.figure .s0{fill:#fdf4e3}
.figure .s1{fill:#f6d09a}
.figure .s2{fill:#ea9f58}
.figure .s3{fill:#cf6f3b}
.figure .s4{fill:#93432f}
.figure .s5{fill:#4a1a1a}
.figure .mark{font-size:11px;font-weight:600}
.figure .over{stroke:#fff;stroke-width:3;stroke-linejoin:round;paint-order:stroke}
.figure .paper{fill:#fff}
.figure .ink{fill:#777}
.figure .point{fill:#0b5c8a;fill-opacity:.9;stroke:#fff}
.figure .flow{fill:none;stroke:#0b5c8a}
.figure .head{fill:#0b5c8a}
.figure .halo{fill:none;stroke:#fff;stroke-opacity:.8}
.figure .grid{fill:none;stroke:#dcdcdc}
.figure .axis{fill:none;stroke:#6b6b6b}
.figure .reference{fill:none;stroke:#222;stroke-dasharray:4 3}
.figure .interval{fill:none;stroke:#222;stroke-width:2}
.figure .inner{fill:none;stroke:#222;stroke-width:6}
.figure .band{fill:#dfebf2;stroke:#8fb3c9}
.figure .estimate{fill:#fff;stroke:#222;stroke-width:2}
.figure .emphasis .interval{stroke:#0b5c8a;stroke-width:4}
.figure .emphasis .inner{stroke:#0b5c8a;stroke-width:9}
.figure .emphasis .estimate{fill:#0b5c8a;stroke:#fff}
.figure .need,.bar .need{fill:#ecb48c}
.figure .spread,.bar .spread{fill:none;stroke:#5c2e14;stroke-width:1.5}
.figure .median,.bar .median{fill:#5c2e14}
.figure .response,.bar .response{fill:#0b5c8a;stroke:#fff}
.figure .room,.bar .room{stroke:#c9c9c9}
.figure .tally{fill:#0b5c8a}
.figure .draws{fill:#8fb3c9;stroke:#fff;stroke-width:.5}
.figure .broken{fill:none;stroke:#222;stroke-dasharray:3 2}
.figure .stripe{fill:#f3f3f3}
.figure .hole,.figure .dot,.figure .link{fill:none;stroke:#222;stroke-width:3}
.figure .hole,.figure .dot{stroke-linecap:round;stroke-width:12}
.figure .hole{stroke:#d6d6d6;stroke-width:8}
.figure .open{fill:none}
.figure .tie{fill:none;stroke:#8a8a8a;stroke-opacity:.6}
.figure .node{stroke:#fff}
.figure .k0{fill:#0b5c8a}
.figure .k1{fill:#b3541e}
.figure .k2{fill:#2e7d4f}
.figure .k3{fill:#7a4a9e}
.figure .k4{fill:#8a6d00}
.figure .k5{fill:#b03060}
.figure .k6{fill:#666}
.figure .hit{fill:#fff;fill-opacity:0}
.figure a:hover .name{text-decoration:underline}
.figure a:hover .area,.figure a:focus .area,.figure a:focus .point{stroke:#000;stroke-width:2}
.figure a:focus{outline:2px solid #0b5c8a;outline-offset:1px}
.bar{vertical-align:middle}
@supports (color:light-dark(#000,#fff)){
.figure text{fill:light-dark(#222,#eee)}
.figure .quiet,.figure .ink{fill:light-dark(#595959,#b4b4b4)}
.figure .paper{fill:light-dark(#fff,#1b1b1b)}
.figure .over,.figure .halo{stroke:light-dark(#fff,#1b1b1b)}
.figure .grid,.figure .room,.bar .room{stroke:light-dark(#dcdcdc,#444)}
.figure .axis{stroke:light-dark(#6b6b6b,#999)}
.figure .s0{fill:light-dark(#fdf4e3,#2c2220)}
.figure .s1{fill:light-dark(#f6d09a,#57221f)}
.figure .s2{fill:light-dark(#ea9f58,#93432f)}
.figure .s4{fill:light-dark(#93432f,#eda968)}
.figure .s5{fill:light-dark(#4a1a1a,#fdebcb)}
.figure .band{fill:light-dark(#dfebf2,#1f3340);stroke:light-dark(#8fb3c9,#4a7891)}
.figure .reference,.figure .interval,.figure .inner,.figure .estimate{stroke:light-dark(#222,#eee)}
.figure .estimate{fill:light-dark(#fff,#1b1b1b)}
.figure .need,.bar .need{fill:light-dark(#ecb48c,#8a5230)}
.figure .spread,.bar .spread{stroke:light-dark(#5c2e14,#f6d3b8)}
.figure .median,.bar .median{fill:light-dark(#5c2e14,#f6d3b8)}
.figure .flow,.figure .emphasis .interval,.figure .emphasis .inner{stroke:light-dark(#0b5c8a,#7cc4ee)}
.figure .draws{fill:light-dark(#8fb3c9,#4a7891);stroke:light-dark(#fff,#1b1b1b)}
.figure .stripe{fill:light-dark(#f3f3f3,#262626)}
.figure .broken,.figure .dot,.figure .link{stroke:light-dark(#222,#eee)}
.figure .node{stroke:light-dark(#fff,#1b1b1b)}
.figure .k0{fill:light-dark(#0b5c8a,#7cc4ee)}
.figure .k1{fill:light-dark(#b3541e,#f0a070)}
.figure .k2{fill:light-dark(#2e7d4f,#7fd0a0)}
.figure .k3{fill:light-dark(#7a4a9e,#c9a3e6)}
.figure .k4{fill:light-dark(#8a6d00,#e0c050)}
.figure .k5{fill:light-dark(#b03060,#f095b5)}
.figure .k6{fill:light-dark(#666,#b4b4b4)}
.figure .hole{stroke:light-dark(#d6d6d6,#484848)}
.figure .tally,.figure .head,.figure .point,.figure .response,.bar .response,.figure .emphasis .estimate\
{fill:light-dark(#0b5c8a,#7cc4ee)}
.figure .response,.bar .response,.figure .point,.figure .emphasis .estimate\
{stroke:light-dark(#fff,#1b1b1b)}
.figure a:hover .area,.figure a:focus .area,.figure a:focus .point{stroke:light-dark(#000,#fff)}
}
@media print{.figure,.bar{color-scheme:light}.figure text{fill:#000}.figure .ink{fill:#000}}
";

/// A drawing as a file of its own: the same SVG with [`STYLE`] inside.
///
/// `drawing` is what a figure's `draw` gave; text that holds no element is returned unchanged.
pub fn standalone(drawing: &str) -> String {
    // Attribute values are escaped, so the first `>` closes the root's opening tag.
    match drawing.split_once('>') {
        Some((root, rest)) => format!("{root}>\n<style>\n{STYLE}</style>{rest}"),
        None => drawing.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::STYLE;

    #[test]
    fn the_style_sheet_is_small_and_needs_no_escaping_in_a_file() {
        assert!(STYLE.len() < 5_600, "{}", STYLE.len());
        assert!(!STYLE.contains(['<', '&', '\'', '"']) && !STYLE.contains("url("));
    }
}
