//! The patterns for unknown, withheld and modelled, as small repeating textures.

use eframe::egui::{
    Color32, ColorImage, Context, TextureFilter, TextureHandle, TextureOptions, TextureWrapMode,
};

use crate::view::scene::Texture;

/// One pattern and the side of its tile in logical pixels.
#[derive(Clone)]
pub struct Tile {
    pub handle: TextureHandle,
    pub side: f32,
}

/// The tiles of all patterns, made once for a pixel density.
pub struct Tiles {
    density: f32,
    hatch: Tile,
    dots: Tile,
    diagonal: Tile,
    cross: Tile,
    upright: Tile,
}

impl Tiles {
    pub fn new(ctx: &Context) -> Self {
        let density = ctx.pixels_per_point();
        let make = |texture, name| tile(ctx, texture, name, density);
        Self {
            density,
            hatch: make(Texture::Hatch, "hatch"),
            dots: make(Texture::Dots, "dots"),
            diagonal: make(Texture::Diagonal, "diagonal"),
            cross: make(Texture::Cross, "cross"),
            upright: make(Texture::Upright, "upright"),
        }
    }

    /// Whether these tiles are sharp at the density of the screen.
    pub fn fit(&self, ctx: &Context) -> bool {
        self.density == ctx.pixels_per_point()
    }

    pub fn get(&self, texture: Texture) -> Option<&Tile> {
        match texture {
            Texture::None => None,
            Texture::Hatch => Some(&self.hatch),
            Texture::Dots => Some(&self.dots),
            Texture::Diagonal => Some(&self.diagonal),
            Texture::Cross => Some(&self.cross),
            Texture::Upright => Some(&self.upright),
        }
    }
}

/// A tile in white with the pattern in its alpha, so that a vertex colour tints it.
fn tile(ctx: &Context, texture: Texture, name: &str, density: f32) -> Tile {
    const REPEATS: f32 = 4.0;
    let pattern = texture.pattern();
    let (spacing, width, angle) =
        pattern.map_or((6.0, 1.0, 0.0), |p| (p.spacing_px, p.width_px, p.angle_deg.to_radians()));
    let lines = texture != Texture::Dots;
    // Lines at 45° repeat along both axes at spacing × √2.
    let period =
        if lines && texture != Texture::Upright { spacing * std::f32::consts::SQRT_2 } else { spacing };
    let side = period * REPEATS;
    let pixels = (side * density).round().max(8.0) as usize;
    let scale = side / pixels as f32;
    let edge = 0.6 / density;
    let coverage = |x: f32, y: f32| {
        let distance = if lines {
            // Distance to the nearest line, measured across the lines.
            let to_line = |angle: f32| {
                let along = (x * -angle.sin() + y * angle.cos()).rem_euclid(spacing);
                along.min(spacing - along)
            };
            let one_way = to_line(angle);
            if texture == Texture::Cross { one_way.min(to_line(-angle)) } else { one_way }
        } else {
            let to = |v: f32| (v.rem_euclid(spacing) - spacing / 2.0).abs();
            to(x).hypot(to(y))
        };
        ((width / 2.0 - distance) / edge + 0.5).clamp(0.0, 1.0)
    };
    let mut image = ColorImage::filled([pixels, pixels], Color32::TRANSPARENT);
    for row in 0..pixels {
        for column in 0..pixels {
            let at = |i: usize| (i as f32 + 0.5) * scale;
            let alpha = (coverage(at(column), at(row)) * 255.0) as u8;
            if let Some(pixel) = image.pixels.get_mut(row * pixels + column) {
                *pixel = Color32::from_white_alpha(alpha);
            }
        }
    }
    let options = TextureOptions {
        magnification: TextureFilter::Linear,
        minification: TextureFilter::Linear,
        wrap_mode: TextureWrapMode::Repeat,
        mipmap_mode: None,
    };
    Tile { handle: ctx.load_texture(name, image, options), side }
}
