//! The background map on the screen: tiles as textures, a few new ones a frame.
//!
//! The frame never waits: it draws what is there, a coarser tile stretched where the right one is
//! still to come, and asks the workers of [`crate::basemap::pool`] for the rest. They wake the window
//! when something came in; nothing is drawn again while nothing comes.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use directories::ProjectDirs;
use eframe::egui::{
    Align2, Color32, ColorImage, Context, FontId, Painter, Rect, TextureHandle, TextureOptions, pos2, vec2,
};

use super::paint::halo_text;
use crate::app::fonts;
use crate::app::state::State;
use crate::app::style::{CAPTION, color};
use crate::basemap::client::Settings;
use crate::basemap::grid::{TileId, covering, metres_per_px};
use crate::basemap::pool::{Arrived, Failing, Pool, Wanted};
use crate::basemap::store::{MOST, Store};
use crate::basemap::{Basemap, catalogue};
use crate::notice::Notice;
use crate::report::date::Day;
use crate::view::camera::Camera;
use crate::view::scene::Scene;

/// Textures that are made in one frame: some 2 ms.
const UPLOADS: usize = 6;
/// Textures that are kept: some 100 MB.
const MOST_TEXTURES: usize = 400;
/// How many levels up a tile may be stretched from.
const STRETCH: u8 = 6;
/// A few tiles so many levels up come first: the whole picture at once, though coarse.
const OVERVIEW: u8 = 3;

type Key = (String, TileId);

struct Texture {
    handle: TextureHandle,
    /// Seconds since 1970.
    fetched: u64,
    is_old: bool,
    /// The frame in which it was last drawn.
    used: u64,
}

/// The background maps, and the tiles of them that are on the screen.
pub struct Basemaps {
    /// The maps to choose from, with their addresses.
    pub maps: Vec<Arc<Basemap>>,
    /// Where tiles are kept; without such a place there are no background maps.
    pub folder: Option<PathBuf>,
    pub settings: Settings,
    /// What is wrong with the addresses that a person gave.
    bad_list: Option<Notice>,
    pool: Option<Pool>,
    /// Whether a person asked for a map in this session; one that came with a project was not.
    allowed: bool,
    textures: HashMap<Key, Texture>,
    map: Option<Arc<Basemap>>,
    /// What this frame shows.
    shown: Vec<Wanted>,
    /// What the workers were asked for last.
    asked: Vec<Wanted>,
    frame: u64,
}

impl Basemaps {
    /// The maps that come with the program, with their tiles in the cache of this machine's person;
    /// `WIJKSPIEGEL_DATA_DIR` puts them elsewhere.
    pub fn of_person() -> Self {
        let folder = match std::env::var_os("WIJKSPIEGEL_DATA_DIR") {
            Some(folder) => Some(PathBuf::from(folder).join("tegels")),
            None => ProjectDirs::from("nl", "", "wijkspiegel").map(|d| d.cache_dir().join("tegels")),
        };
        let mut list = catalogue::built_in().unwrap_or_default();
        let bad_list = addresses_of_person(&mut list).err();
        Self {
            maps: list.into_iter().map(Arc::new).collect(),
            bad_list,
            folder,
            settings: Settings::default(),
            pool: None,
            allowed: false,
            textures: HashMap::new(),
            map: None,
            shown: Vec::new(),
            asked: Vec::new(),
            frame: 0,
        }
    }

    /// The tiles on this machine, for a print.
    pub fn store(&self) -> Option<Arc<Store>> {
        match &self.pool {
            Some(pool) => Some(pool.store().clone()),
            None => self.folder.as_ref().map(|folder| Arc::new(Store::new(folder, MOST))),
        }
    }

    /// Tiles that are shown and still being looked for.
    pub fn pending(&self) -> usize {
        self.pool.as_ref().map_or(0, |pool| pool.status().pending)
    }

    /// A person asks for a map, perhaps once more: servers may be asked, and those that failed again.
    pub fn allow(&mut self) {
        self.allowed = true;
        self.asked.clear();
        self.pool.iter().for_each(Pool::allow);
    }

    /// Before a frame: makes textures of some of what came in.
    pub fn begin(&mut self, ctx: &Context) {
        self.frame += 1;
        self.shown.clear();
        let Some(pool) = &self.pool else { return };
        let (arrived, more) = pool.take(UPLOADS);
        for tile in arrived {
            self.add(ctx, tile);
        }
        if more {
            ctx.request_repaint();
        }
    }

    fn add(&mut self, ctx: &Context, tile: Arrived) {
        let size = [tile.picture.width as usize, tile.picture.height as usize];
        // Decoding has made sure of it; an image of another size would be a panic in the window.
        if tile.picture.rgba.len() != size[0] * size[1] * 4 {
            return;
        }
        let image = ColorImage::from_rgba_unmultiplied(size, &tile.picture.rgba);
        let name = format!("{}/{:?}", tile.map, tile.tile);
        let handle = ctx.load_texture(name, image, TextureOptions::LINEAR);
        let Arrived { fetched, is_old, .. } = tile;
        let texture = Texture { handle, fetched, is_old, used: self.frame };
        self.textures.insert((tile.map, tile.tile), texture);
    }

    /// After a frame: tells the workers what is shown, where that changed.
    pub fn end(&mut self) {
        if self.shown.is_empty() {
            self.map = None;
        }
        // A tile whose picture came in is no news to the workers.
        let same = self.shown == self.asked;
        if let Some(pool) = self.pool.as_ref().filter(|_| !same) {
            pool.want(self.map.as_ref(), &self.shown);
            self.asked.clone_from(&self.shown);
        }
        if self.textures.len() > MOST_TEXTURES {
            let mut ages: Vec<u64> = self.textures.values().map(|t| t.used).collect();
            ages.sort_unstable();
            let oldest = ages.get(self.textures.len() - MOST_TEXTURES * 3 / 4).copied().unwrap_or(0);
            let frame = self.frame;
            self.textures.retain(|_, t| t.used >= oldest || t.used == frame);
        }
    }

    /// Draws paper and background map where the scene has one; layers go over it.
    pub fn paint(&mut self, painter: &Painter, scene: &Scene, camera: &Camera, rect: Rect) {
        let Some(backdrop) = &scene.backdrop else { return };
        painter.rect_filled(rect, 0.0, color(scene.background));
        let known = self.maps.iter().find(|map| map.key == backdrop.map.key).cloned();
        let Some(map) = known else { return };
        self.start(painter.ctx());
        self.map = Some(map.clone());
        let density = f64::from(painter.pixels_per_point());
        let tiles = covering(camera.visible(), camera.metres_per_px / density, map.most_zoom);
        self.want_overview(&map, camera, &tiles);
        let tint = Color32::WHITE.gamma_multiply(scene.backdrop_opacity());
        for tile in tiles {
            let have = self.draw(painter, &map.key, tile, camera, rect, tint);
            self.want(Wanted { tile, have });
        }
    }

    fn start(&mut self, ctx: &Context) {
        if self.pool.is_some() {
            return;
        }
        let Some(folder) = &self.folder else { return };
        let ctx = ctx.clone();
        let store = Arc::new(Store::new(folder, MOST));
        let pool = Pool::new(store, self.settings.clone(), move || ctx.request_repaint());
        if self.allowed {
            pool.allow();
        }
        self.pool = Some(pool);
    }

    fn want(&mut self, wanted: Wanted) {
        if !self.shown.iter().any(|w| w.tile == wanted.tile) {
            self.shown.push(wanted);
        }
    }

    fn want_overview(&mut self, map: &Basemap, camera: &Camera, tiles: &[TileId]) {
        let Some(zoom) = tiles.first().and_then(|t| t.zoom.checked_sub(OVERVIEW)) else { return };
        for tile in covering(camera.visible(), metres_per_px(zoom), zoom) {
            let have = match self.textures.get_mut(&(map.key.clone(), tile)) {
                Some(texture) => {
                    texture.used = self.frame;
                    true
                }
                None => false,
            };
            self.want(Wanted { tile, have });
        }
    }

    /// Draws a tile, or what stands in for it; `true` where it is the tile itself.
    fn draw(
        &mut self,
        painter: &Painter,
        map: &str,
        tile: TileId,
        camera: &Camera,
        rect: Rect,
        tint: Color32,
    ) -> bool {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let at = on_screen(painter, tile, camera, rect);
        let frame = self.frame;
        let mut put = |of: TileId, at: Rect, uv: Rect| {
            let texture = self.textures.get_mut(&(map.to_owned(), of));
            texture.is_some_and(|texture| {
                texture.used = frame;
                painter.image(texture.handle.id(), at, uv, tint);
                true
            })
        };
        if put(tile, at, whole) {
            return true;
        }
        for above in (1..=STRETCH).filter_map(|up| tile.ancestor(up)) {
            let (left, top, side) = tile.within(above);
            if put(above, at, Rect::from_min_size(pos2(left, top), vec2(side, side))) {
                break;
            }
        }
        // Who zooms out has the finer tiles still.
        for child in tile.children() {
            put(child, on_screen(painter, child, camera, rect), whole);
        }
        false
    }

    /// What there is to say of the map that is shown: that it is not there, or old, because of what.
    pub fn note(&self, state: &State) -> Option<String> {
        let map = self.map.as_ref()?;
        if let Some(notice) = &self.bad_list {
            return Some(notice.message(state.view.language));
        }
        let failing = self.pool.as_ref()?.status().failing;
        let of = |wanted: &Wanted| self.textures.get(&(map.key.clone(), wanted.tile));
        let zoom = self.asked.iter().map(|w| w.tile.zoom).max()?;
        let seen: Vec<Option<&Texture>> = self.asked.iter().filter(|w| w.tile.zoom == zoom).map(of).collect();
        if seen.iter().all(|t| t.is_some_and(|t| !t.is_old)) {
            return None;
        }
        let why = state.t(match failing {
            _ if !self.allowed => "basemap-not-asked",
            Some(Failing::NoConnection) => "basemap-no-connection",
            Some(Failing::Server) => "basemap-server",
            Some(Failing::Wrong) => "basemap-wrong",
            // It is on its way.
            None => return None,
        });
        let oldest = seen.iter().flatten().map(|t| t.fetched).min();
        Some(match oldest {
            Some(fetched) => {
                let date = short_date(state, Day::from_days(fetched / 86_400));
                state.tw("basemap-old", &[("why", &why), ("date", &date)])
            }
            None => state.tw("basemap-none", &[("why", &why)]),
        })
    }

    /// Whose map it is, at the foot of a map that lists no sources itself.
    pub fn credit(&self, state: &State, painter: &Painter, scene: &Scene, rect: Rect, magnify: f32) {
        let Some(backdrop) = &scene.backdrop else { return };
        let text = match self.note(state) {
            Some(note) => format!("{} · {note}", backdrop.map.credit),
            None => backdrop.map.credit.clone(),
        };
        let font = FontId::new(CAPTION * magnify, fonts::regular());
        let at = rect.max - vec2(12.0, 8.0) * magnify;
        halo_text(painter, at, Align2::RIGHT_BOTTOM, &text, font, scene);
    }
}

/// Other addresses for the maps, from `basemaps.toml` in the folder of settings: an address may have
/// moved, or a network may have a server of its own.
fn addresses_of_person(list: &mut [Basemap]) -> Result<(), Notice> {
    let folder = match std::env::var_os("WIJKSPIEGEL_DATA_DIR") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => ProjectDirs::from("nl", "", "wijkspiegel").map(|dirs| dirs.config_dir().to_owned()),
    };
    let path = folder.unwrap_or_default().join("basemaps.toml");
    // Nearly nobody has one.
    let Ok(text) = std::fs::read_to_string(&path) else { return Ok(()) };
    for own in catalogue::parse(&path.display().to_string(), &text)? {
        if let Some(map) = list.iter_mut().find(|map| map.key == own.key) {
            *map = own;
        }
    }
    Ok(())
}

/// Where a tile lies on the screen, from pixel to pixel: neighbours meet without a seam.
fn on_screen(painter: &Painter, tile: TileId, camera: &Camera, rect: Rect) -> Rect {
    let extent = tile.extent();
    let density = painter.pixels_per_point();
    let corner = |x: f64, y: f64| {
        let (x, y) = camera.to_screen((x, y).into());
        let whole = |v: f32| (v * density).round() / density;
        pos2(whole(rect.min.x + x), whole(rect.min.y + y))
    };
    Rect::from_min_max(corner(extent.min().x, extent.max().y), corner(extent.max().x, extent.min().y))
}

/// `12 nov`, with the year where that is not this one.
fn short_date(state: &State, day: Day) -> String {
    let months = state.t("basemap-months");
    let month = months.split_whitespace().nth(usize::from(day.month).saturating_sub(1)).unwrap_or_default();
    let date = format!("{} {month}", day.day);
    if day.year == Day::today().year { date } else { format!("{date} {}", day.year) }
}
