//! The map itself: layers, names, scale bar and north arrow.

use geo::{Intersects, LineString, MultiPolygon};

use super::letters::{escape, width};
use super::pen::{Letters, fill, line, number, pie, stroke, texture};
use super::{Frame, tiles};
use crate::basemap::print::Printed;
use crate::text::text;
use crate::view::labels::{ScreenBox, place};
use crate::view::scale_bar::scale_bar;
use crate::view::{
    Camera, Disc, Fill, FlowLine, LinkLine, MeetingPlace, OwnLayer, Scene, SceneLayer, Shapes, Stroke,
    Texture, flow,
};

/// Draws the map into its frame.
///
/// `ground` fills it with paper first; `under` are the tiles of a background map; letters are `spread` times
/// as wide as estimated.
pub fn draw(
    out: &mut String,
    scene: &Scene,
    camera: &Camera,
    frame: Frame,
    ground: bool,
    (under, spread): (&Printed, f32),
) {
    let rect = format!("width=\"{}\" height=\"{}\"", number(frame.w), number(frame.h));
    out.push_str(&format!(
        "<clipPath id=\"map-clip\"><rect {rect}/></clipPath>\n<g id=\"map\" transform=\"translate({} {})\" \
         clip-path=\"url(#map-clip)\">\n",
        number(frame.x),
        number(frame.y),
    ));
    if ground {
        out.push_str(&format!("<rect {rect} fill=\"{}\"/>\n", scene.background.hex()));
    }
    tiles::draw(out, scene, camera, under);
    for (i, (layer, opacity)) in scene.drawn().into_iter().enumerate() {
        if opacity < 1.0 {
            out.push_str(&format!("<g opacity=\"{}\">\n", number(opacity)));
        }
        let drawer = Drawer { camera, prefix: format!("l{i}") };
        match layer {
            SceneLayer::BaseAreas { shapes, color, .. } => {
                drawer.areas(out, shapes, &[], Fill::plain(*color, 1.0), None);
            }
            SceneLayer::BaseLines { lines, stroke, casing, .. } => {
                for s in casing.iter().chain([stroke]) {
                    drawer.lines(out, lines.list().iter().map(|(l, _)| l), *s);
                }
            }
            SceneLayer::Own(own) => drawer.own(out, own),
            SceneLayer::Streets { lines, stroke, closer_than } => {
                if camera.metres_per_px < *closer_than {
                    let view = camera.visible();
                    let near = lines.list().iter().filter(|(_, b)| geo::Intersects::intersects(b, &view));
                    drawer.lines(out, near.map(|(l, _)| l), *stroke);
                }
            }
            SceneLayer::Areas { shapes, fills, border, .. } => {
                drawer.areas(out, shapes, fills, Fill::default(), Some(*border));
            }
            SceneLayer::Outlines { shapes, stroke, casing, .. } => {
                drawer.outlines(out, shapes, *stroke, *casing);
            }
            SceneLayer::Catchments { shapes, fills, stroke, casing } => {
                drawer.areas(out, shapes, fills, Fill::default(), *casing);
                drawer.border(out, shapes, *stroke);
            }
            SceneLayer::Flows(flows) => drawer.flows(out, flows),
            SceneLayer::Links(links) => drawer.links(out, links),
            SceneLayer::Meetings(places) => drawer.meetings(out, places, scene),
            SceneLayer::Discs(discs) => drawer.discs(out, scene, discs),
        }
        if opacity < 1.0 {
            out.push_str("</g>\n");
        }
    }
    labels(out, scene, camera, spread);
    furniture(out, scene, camera);
    out.push_str("</g>\n");
}

struct Drawer<'a> {
    camera: &'a Camera,
    prefix: String,
}

impl Drawer<'_> {
    /// One path per visible shape, then its texture, then its border, each over all areas at once.
    fn areas(&self, out: &mut String, shapes: &Shapes, fills: &[Fill], other: Fill, border: Option<Stroke>) {
        let visible = shapes.visible_in(self.camera.visible());
        let prefix = &self.prefix;
        out.push_str("<g fill-rule=\"evenodd\">\n");
        for &i in &visible {
            let Some(shape) = shapes.list().get(i) else { continue };
            let f = fills.get(i).copied().unwrap_or(other);
            // The colour goes on a group: whoever uses the path again can give it another one.
            out.push_str(&format!("<g{}><path id=\"{prefix}-{}\" d=\"", fill(f.color, f.opacity), shape.id));
            self.polygon(out, &shape.polygon);
            out.push_str("\"/></g>\n");
        }
        out.push_str("</g>\n");
        self.textures(out, shapes, fills, &visible);
        if let Some(border) = border {
            self.border(out, shapes, border);
        }
    }

    /// The borders of shapes that were filled before.
    fn border(&self, out: &mut String, shapes: &Shapes, border: Stroke) {
        if border.width_px > 0.0 {
            let visible = shapes.visible_in(self.camera.visible());
            out.push_str(&format!("<g fill=\"none\" stroke-linejoin=\"round\"{}>", stroke(border)));
            self.uses(out, shapes, visible.into_iter(), "");
            out.push_str("</g>\n");
        }
    }

    fn textures(&self, out: &mut String, shapes: &Shapes, fills: &[Fill], visible: &[usize]) {
        let same = |a: &Fill, b: &Fill| {
            (a.texture, a.texture_color, a.texture_opacity) == (b.texture, b.texture_color, b.texture_opacity)
        };
        let mut kinds: Vec<Fill> = Vec::new();
        for f in visible.iter().filter_map(|&i| fills.get(i)).filter(|f| f.texture != Texture::None) {
            if !kinds.iter().any(|k| same(k, f)) {
                kinds.push(*f);
            }
        }
        let (w, h) = self.camera.size_px;
        for (k, kind) in kinds.iter().enumerate() {
            let id = format!("{}-t{k}", self.prefix);
            out.push_str(&format!("<clipPath id=\"{id}\">"));
            let those = visible.iter().copied().filter(|&i| fills.get(i).is_some_and(|f| same(f, kind)));
            self.uses(out, shapes, those, " clip-rule=\"evenodd\"");
            out.push_str(&format!("</clipPath><g clip-path=\"url(#{id})\">"));
            let lines = texture(kind.texture, kind.texture_color, kind.texture_opacity, [0.0, 0.0, w, h]);
            out.push_str(&lines);
            out.push_str("</g>\n");
        }
    }

    fn uses(&self, out: &mut String, shapes: &Shapes, which: impl Iterator<Item = usize>, attributes: &str) {
        for shape in which.filter_map(|i| shapes.list().get(i)) {
            out.push_str(&format!("<use href=\"#{}-{}\"{attributes}/>", self.prefix, shape.id));
        }
    }

    fn outlines(&self, out: &mut String, shapes: &Shapes, line: Stroke, casing: Option<Stroke>) {
        let visible = shapes.visible_in(self.camera.visible());
        let first = casing.unwrap_or(line);
        out.push_str(&format!("<g fill=\"none\" stroke-linejoin=\"round\"><g{}>\n", stroke(first)));
        for shape in visible.iter().filter_map(|&i| shapes.list().get(i)) {
            out.push_str(&format!("<path id=\"{}-{}\" d=\"", self.prefix, shape.id));
            self.polygon(out, &shape.polygon);
            out.push_str("\"/>\n");
        }
        out.push_str("</g>");
        if casing.is_some() {
            out.push_str(&format!("<g{}>", stroke(line)));
            self.uses(out, shapes, visible.iter().copied(), "");
            out.push_str("</g>");
        }
        out.push_str("</g>\n");
    }

    fn lines<'l>(&self, out: &mut String, lines: impl Iterator<Item = &'l LineString<f64>>, s: Stroke) {
        out.push_str("<path d=\"");
        lines.for_each(|l| self.ring(out, l, false));
        out.push_str(&format!(
            "\" fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\"{}/>\n",
            stroke(s)
        ));
    }

    /// A layer from a file of the person's own: surfaces, lines, points.
    fn own(&self, out: &mut String, own: &OwnLayer) {
        if let Some(shapes) = &own.shapes {
            self.areas(out, shapes, &[], own.fill, Some(own.stroke));
        }
        if let Some(lines) = &own.lines {
            for s in [own.casing, own.stroke] {
                self.lines(out, lines.list().iter().map(|(l, _)| l), s);
            }
        }
        let Some(points) = &own.points else { return };
        let visible = self.camera.visible();
        let (r, ring) = (number(own.radius_px), stroke(Stroke { width_px: 1.0, ..own.casing }));
        out.push_str(&format!("<g{}{ring}>", fill(own.stroke.color, own.stroke.opacity)));
        for point in points.iter().filter(|p| visible.intersects(*p)) {
            let (x, y) = self.camera.to_screen(*point);
            out.push_str(&format!("<circle cx=\"{}\" cy=\"{}\" r=\"{r}\"/>", number(x), number(y)));
        }
        out.push_str("</g>\n");
    }

    fn flows(&self, out: &mut String, flows: &[FlowLine]) {
        for f in flows {
            let outline =
                flow::outline(self.camera.to_screen(f.from), self.camera.to_screen(f.to), f.width_px, 24);
            let points: Vec<String> =
                outline.iter().map(|(x, y)| format!("{} {}", number(*x), number(*y))).collect();
            if !points.is_empty() {
                out.push_str(&format!("<path d=\"M{}Z\"{}/>\n", points.join("L"), fill(f.color, f.opacity)));
            }
        }
    }

    /// All casings below all strokes, as on the screen.
    fn links(&self, out: &mut String, links: &[LinkLine]) {
        let casings = links.iter().map(|link| (link, link.casing));
        for (link, s) in casings.chain(links.iter().map(|link| (link, link.stroke))) {
            let ((x0, y0), (x1, y1)) = (self.camera.to_screen(link.from), self.camera.to_screen(link.to));
            let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(number);
            out.push_str(&format!("<path d=\"M{x0} {y0}L{x1} {y1}\"{}/>\n", stroke(s)));
        }
    }

    /// A square on its point for every place: no school, whatever its colour.
    fn meetings(&self, out: &mut String, places: &[MeetingPlace], scene: &Scene) {
        let theme = &scene.theme;
        for place in places {
            let (x, y) = self.camera.to_screen(place.at);
            out.push_str(&format!("<g><title>{}</title>", escape(&place.name)));
            for (more, ink) in [(1.5, theme.ring), (0.0, theme.accent), (-3.0, theme.panel)] {
                let half = (MeetingPlace::HALF_PX + more) * std::f32::consts::SQRT_2;
                let [left, right, top, bottom] = [x - half, x + half, y - half, y + half].map(number);
                let (x, y) = (number(x), number(y));
                let path = format!("M{x} {top}L{right} {y}L{x} {bottom}L{left} {y}Z");
                out.push_str(&format!("<path d=\"{path}\"{}/>", fill(ink, 1.0)));
            }
            out.push_str("</g>\n");
        }
    }

    fn discs(&self, out: &mut String, scene: &Scene, discs: &[Disc]) {
        let (w, h) = self.camera.size_px;
        for disc in discs {
            let placed = scene.place(disc, self.camera);
            let ((x, y), reach) = (placed.at, placed.reach_px());
            if !(x + reach >= 0.0 && x - reach <= w && y + reach >= 0.0 && y - reach <= h) {
                continue;
            }
            let circle = format!("cx=\"{}\" cy=\"{}\"", number(x), number(y));
            out.push_str(&format!(
                "<g><title>{}</title><circle {circle} r=\"{}\"{}/>",
                escape(&disc.label),
                number(reach),
                fill(disc.ring.color, disc.ring.opacity)
            ));
            out.push_str(&pie(&disc.slices, (x, y), placed.radius_px));
            if disc.texture != Texture::None {
                let (id, r) = (format!("{}-d{}", self.prefix, disc.school.0), placed.radius_px);
                out.push_str(&format!(
                    "<clipPath id=\"{id}\"><circle {circle} r=\"{}\"/></clipPath>",
                    number(r)
                ));
                out.push_str(&format!("<g clip-path=\"url(#{id})\">"));
                out.push_str(&texture(disc.texture, disc.texture_color, 1.0, [x - r, y - r, x + r, y + r]));
                out.push_str("</g>");
            }
            if let (Some(sign), Some((rgb, _))) = (disc.sign, disc.slices.first()) {
                let (bars, width) = sign.bars(placed.radius_px);
                let (ink, width) = (sign.ink(*rgb).hex(), number(width));
                for ((ax, ay), (bx, by)) in bars {
                    let (from, to) = ((number(x + ax), number(y + ay)), (number(x + bx), number(y + by)));
                    out.push_str(&format!(
                        "<path d=\"M{} {}L{} {}\" stroke=\"{ink}\" stroke-width=\"{width}\"/>",
                        from.0, from.1, to.0, to.1
                    ));
                }
            }
            out.push_str("</g>\n");
        }
    }

    fn polygon(&self, out: &mut String, polygon: &MultiPolygon<f64>) {
        for part in polygon {
            for ring in std::iter::once(part.exterior()).chain(part.interiors()) {
                self.ring(out, ring, true);
            }
        }
    }

    /// Corners as a path; those that fall on the same hundredth of a pixel are written once.
    fn ring(&self, out: &mut String, ring: &LineString<f64>, closed: bool) {
        let mut before = String::new();
        let mut first = true;
        let count = ring.0.len().saturating_sub(usize::from(closed && ring.is_closed()));
        for coord in ring.0.iter().take(count) {
            let (x, y) = self.camera.to_screen((*coord).into());
            let point = format!("{} {}", number(x), number(y));
            if point != before {
                out.push(if first { 'M' } else { 'L' });
                out.push_str(&point);
                first = false;
                before = point;
            }
        }
        if closed && !first {
            out.push('Z');
        }
    }
}

/// Names where there is room for them, in letters that are so much wider than estimated.
fn labels(out: &mut String, scene: &Scene, camera: &Camera, spread: f32) {
    let (w, h) = camera.size_px;
    let frame = ScreenBox { x0: 6.0, y0: 6.0, x1: w - 6.0, y1: h - 6.0 };
    let mut obstacles: Vec<ScreenBox> = scene
        .discs()
        .map(|d| scene.place(d, camera))
        .map(|placed| ScreenBox::around(placed.at, placed.reach_px()))
        .collect();
    let meetings = scene.meetings().map(|place| camera.to_screen(place.at));
    obstacles.extend(meetings.map(|at| ScreenBox::around(at, MeetingPlace::HALF_PX + 4.0)));
    // North arrow, scale bar, and the sources at the foot of a map without a panel.
    obstacles.push(ScreenBox { x0: 180.0, y0: h - 24.0, x1: w, y1: h });
    let kept_free = [
        ScreenBox { x0: w - 48.0, y0: 0.0, x1: w, y1: 56.0 },
        ScreenBox { x0: 0.0, y0: h - 56.0, x1: 170.0, y1: h },
    ];
    let placed = place(
        &scene.labels,
        frame,
        |p| camera.to_screen(p),
        camera.metres_per_px,
        |text, kind| {
            let wide = width(text, kind.size_px() * spread, kind.semibold());
            // Bold letters of some machines are wider still.
            (wide * if kind.semibold() && spread > 1.0 { 1.06 } else { 1.0 }, kind.size_px() * 1.25)
        },
        &obstacles,
        &kept_free,
    );
    for found in placed {
        let Some(label) = scene.labels.get(found.label) else { continue };
        let size = label.kind.size_px();
        let b = found.area;
        let at = ((b.x0 + b.x1) / 2.0, (b.y0 + b.y1) / 2.0 + 0.36 * size);
        let color = if label.kind.semibold() {
            scene.theme.text
        } else {
            scene.theme.text.mix(scene.theme.muted, 0.6)
        };
        let halo = Some((scene.theme.halo, 3.0));
        let letters = Letters { size, semibold: label.kind.semibold(), color, anchor: "middle", halo };
        out.push_str(&line(&label.text, at, letters));
    }
}

/// Scale bar at the bottom left, north arrow at the top right.
fn furniture(out: &mut String, scene: &Scene, camera: &Camera) {
    let (w, h) = camera.size_px;
    let theme = &scene.theme;
    let halo = Some((theme.halo, 3.0));
    if let Some(bar) = scale_bar(camera.metres_per_px, (w * 0.25).min(130.0), scene.language) {
        let (x, y) = (20.0, h - 34.0);
        let d = format!("M{} {}v6H{}v-6", number(x), number(y - 6.0), number(x + bar.length_px));
        out.push_str(&format!(
            "<path d=\"{d}\" fill=\"none\" stroke=\"{}\" stroke-width=\"4\" stroke-opacity=\"0.8\"/>\
             <path d=\"{d}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.2\"/>\n",
            theme.halo.hex(),
            theme.text.hex()
        ));
        let letters = Letters { size: 11.5, semibold: false, color: theme.text, anchor: "start", halo };
        out.push_str(&line(&bar.text, (x, y + 15.0), letters));
    }
    let x = w - 28.0;
    let letters = Letters { size: 11.5, semibold: true, color: theme.muted, anchor: "middle", halo };
    out.push_str(&line(&text(scene.language, "view-north"), (x, 26.0), letters));
    out.push_str(&format!("<path d=\"M{} 31l4.5 9h-9Z\" fill=\"{}\"/>\n", number(x), theme.muted.hex()));
}
