//! The pen: writes SVG text, escapes words, rounds numbers.

use std::fmt::Write;

use crate::frame::Frame;

/// Where a text stands on its point, in the reading direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// An SVG drawing under the pen.
#[derive(Debug)]
pub(crate) struct Sketch {
    svg: String,
}

impl Sketch {
    /// Opens the `svg` element with its title and description.
    ///
    /// A drawing without links is an image. One with links is a group: the parts of an image are
    /// hidden from assistive technology, and a link must not be hidden.
    pub(crate) fn open(frame: &Frame, height: f64, has_links: bool) -> Self {
        let (id, width) = (&frame.id, frame.width);
        let role = if has_links { "group" } else { "img" };
        let direction = if frame.is_rtl() { " direction=\"rtl\"" } else { "" };
        let height = height.ceil();
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" id=\"{id}\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             role=\"{role}\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-about\"\
             {direction}>\n<title id=\"{id}-title\">{}</title>\n\
             <desc id=\"{id}-about\">{}</desc>\n",
            escape(&frame.title),
            escape(&frame.description),
        );
        Self { svg }
    }

    /// Opens a drawing whose root element is written by the caller.
    pub(crate) fn bare(root: &str) -> Self {
        Self { svg: root.to_owned() }
    }

    /// Defines the two textures: hatching for silence, dots for an unknown need.
    pub(crate) fn textures(&mut self, id: &str) {
        self.put(format_args!(
            "<defs><pattern id=\"{id}-hatch\" width=\"5\" height=\"5\" \
             patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <path class=\"paper\" d=\"M0 0h5v5h-5z\"/><path class=\"ink\" d=\"M0 0h1.5v5h-1.5z\"/>\
             </pattern><pattern id=\"{id}-dots\" width=\"6\" height=\"6\" \
             patternUnits=\"userSpaceOnUse\"><path class=\"paper\" d=\"M0 0h6v6h-6z\"/>\
             <path class=\"ink\" d=\"M2 2h1v1h-1zM5 5h1v1h-1z\"/></pattern></defs>"
        ));
    }

    /// Draws shapes under one title: inside a link if there is somewhere to go, in a group if not.
    pub(crate) fn titled(
        &mut self,
        title: &str,
        href: Option<&str>,
        shapes: impl FnOnce(&mut Self),
    ) {
        let title = escape(title);
        if let Some(href) = href {
            self.put(format_args!("<a href=\"{}\"><title>{title}</title>", escape(href)));
            shapes(self);
            self.put(format_args!("</a>"));
        } else {
            self.put(format_args!("<g><title>{title}</title>"));
            shapes(self);
            self.put(format_args!("</g>"));
        }
    }

    /// A path of one class.
    pub(crate) fn path(&mut self, class: &str, data: &str) {
        self.put(format_args!("<path class=\"{class}\" d=\"{data}\"/>"));
    }

    /// A path filled with one of the textures, whose reference must be an attribute: style sheets
    /// resolve it against their own address.
    pub(crate) fn textured_path(&mut self, class: &str, texture: &str, data: &str) {
        self.put(format_args!("<path class=\"{class}\" fill=\"url(#{texture})\" d=\"{data}\"/>"));
    }

    /// A path that is `width` pixels thick.
    pub(crate) fn stroke(&mut self, class: &str, width: f64, data: &str) {
        let width = px(width);
        self.put(format_args!("<path class=\"{class}\" stroke-width=\"{width}\" d=\"{data}\"/>"));
    }

    pub(crate) fn circle(&mut self, class: &str, [x, y]: [f64; 2], radius: f64) {
        let (x, y, r) = (px(x), px(y), px(radius));
        self.put(format_args!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>"));
    }

    pub(crate) fn text(&mut self, class: &str, [x, y]: [f64; 2], anchor: Anchor, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (x, y, words) = (px(x), px(y), escape(words));
        self.put(format_args!(
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{anchor}>{words}</text>"
        ));
    }

    /// Opens a group of one class whose overlapping rings leave holes.
    pub(crate) fn open_group(&mut self, class: &str) {
        self.put(format_args!("<g class=\"{class}\" fill-rule=\"evenodd\">"));
    }

    pub(crate) fn close_group(&mut self) {
        self.put(format_args!("</g>"));
    }

    pub(crate) fn close(mut self) -> String {
        self.svg.push_str("</svg>\n");
        self.svg
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail; the result exists for writers that can.
        let _ = self.svg.write_fmt(text);
        self.svg.push('\n');
    }
}

/// A number rounded to a tenth, written in the fewest characters.
pub(crate) fn px(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

/// Makes any text safe inside an element and inside a double-quoted attribute. Characters that
/// XML 1.0 forbids (control characters, U+FFFE, U+FFFF) become the replacement character.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                out.push('\u{fffd}');
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escape, px};

    #[test]
    fn numbers_are_rounded_to_a_tenth_and_short() {
        let written: Vec<String> = [0.0, -0.04, 1.25, -3.96, 12.0].map(px).into();
        assert_eq!(written, ["0", "0", "1.3", "-4", "12"]);
    }

    #[test]
    fn hostile_text_cannot_leave_its_element() {
        assert_eq!(
            escape("</title><script a='\"'>&\u{1}"),
            "&lt;/title&gt;&lt;script a=&#39;&quot;&#39;&gt;&amp;\u{fffd}"
        );
    }
}
