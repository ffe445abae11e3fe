//! Fetching tiles from a server in this test that also fails, stalls and lies, and keeping them.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::support::tile_server::{basemap, good, png, send, serve, settings, tint};
use wijkspiegel::basemap::client::{Answer, Client, Settings, Trouble};
use wijkspiegel::basemap::pool::{Arrived, Failing, Pool, Wanted};
use wijkspiegel::basemap::print::printed;
use wijkspiegel::basemap::store::{About, Store};
use wijkspiegel::basemap::{Basemap, TileId};

const TILE: TileId = TileId { zoom: 9, x: 301, y: 186 };

fn store() -> (tempfile::TempDir, Arc<Store>) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Arc::new(Store::new(folder.path().join("tegels"), 64 << 20));
    (folder, store)
}

fn about(seconds: u64) -> About {
    About::fetched_now(Duration::from_secs(seconds), Some("\"een\"".into()), None)
}

fn tiles(count: u32) -> Vec<TileId> {
    (0..count).map(|i| TileId { zoom: 9, x: 300 + i % 5, y: 180 + i / 5 }).collect()
}

fn wanted(tiles: &[TileId]) -> Vec<Wanted> {
    tiles.iter().map(|tile| Wanted { tile: *tile, have: false }).collect()
}

/// Waits until the pool has nothing more to do, and gives what came.
fn all_of(pool: &Pool) -> Vec<Arrived> {
    let until = Instant::now() + Duration::from_secs(20);
    let mut out = Vec::new();
    loop {
        out.extend(pool.take(4).0);
        if pool.status().pending == 0 {
            out.extend(pool.take(usize::MAX).0);
            return out;
        }
        assert!(Instant::now() < until, "{:?}", pool.status());
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Waits until `ready`.
fn wait(what: &str, ready: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(20);
    while !ready() {
        assert!(Instant::now() < until, "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A pool that may ask servers.
fn asking_pool(store: Arc<Store>, settings: Settings, wake: impl Fn() + Send + Sync + 'static) -> Pool {
    let pool = Pool::new(store, settings, wake);
    pool.allow();
    pool
}

fn one(map: &Basemap) -> Result<Answer, Trouble> {
    Client::new(settings()).get(&map.address(TILE), None, &|| true)
}

#[test]
fn tiles_come_in_and_are_kept_and_the_window_is_woken() {
    let (base, log) = good();
    let (_folder, store) = store();
    let woken = Arc::new(AtomicUsize::new(0));
    let counter = woken.clone();
    let pool = asking_pool(store.clone(), settings(), move || {
        counter.fetch_add(1, Ordering::SeqCst);
    });
    let map = basemap(&base);
    let tiles = tiles(20);
    pool.want(Some(&map), &wanted(&tiles));
    let came = all_of(&pool);
    assert_eq!(came.len(), 20);
    wait("the window is woken for each", || woken.load(Ordering::SeqCst) >= 20);
    for arrived in &came {
        assert_eq!(&arrived.picture.rgba[..3], &tint(arrived.tile), "each tile is itself");
        assert!(!arrived.is_old);
    }
    assert_eq!(log.lock().unwrap().len(), 20, "each is asked for once");
    assert_eq!(pool.status().failing, None);
    // Once more, without a server: from disk.
    drop(pool);
    let pool = asking_pool(store, settings(), || {});
    pool.want(Some(&basemap("http://127.0.0.1:9")), &wanted(&tiles));
    assert_eq!(all_of(&pool).len(), 20);
    assert_eq!(pool.status().failing, None, "fresh tiles need no connection");
}

#[test]
fn no_more_are_asked_at_once_than_is_polite_and_what_left_the_view_is_not_asked_for() {
    static NOW: AtomicUsize = AtomicUsize::new(0);
    static MOST: AtomicUsize = AtomicUsize::new(0);
    let (base, log) = serve(|asked, _, stream| {
        let now = NOW.fetch_add(1, Ordering::SeqCst) + 1;
        MOST.fetch_max(now, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(60));
        NOW.fetch_sub(1, Ordering::SeqCst);
        send(stream, "200 OK", "", &png(asked.tile()));
    });
    let (_folder, store) = store();
    let pool = asking_pool(store, settings(), || {});
    let map = basemap(&base);
    pool.want(Some(&map), &wanted(&tiles(200)));
    wait("some are asked for", || log.lock().unwrap().len() >= 6);
    // The map moves on.
    let elsewhere = [TILE];
    pool.want(Some(&map), &wanted(&elsewhere));
    let came = all_of(&pool);
    assert_eq!(came.iter().map(|a| a.tile).collect::<Vec<_>>(), elsewhere);
    assert!(log.lock().unwrap().len() < 20, "the rest of the 200 is given up");
    assert!(MOST.load(Ordering::SeqCst) <= settings().workers);
    // Nothing wanted: nothing done.
    pool.want(None, &[]);
    assert_eq!(pool.status().pending, 0);
}

#[test]
fn without_a_connection_old_tiles_are_shown_with_their_date_and_nobody_hammers() {
    let (_folder, store) = store();
    let old = About { fetched: 1_700_000_000, until: 1_700_000_100, ..about(0) };
    store.put("grey", TILE, &old, &png(TILE)).unwrap();
    // A port that nobody listens on.
    let asked = Arc::new(AtomicUsize::new(0));
    let pool = asking_pool(store, settings(), || {});
    let other = TileId { x: TILE.x + 1, ..TILE };
    pool.want(Some(&basemap("http://127.0.0.1:9")), &wanted(&[TILE, other]));
    wait("the old tile comes", || pool.status().failing == Some(Failing::NoConnection));
    let (came, _) = pool.take(9);
    assert_eq!(came.len(), 1);
    assert!(came[0].is_old && came[0].tile == TILE && came[0].fetched == 1_700_000_000);
    drop(asked);
}

#[test]
fn the_map_recovers_by_itself_when_the_server_is_back() {
    static BACK: AtomicBool = AtomicBool::new(false);
    let (base, log) = serve(|asked, _, stream| {
        if BACK.load(Ordering::SeqCst) {
            send(stream, "200 OK", "", &png(asked.tile()));
        } else {
            send(stream, "503 Service Unavailable", "", b"<html>");
        }
    });
    let (_folder, store) = store();
    let mut patient = settings();
    patient.attempts = 1000;
    let pool = asking_pool(store, patient, || {});
    pool.want(Some(&basemap(&base)), &wanted(&tiles(12)));
    wait("the trouble shows", || pool.status().failing == Some(Failing::Server));
    std::thread::sleep(Duration::from_millis(500));
    // 20, 40, 80, 160, 200, 200 … ms apart, one at a time after the first few.
    assert!(log.lock().unwrap().len() <= 3 + 8, "{}", log.lock().unwrap().len());
    BACK.store(true, Ordering::SeqCst);
    assert_eq!(all_of(&pool).len(), 12);
    assert_eq!(pool.status().failing, None);
}

#[test]
fn a_server_that_keeps_failing_on_a_tile_is_left_alone() {
    let (base, log) = serve(|_, _, stream| send(stream, "500 Internal Server Error", "", b""));
    let (_folder, store) = store();
    let pool = asking_pool(store, settings(), || {});
    pool.want(Some(&basemap(&base)), &wanted(&[TILE]));
    assert!(all_of(&pool).is_empty());
    assert_eq!(log.lock().unwrap().len(), 3);
    assert_eq!(pool.status().failing, Some(Failing::Server));
}

#[test]
fn what_a_service_does_not_have_is_asked_for_once() {
    let (base, log) = serve(|_, _, stream| send(stream, "404 Not Found", "", b"nee"));
    let (_folder, store) = store();
    let pool = asking_pool(store, settings(), || {});
    let map = basemap(&base);
    for _ in 0..5 {
        pool.want(Some(&map), &wanted(&[TILE]));
        assert!(all_of(&pool).is_empty());
    }
    assert_eq!(log.lock().unwrap().len(), 1);
    assert_eq!(pool.status().failing, None, "that is no failure");
}

#[test]
fn whatever_a_server_answers_is_named_for_what_it_is() {
    let html: &[u8] = b"<!doctype html><html><body>Storing</body></html>";
    let wrong = |headers: &'static str, body: &'static [u8]| {
        let (base, _) = serve(move |_, _, stream| send(stream, "200 OK", headers, body));
        one(&basemap(&base))
    };
    assert_eq!(wrong("Content-Type: text/html\r\n", html), Ok(Answer::Wrong));
    assert_eq!(wrong("Content-Type: image/png\r\n", html), Ok(Answer::Wrong), "a lie about the type");
    assert_eq!(wrong("", b""), Ok(Answer::Wrong));
    // More than it may be, and endless.
    let (base, _) = serve(|_, _, stream| send(stream, "200 OK", "", &vec![0x89; 3 << 20]));
    assert_eq!(one(&basemap(&base)), Ok(Answer::Wrong));
    let (base, _) = serve(|_, _, stream| {
        use std::io::Write as _;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\x89PNG\r\n\x1a\n");
        while stream.write_all(&[7; 1 << 16]).is_ok() {}
    });
    assert_eq!(one(&basemap(&base)), Ok(Answer::Wrong));
    // In circles.
    let (base, log) = serve(|asked, _, stream| {
        send(stream, "302 Found", &format!("Location: {}\r\n", asked.path), b"");
    });
    assert_eq!(one(&basemap(&base)), Ok(Answer::Wrong));
    assert!(log.lock().unwrap().len() <= 5);
    // Elsewhere, once: that is how services move.
    let (there, _) = good();
    let (base, _) = serve(move |asked, _, stream| {
        send(stream, "301 Moved Permanently", &format!("Location: {there}{}\r\n", asked.path), b"");
    });
    assert!(matches!(one(&basemap(&base)), Ok(Answer::New { .. })));
    // Refused.
    let (base, _) = serve(|_, _, stream| send(stream, "403 Forbidden", "", b""));
    assert_eq!(one(&basemap(&base)), Ok(Answer::Wrong));
}

#[test]
fn a_server_that_stalls_or_cuts_off_ends_in_no_connection_and_in_time() {
    let started = Instant::now();
    let (base, _) = serve(|_, _, _| std::thread::sleep(Duration::from_secs(8)));
    assert_eq!(one(&basemap(&base)), Err(Trouble::NoConnection));
    // Half a picture, and then silence.
    let (base, _) = serve(|asked, _, stream| {
        use std::io::Write as _;
        let body = png(asked.tile());
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body[..body.len() / 2]));
        std::thread::sleep(Duration::from_secs(8));
    });
    assert_eq!(one(&basemap(&base)), Err(Trouble::NoConnection));
    // Half a picture, and then the line is dead.
    let (base, _) = serve(|asked, _, stream| {
        use std::io::Write as _;
        let body = png(asked.tile());
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body[..body.len() / 2]));
    });
    assert_eq!(one(&basemap(&base)), Err(Trouble::NoConnection));
    assert!(started.elapsed() < Duration::from_secs(7), "{:?}", started.elapsed());
    // Nobody waits for it any more.
    let (base, _) = good();
    let given_up = Client::new(settings()).get(&basemap(&base).address(TILE), None, &|| false);
    assert_eq!(given_up, Ok(Answer::GivenUp));
}

#[test]
fn an_old_tile_is_asked_after_and_stays_where_it_is_still_right() {
    let (base, log) = serve(|asked, _, stream| match asked.headers.get("if-none-match") {
        Some(tag) if tag == "\"een\"" => {
            send(stream, "304 Not Modified", "Cache-Control: max-age=172800\r\n", b"");
        }
        _ => send(stream, "200 OK", "ETag: \"twee\"\r\n", &png(asked.tile())),
    });
    let (_folder, store) = store();
    let old = About { fetched: 1_700_000_000, until: 1_700_000_100, ..about(0) };
    store.put("grey", TILE, &old, &png(TILE)).unwrap();
    let pool = asking_pool(store.clone(), settings(), || {});
    pool.want(Some(&basemap(&base)), &wanted(&[TILE]));
    let came = all_of(&pool);
    assert!(came.last().is_some_and(|a| !a.is_old && a.fetched > 1_700_000_000));
    assert_eq!(log.lock().unwrap().len(), 1);
    let kept = store.get("grey", TILE).unwrap();
    assert!(kept.about.is_fresh());
    assert_eq!(kept.about.etag.as_deref(), Some("\"een\""));
    assert_eq!(kept.about.until - kept.about.fetched, 172_800, "as long as the server says");
}

#[test]
fn how_long_a_tile_is_good_is_kept_within_bounds() {
    for (said, good) in
        [("max-age=0", 86_400), ("no-cache", 14 * 86_400), ("public, max-age=999999999", 60 * 86_400)]
    {
        let headers = format!("Cache-Control: {said}\r\n");
        let (base, _) = serve(move |asked, _, stream| send(stream, "200 OK", &headers, &png(asked.tile())));
        let Ok(Answer::New { about, .. }) = one(&basemap(&base)) else { panic!("a tile") };
        assert_eq!(about.until - about.fetched, good, "{said}");
    }
}

#[test]
fn a_cache_gives_back_what_it_got_and_never_a_damaged_tile() {
    let (folder, store) = store();
    let bytes = png(TILE);
    assert!(store.get("grey", TILE).is_none());
    store.put("grey", TILE, &about(100), &bytes).unwrap();
    assert_eq!(store.get("grey", TILE).map(|k| k.bytes), Some(bytes.clone()));
    assert!(store.get("aerial", TILE).is_none(), "each map has its own");
    assert!(store.put("../uit", TILE, &about(100), &bytes).is_err());
    assert!(store.put("grey", TileId { x: u32::MAX, ..TILE }, &about(100), &bytes).is_err());
    let path = folder.path().join("tegels/grey/9/301/186.tile");
    let whole = fs::read(&path).unwrap();
    for damaged in [&whole[..whole.len() - 1], &whole[..3], b"".as_slice(), b"{}\n<html>", b"niets"] {
        fs::write(&path, damaged).unwrap();
        assert!(store.get("grey", TILE).is_none());
        assert!(!path.exists(), "it is thrown away");
    }
    // Nothing but tiles is left behind: saves are whole or not at all.
    store.put("grey", TILE, &about(100), &bytes).unwrap();
    let names: Vec<_> =
        fs::read_dir(path.parent().unwrap()).unwrap().flatten().map(|e| e.file_name()).collect();
    assert_eq!(names, ["186.tile"]);
    assert!(
        !About { fetched: u64::MAX / 2, until: u64::MAX, ..about(0) }.is_fresh(),
        "a clock that ran ahead"
    );
}

#[test]
fn a_cache_stays_within_its_bound_and_loses_the_oldest_first() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = png(TILE);
    let room = bytes.len() as u64 * 20;
    let store = Store::new(folder.path(), room);
    let all = tiles(60);
    for (i, tile) in all.iter().enumerate() {
        store.put("grey", *tile, &about(100), &bytes).unwrap();
        if i == 30 {
            std::thread::sleep(Duration::from_millis(30));
        }
    }
    let there = |tile: &TileId| store.has("grey", *tile);
    let size: u64 = all.iter().filter_map(|t| store.get("grey", *t)).map(|k| k.bytes.len() as u64).sum();
    assert!(size <= room && size > room / 2, "{size} of {room}");
    assert!(there(all.last().unwrap()));
    assert!(!all[..30].iter().any(there), "the first thirty are the oldest");
    // What lies beside the tiles is not the cache's to remove.
    let other = folder.path().join("brief.txt");
    fs::write(&other, vec![0; 1 << 16]).unwrap();
    store.put("grey", TILE, &about(100), &bytes).unwrap();
    assert!(other.exists());
}

#[test]
fn a_print_takes_the_level_that_fits_else_finer_else_coarser_and_says_what_is_missing() {
    let (_folder, store) = store();
    let map = basemap("http://127.0.0.1:9");
    let view = TILE.extent();
    let inside =
        geo::Rect::new((view.min().x + 1.0, view.min().y + 1.0), (view.max().x - 1.0, view.max().y - 1.0));
    let scale = wijkspiegel::basemap::grid::metres_per_px(9);
    let nothing = printed(&map, &store, inside, scale);
    assert!(nothing.pieces.is_empty() && !nothing.is_whole && nothing.oldest.is_none());
    // Two levels up.
    let above = TILE.ancestor(2).unwrap();
    store.put("grey", above, &about(100), &png(above)).unwrap();
    let coarse = printed(&map, &store, inside, scale);
    assert_eq!(coarse.pieces.iter().map(|p| p.tile).collect::<Vec<_>>(), [above]);
    assert!(coarse.is_whole);
    // All four below go before it; three of them do not.
    let children = TILE.children();
    for child in &children[..3] {
        store.put("grey", *child, &about(100), &png(*child)).unwrap();
    }
    assert_eq!(printed(&map, &store, inside, scale).pieces.len(), 1);
    store.put("grey", children[3], &about(100), &png(children[3])).unwrap();
    assert_eq!(printed(&map, &store, inside, scale).pieces.len(), 4);
    // The tile itself goes before everything.
    store.put("grey", TILE, &about(100), &png(TILE)).unwrap();
    let own = printed(&map, &store, inside, scale);
    assert_eq!(own.pieces.iter().map(|p| p.tile).collect::<Vec<_>>(), [TILE]);
    // A view with a neighbour that is nowhere.
    let wide =
        geo::Rect::new((view.min().x + 1.0, view.min().y + 1.0), (view.max().x + 9e4, view.max().y - 1.0));
    let part = printed(&map, &store, wide, scale);
    assert!(!part.pieces.is_empty() && !part.is_whole);
}

#[test]
fn no_server_is_asked_before_a_person_asks_for_the_map_and_failures_are_forgotten_when_they_ask_again() {
    static WELL: AtomicBool = AtomicBool::new(false);
    let (base, log) = serve(|asked, _, stream| {
        if WELL.load(Ordering::SeqCst) {
            send(stream, "200 OK", "", &png(asked.tile()));
        } else {
            send(stream, "500 Internal Server Error", "", b"");
        }
    });
    let (_folder, store) = store();
    let old = About { fetched: 1_700_000_000, until: 1_700_000_100, ..about(0) };
    store.put("grey", TILE, &old, &png(TILE)).unwrap();
    let other = TileId { x: TILE.x + 1, ..TILE };
    let pool = Pool::new(store, settings(), || {});
    let map = basemap(&base);
    pool.want(Some(&map), &wanted(&[TILE, other]));
    assert_eq!(all_of(&pool).len(), 1, "what is on disk is shown");
    std::thread::sleep(Duration::from_millis(100));
    assert!(log.lock().unwrap().is_empty());
    pool.allow();
    pool.want(Some(&map), &wanted(&[other]));
    assert!(all_of(&pool).is_empty());
    assert_eq!(pool.status().failing, Some(Failing::Server));
    WELL.store(true, Ordering::SeqCst);
    pool.allow();
    assert_eq!(pool.status().failing, None);
    pool.want(Some(&map), &wanted(&[other]));
    assert_eq!(all_of(&pool).len(), 1);
}
