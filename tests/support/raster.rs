//! What egui wants painted, as pixels, without a graphics card.
//!
//! As egui's painter for OpenGL does it: colours are multiplied and laid over one another as they are
//! stored (in sRGB, alpha multiplied in), a pixel is in a triangle if its middle is, and two triangles
//! that share an edge share no pixel. The same shapes give the same pixels on every machine, and almost
//! the same as a graphics card.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use eframe::egui::epaint::{ImageDelta, Mesh, Primitive, Vertex};
use eframe::egui::{
    ClippedPrimitive, Color32, ImageData, Pos2, TextureFilter, TextureId, TextureOptions, TextureWrapMode,
    TexturesDelta,
};
use egui_kittest::TestRenderer;
use image::RgbImage;

/// The textures of a window: letters, icons, patterns.
#[derive(Clone, Default)]
pub struct Textures(Rc<RefCell<Held>>);

#[derive(Default)]
struct Held {
    textures: HashMap<TextureId, Texture>,
    /// What the last frame may still show and the next will not.
    freed: HashSet<TextureId>,
}

struct Texture {
    size: [usize; 2],
    pixels: Vec<Color32>,
    options: TextureOptions,
}

impl TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let held = &mut *self.0.borrow_mut();
        for id in held.freed.drain() {
            held.textures.remove(&id);
        }
        for (id, changes) in delta.set.drain() {
            changes.into_iter().for_each(|change| held.set(id, change));
        }
        held.freed.extend(delta.free.drain());
    }
}

impl Held {
    fn set(&mut self, id: TextureId, change: ImageDelta) {
        let ImageData::Color(image) = change.image;
        let Some([left, top]) = change.pos else {
            let texture = Texture { size: image.size, pixels: image.pixels.clone(), options: change.options };
            self.textures.insert(id, texture);
            return;
        };
        let texture = self.textures.get_mut(&id).expect("a texture is there before a part of it changes");
        for (row, pixels) in image.pixels.chunks_exact(image.size[0]).enumerate() {
            let from = (top + row) * texture.size[0] + left;
            texture.pixels[from..from + pixels.len()].copy_from_slice(pixels);
        }
    }
}

impl Texture {
    /// A texel, by its place in the tile.
    fn texel(&self, x: i32, y: i32) -> [f32; 4] {
        let place = |at: i32, size: usize| match self.options.wrap_mode {
            TextureWrapMode::ClampToEdge => at.clamp(0, size as i32 - 1) as usize,
            TextureWrapMode::Repeat => at.rem_euclid(size as i32) as usize,
            TextureWrapMode::MirroredRepeat => {
                let there = at.rem_euclid(2 * size as i32);
                there.min(2 * size as i32 - 1 - there) as usize
            }
        };
        let at = place(y, self.size[1]) * self.size[0] + place(x, self.size[0]);
        self.pixels[at].to_array().map(f32::from)
    }

    /// The colour at a place from 0 to 1, in 0 to 255.
    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let (x, y) = (u * self.size[0] as f32, v * self.size[1] as f32);
        if self.options.magnification == TextureFilter::Nearest {
            return self.texel(x.floor() as i32, y.floor() as i32);
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right, down) = (x - left, y - top);
        let (left, top) = (left as i32, top as i32);
        // Letters lie on whole pixels: then there is nothing to mix.
        const WHOLE: f32 = 1.0 / 512.0;
        let near = |part: f32| !(WHOLE..=1.0 - WHOLE).contains(&part);
        if near(right) && near(down) {
            return self.texel(left + i32::from(right > 0.5), top + i32::from(down > 0.5));
        }
        let mix = |a: [f32; 4], b: [f32; 4], t: f32| -> [f32; 4] {
            [
                a[0] + (b[0] - a[0]) * t,
                a[1] + (b[1] - a[1]) * t,
                a[2] + (b[2] - a[2]) * t,
                a[3] + (b[3] - a[3]) * t,
            ]
        };
        let above = mix(self.texel(left, top), self.texel(left + 1, top), right);
        let below = mix(self.texel(left, top + 1), self.texel(left + 1, top + 1), right);
        mix(above, below, down)
    }
}

/// Paints on black; `density` is pixels per point.
///
/// # Panics
/// On a paint callback: the program has none, and this could not show it.
pub fn paint(
    textures: &Textures,
    primitives: &[ClippedPrimitive],
    (width, height): (usize, usize),
    density: f32,
) -> RgbImage {
    let mut target = Target { width, height, pixels: vec![0; width * height * 3] };
    let held = textures.0.borrow();
    for ClippedPrimitive { clip_rect, primitive } in primitives {
        let Primitive::Mesh(mesh) = primitive else { panic!("a paint callback can't be painted here") };
        let edge = |at: f32, most: usize| (at * density).round().clamp(0.0, most as f32) as i32;
        let clip = Clip {
            left: edge(clip_rect.min.x, width),
            right: edge(clip_rect.max.x, width),
            top: edge(clip_rect.min.y, height),
            bottom: edge(clip_rect.max.y, height),
        };
        let texture = held.textures.get(&mesh.texture_id).expect("every texture that is used was given");
        target.mesh(mesh, texture, &clip, density);
    }
    RgbImage::from_raw(width as u32, height as u32, target.pixels).expect("three bytes a pixel")
}

/// In pixels; right and bottom are outside.
struct Clip {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
}

struct Target {
    width: usize,
    height: usize,
    /// Red, green, blue, row by row.
    pixels: Vec<u8>,
}

/// A number that changes evenly over a triangle.
#[derive(Clone, Copy)]
struct Slope {
    at: f32,
    along_x: f32,
    along_y: f32,
    least: f32,
    most: f32,
}

impl Slope {
    fn new(corners: &[Pos2; 3], values: [f32; 3]) -> Self {
        let [a, b, c] = *corners;
        let (ab, ac) = (b - a, c - a);
        let area = ab.x * ac.y - ac.x * ab.y;
        let (to_b, to_c) = (values[1] - values[0], values[2] - values[0]);
        let along_x = (to_b * ac.y - to_c * ab.y) / area;
        let along_y = (to_c * ab.x - to_b * ac.x) / area;
        let least = values[0].min(values[1]).min(values[2]);
        let most = values[0].max(values[1]).max(values[2]);
        Self { at: values[0] - along_x * a.x - along_y * a.y, along_x, along_y, least, most }
    }

    fn is_flat(&self) -> bool {
        self.least == self.most
    }

    /// At the middle of a pixel.
    fn at(&self, x: f32, y: f32) -> f32 {
        (self.at + self.along_x * x + self.along_y * y).clamp(self.least, self.most)
    }
}

impl Target {
    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: &Clip, density: f32) {
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |i: usize| mesh.vertices[corners[i] as usize];
            self.triangle([corner(0), corner(1), corner(2)], texture, clip, density);
        }
    }

    fn triangle(&mut self, vertices: [Vertex; 3], texture: &Texture, clip: &Clip, density: f32) {
        let corners = vertices.map(|v| Pos2::new(v.pos.x * density, v.pos.y * density));
        let (mut top, mut bottom) = (f32::INFINITY, f32::NEG_INFINITY);
        for corner in &corners {
            top = top.min(corner.y);
            bottom = bottom.max(corner.y);
        }
        let first = first_middle(top).max(clip.top);
        let last = first_middle(bottom).min(clip.bottom);
        if first >= last {
            return;
        }
        let mut brush = None;
        for row in first..last {
            let Some((left, right)) = span(&corners, row as f32 + 0.5) else { continue };
            let from = first_middle(left).max(clip.left);
            let to = first_middle(right).min(clip.right);
            if from < to {
                let brush = brush.get_or_insert_with(|| Brush::new(&corners, &vertices, texture));
                self.row(row, from, to, brush, texture);
            }
        }
    }

    fn row(&mut self, row: i32, from: i32, to: i32, brush: &mut Brush, texture: &Texture) {
        let start = (row as usize * self.width + from as usize) * 3;
        let count = (to - from) as usize;
        debug_assert!((row as usize) < self.height);
        let pixels = &mut self.pixels[start..start + count * 3];
        match brush {
            Brush::Even { ink, alpha, line } => {
                if *alpha >= 255.0 {
                    // A row of it is made once and copied.
                    if line.len() < pixels.len() {
                        let rgb = [whole(ink[0]), whole(ink[1]), whole(ink[2])];
                        *line = rgb.repeat(self.width);
                    }
                    pixels.copy_from_slice(&line[..pixels.len()]);
                } else if *alpha > 0.0 || ink.iter().any(|v| *v > 0.0) {
                    let through = 1.0 - *alpha / 255.0;
                    // What is even below comes out even.
                    let mut before: Option<([u8; 3], [u8; 3])> = None;
                    for pixel in pixels.chunks_exact_mut(3) {
                        let below = [pixel[0], pixel[1], pixel[2]];
                        let above = match before {
                            Some((of, above)) if of == below => above,
                            _ => over(*ink, through, below),
                        };
                        before = Some((below, above));
                        pixel.copy_from_slice(&above);
                    }
                }
            }
            Brush::Changing { colour, place } => {
                let y = row as f32 + 0.5;
                for (i, pixel) in pixels.chunks_exact_mut(3).enumerate() {
                    let x = (from + i as i32) as f32 + 0.5;
                    let tint =
                        [colour[0].at(x, y), colour[1].at(x, y), colour[2].at(x, y), colour[3].at(x, y)];
                    let texel = texture.sample(place[0].at(x, y), place[1].at(x, y));
                    let alpha = tint[3] * texel[3] / 255.0;
                    if alpha <= 0.0 && texel[0] <= 0.0 {
                        continue;
                    }
                    let ink =
                        [tint[0] * texel[0] / 255.0, tint[1] * texel[1] / 255.0, tint[2] * texel[2] / 255.0];
                    let below = [pixel[0], pixel[1], pixel[2]];
                    pixel.copy_from_slice(&over(ink, 1.0 - alpha / 255.0, below));
                }
            }
        }
    }
}

/// What a triangle is filled with.
enum Brush {
    /// One colour, 0 to 255, alpha multiplied in, and a row of it.
    Even { ink: [f32; 3], alpha: f32, line: Vec<u8> },
    /// Colours of the corners, and a place in the texture.
    Changing { colour: [Slope; 4], place: [Slope; 2] },
}

impl Brush {
    fn new(corners: &[Pos2; 3], vertices: &[Vertex; 3], texture: &Texture) -> Self {
        let colours = vertices.map(|v| v.color.to_array().map(f32::from));
        let of = |i: usize| Slope::new(corners, [colours[0][i], colours[1][i], colours[2][i]]);
        let colour = [of(0), of(1), of(2), of(3)];
        let place =
            [Slope::new(corners, vertices.map(|v| v.uv.x)), Slope::new(corners, vertices.map(|v| v.uv.y))];
        if colour.iter().chain(&place).all(Slope::is_flat) {
            let texel = texture.sample(place[0].least, place[1].least);
            let ink = |i: usize| colours[0][i] * texel[i] / 255.0;
            return Self::Even { ink: [ink(0), ink(1), ink(2)], alpha: ink(3), line: Vec::new() };
        }
        Self::Changing { colour, place }
    }
}

/// Lays a colour over another, of which so much comes through.
fn over(ink: [f32; 3], through: f32, below: [u8; 3]) -> [u8; 3] {
    let mixed = |i: usize| whole(ink[i] + f32::from(below[i]) * through);
    [mixed(0), mixed(1), mixed(2)]
}

fn whole(value: f32) -> u8 {
    (value + 0.5) as u8
}

/// The first pixel of which the middle is not before this place.
fn first_middle(at: f32) -> i32 {
    (at - 0.5).ceil() as i32
}

/// Where a line across the picture enters and leaves a triangle.
fn span(corners: &[Pos2; 3], y: f32) -> Option<(f32, f32)> {
    let (mut left, mut right) = (f32::INFINITY, f32::NEG_INFINITY);
    for (a, b) in [(0, 1), (1, 2), (2, 0)] {
        // Always from above, so that the triangle on the other side finds the same place.
        let (above, below) = if corners[a].y <= corners[b].y { (a, b) } else { (b, a) };
        let (above, below) = (corners[above], corners[below]);
        if above.y <= y && y < below.y {
            let x = above.x + (below.x - above.x) * ((y - above.y) / (below.y - above.y));
            left = left.min(x);
            right = right.max(x);
        }
    }
    (left < right).then_some((left, right))
}
