//! The marks that both map and panel are made of.

use super::letters::escape;
use crate::view::scene::Pattern;
use crate::view::{Fill, Rgb, Stroke, Texture, pie};

/// A coordinate with at most two decimals, without trailing zeros; 0 when it is not finite.
pub fn number(v: f32) -> String {
    if !v.is_finite() {
        return "0".to_owned();
    }
    let mut text = format!("{v:.2}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" { "0".to_owned() } else { text }
}

/// ` fill="…" fill-opacity="…"`.
pub fn fill(color: Rgb, opacity: f32) -> String {
    let mut out = format!(" fill=\"{}\"", color.hex());
    if opacity < 1.0 {
        out.push_str(&format!(" fill-opacity=\"{}\"", number(opacity)));
    }
    out
}

/// ` stroke="…" stroke-width="…"`.
pub fn stroke(stroke: Stroke) -> String {
    let mut out = format!(" stroke=\"{}\" stroke-width=\"{}\"", stroke.color.hex(), number(stroke.width_px));
    if stroke.opacity < 1.0 {
        out.push_str(&format!(" stroke-opacity=\"{}\"", number(stroke.opacity)));
    }
    out
}

/// The lines of a texture over a box `[x0, y0, x1, y1]`, to be clipped to what it covers. Their
/// phase is that of the whole drawing, so that neighbours share their lines.
pub fn texture(texture: Texture, color: Rgb, opacity: f32, area: [f32; 4]) -> String {
    let (Some(pattern), [x0, y0, x1, y1]) = (texture.pattern(), area) else { return String::new() };
    let attributes =
        format!(" fill=\"none\"{}", stroke(Stroke { color, width_px: pattern.width_px, opacity }));
    let mut d = String::new();
    if texture == Texture::Dots {
        // A row of dots is a dashed line of dashes without length and with round ends; every
        // second row is moved by half a step.
        let step = pattern.spacing_px;
        let mut out = String::new();
        for odd in [false, true] {
            let mut row = (y0 / step).floor() as i64;
            row += i64::from((row % 2 != 0) != odd);
            let start = (x0 / step).floor() * step + if odd { step / 2.0 } else { 0.0 };
            d.clear();
            // The bounds keep a mistaken box from becoming an endless drawing.
            for _ in 0..10_000 {
                let y = row as f32 * step;
                if y > y1 {
                    break;
                }
                d.push_str(&format!("M{} {}H{}", number(start), number(y), number(x1)));
                row += 2;
            }
            if !d.is_empty() {
                out.push_str(&format!(
                    "<path d=\"{d}\"{attributes} stroke-linecap=\"round\" stroke-dasharray=\"0.01 {}\"/>",
                    number(step - 0.01)
                ));
            }
        }
        return out;
    }
    if texture == Texture::Upright {
        let mut x = (x0 / pattern.spacing_px).ceil() * pattern.spacing_px;
        for _ in 0..10_000 {
            if x > x1 {
                break;
            }
            d.push_str(&format!("M{} {}V{}", number(x), number(y0), number(y1)));
            x += pattern.spacing_px;
        }
    } else if texture == Texture::Cross {
        d.push_str(&lines(pattern, false, area));
        d.push_str(&lines(pattern, true, area));
    } else {
        d.push_str(&lines(pattern, pattern.angle_deg < 0.0, area));
    }
    if d.is_empty() { d } else { format!("<path d=\"{d}\"{attributes}/>") }
}

/// Parallel lines over a box, rising or falling to the right.
fn lines(pattern: Pattern, rising: bool, [x0, y0, x1, y1]: [f32; 4]) -> String {
    let mut d = String::new();
    // Lines y = ±x + c; along the axes they stand √2 times further apart than across.
    let step = pattern.spacing_px * std::f32::consts::SQRT_2;
    let (low, high) = if rising { (x0 + y0, x1 + y1) } else { (y0 - x1, y1 - x0) };
    let mut i = (low / step).ceil();
    for _ in 0..10_000 {
        let c = i * step;
        if c > high {
            break;
        }
        let (ya, yb) = if rising { (c - x0, c - x1) } else { (c + x0, c + x1) };
        d.push_str(&format!("M{} {}L{} {}", number(x0), number(ya), number(x1), number(yb)));
        i += 1.0;
    }
    d
}

/// A rectangle in a fill with its texture and a hairline around it, as in a legend.
pub fn swatch(id: &str, fill_: Fill, backdrop: Rgb, edge: Rgb, [x, y, w, h]: [f32; 4]) -> String {
    let shape = format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\"",
        number(x),
        number(y),
        number(w),
        number(h)
    );
    let mut out = format!("{shape}{}/>", fill(backdrop, 1.0));
    out.push_str(&format!("{shape}{}/>", fill(fill_.color, fill_.opacity)));
    if fill_.texture != Texture::None {
        out.push_str(&format!("<clipPath id=\"{id}\">{shape}/></clipPath><g clip-path=\"url(#{id})\">"));
        out.push_str(&texture(
            fill_.texture,
            fill_.texture_color,
            fill_.texture_opacity,
            [x, y, x + w, y + h],
        ));
        out.push_str("</g>");
    }
    out.push_str(&format!("{shape} fill=\"none\" stroke=\"{}\" stroke-width=\"0.6\"/>\n", edge.hex()));
    out
}

/// A pie around a point; shares need not add up to one.
pub fn pie(slices: &[(Rgb, f32)], (x, y): (f32, f32), radius: f32) -> String {
    let shares: Vec<f32> = slices.iter().map(|(_, share)| *share).collect();
    let mut out = String::new();
    for (arc, (color, _)) in pie::arcs(&shares).into_iter().zip(slices) {
        let Some((start, end)) = arc else { continue };
        if end - start > 0.9999 {
            out.push_str(&format!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>",
                number(x),
                number(y),
                number(radius),
                color.hex()
            ));
            continue;
        }
        let (a, b) = (pie::on_circle(start, radius), pie::on_circle(end, radius));
        out.push_str(&format!(
            "<path d=\"M{} {}L{} {}A{r} {r} 0 {} 1 {} {}Z\" fill=\"{}\"/>",
            number(x),
            number(y),
            number(x + a.0),
            number(y + a.1),
            u8::from(end - start > 0.5),
            number(x + b.0),
            number(y + b.1),
            color.hex(),
            r = number(radius),
        ));
    }
    out
}

/// How a line of text looks.
#[derive(Clone, Copy, Debug)]
pub struct Letters {
    pub size: f32,
    pub semibold: bool,
    pub color: Rgb,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// Colour and width of the halo.
    pub halo: Option<(Rgb, f32)>,
}

/// One line of text on its baseline.
pub fn line(text: &str, (x, y): (f32, f32), letters: Letters) -> String {
    let mut attributes = format!(" font-size=\"{}\" fill=\"{}\"", number(letters.size), letters.color.hex());
    if letters.semibold {
        attributes.push_str(" font-weight=\"600\"");
    }
    if letters.anchor != "start" {
        attributes.push_str(&format!(" text-anchor=\"{}\"", letters.anchor));
    }
    if let Some((color, width)) = letters.halo {
        attributes.push_str(&format!(
            " stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
            color.hex(),
            number(width)
        ));
    }
    format!("<text x=\"{}\" y=\"{}\"{attributes}>{}</text>\n", number(x), number(y), escape(text))
}
