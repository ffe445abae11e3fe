//! Pictures of the window, kept and compared.

use std::path::{Path, PathBuf};

use eframe::egui::ViewportId;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ImageEncoder as _, Rgb, RgbImage};

use super::raster::{Textures, paint};
use super::window::{Window, program};

/// So much a channel of 255 may be off: the kept pictures are rounded by up to 12, and rounding of another
/// processor stays far below the rest.
const OFF: u8 = 24;
/// So many pixels in a million may be off by more. A panel that is moved by one pixel changes thousands
/// of them, a word dozens to hundreds.
const PIXELS: usize = 40;
/// Set to anything, the pictures of this run become the kept ones.
const ACCEPT: &str = "WIJKSPIEGEL_ACCEPT_PICTURES";

/// A picture of what the window showed last.
pub fn picture(window: &Window, textures: &Textures) -> RgbImage {
    let output = window.output();
    let density = output.pixels_per_point;
    let size = window.ctx.content_rect().size() * density;
    let primitives = window.ctx.tessellate(output.shapes.clone(), density);
    paint(textures, &primitives, (size.x.round() as usize, size.y.round() as usize), density)
}

/// Steps until no worker is at it and nothing asks to be drawn again.
///
/// # Panics
/// When that does not come.
pub fn settle(window: &mut Window) {
    // A cursor that blinks never rests, and is there or not by the clock.
    window.ctx.all_styles_mut(|style| style.visuals.text_cursor.blink = false);
    let mut still = 0;
    for _ in 0..6_000 {
        window.run_steps(1);
        let root = &window.output().viewport_output[&ViewportId::ROOT];
        let waits = root.repaint_delay < std::time::Duration::from_secs(3600);
        let works = program(window).workers(&window.ctx) > 0;
        still = if waits || works { 0 } else { still + 1 };
        if still == 3 {
            return;
        }
        if still == 0 {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }
    panic!("the window does not come to rest");
}

/// Holds a picture against the kept one of that name.
///
/// # Panics
/// When it is another, or there is none; `target/pictures` then has the picture, and where it differs.
pub fn same_as_kept(picture: &RgbImage, name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kept = root.join("tests/window/pictures").join(format!("{name}.png"));
    if std::env::var_os(ACCEPT).is_some() {
        write(&rounded(picture), &kept);
        return;
    }
    let out = root.join("target/pictures");
    let now = out.join(format!("{name}.png"));
    let Ok(before) = image::open(&kept) else {
        write(picture, &now);
        panic!("no kept picture {}; {ACCEPT}=1 keeps {}", kept.display(), now.display());
    };
    let Err(difference) = same(&before.to_rgb8(), picture) else { return };
    let where_off = out.join(format!("{name}-difference.png"));
    write(picture, &now);
    if let Some(image) = &difference.image {
        write(image, &where_off);
    }
    panic!(
        "{name} looks different: {}. Look at {} and {}; if it is as it should be, {ACCEPT}=1 keeps it",
        difference.what,
        now.display(),
        where_off.display(),
    );
}

/// The picture in 12 shades a channel: a third of the size as a file.
fn rounded(picture: &RgbImage) -> RgbImage {
    const STEPS: u16 = 11;
    let nearest = |v: u8| ((u16::from(v) * STEPS + 127) / 255 * 255 / STEPS) as u8;
    let mut out = picture.clone();
    out.pixels_mut().for_each(|pixel| pixel.0 = pixel.0.map(nearest));
    out
}

/// How two pictures differ.
#[derive(Debug)]
pub struct Difference {
    pub what: String,
    /// The new picture in grey, with red where it differs; none where the sizes do.
    pub image: Option<RgbImage>,
}

/// Whether two pictures are the same but for rounding.
pub fn same(before: &RgbImage, now: &RgbImage) -> Result<(), Difference> {
    if before.dimensions() != now.dimensions() {
        let what = format!("its size is {:?} and was {:?}", now.dimensions(), before.dimensions());
        return Err(Difference { what, image: None });
    }
    let (a, b) = (before.as_raw(), now.as_raw());
    // Most rows are the same to the bit.
    let row = now.width() as usize * 3;
    let rows = a.chunks_exact(row).zip(b.chunks_exact(row)).enumerate().filter(|(_, (a, b))| a != b);
    let mut off = Vec::new();
    for (y, (a, b)) in rows {
        for (x, (a, b)) in a.chunks_exact(3).zip(b.chunks_exact(3)).enumerate() {
            if a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > OFF) {
                off.push((x as u32, y as u32));
            }
        }
    }
    let pixels = a.len() / 3;
    if off.len() * 1_000_000 <= PIXELS * pixels {
        return Ok(());
    }
    let mut image = now.clone();
    for pixel in image.pixels_mut() {
        let grey = pixel.0.iter().map(|v| u16::from(*v)).sum::<u16>() / 3;
        *pixel = Rgb([(160 + grey * 95 / 255) as u8; 3]);
    }
    let (mut least, mut most) = (off[0], off[0]);
    for (x, y) in &off {
        image.put_pixel(*x, *y, Rgb([220, 0, 0]));
        least = (least.0.min(*x), least.1.min(*y));
        most = (most.0.max(*x), most.1.max(*y));
    }
    let what = format!("{} of {pixels} pixels, between {least:?} and {most:?}", off.len());
    Err(Difference { what, image: Some(image) })
}

/// Writes a picture as PNG, as small as that goes.
pub fn write(picture: &RgbImage, path: &PathBuf) {
    let folder = path.parent().expect("a picture is in a folder");
    std::fs::create_dir_all(folder).expect("the folder for pictures can be made");
    let file = std::fs::File::create(path).expect("a picture can be written");
    let out = std::io::BufWriter::new(file);
    let encoder = PngEncoder::new_with_quality(out, CompressionType::Best, FilterType::Sub);
    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture.as_raw(), width, height, image::ExtendedColorType::Rgb8)
        .expect("a picture can be written");
}
