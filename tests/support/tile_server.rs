//! A tile server in the test, that behaves as servers do: well, badly, or not at all.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Cursor, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use image::{ImageFormat, Rgb, RgbImage};
use wijkspiegel::basemap::client::Settings;
use wijkspiegel::basemap::{Basemap, TileId};

/// One request: path and headers with their names in lower case.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub headers: HashMap<String, String>,
}

impl Asked {
    /// The tile of a path `/z/x/y.png`.
    pub fn tile(&self) -> TileId {
        let mut numbers = self.path.trim_matches('/').trim_end_matches(".png").split('/');
        let mut next = || numbers.next().and_then(|n| n.parse::<u32>().ok()).expect("a number");
        TileId { zoom: u8::try_from(next()).expect("a level"), x: next(), y: next() }
    }
}

pub type Log = Arc<Mutex<Vec<Asked>>>;

/// Serves every connection on a thread of its own; `answer` gets the request and its number from 1.
pub fn serve(answer: impl Fn(&Asked, usize, &mut TcpStream) + Send + Sync + 'static) -> (String, Log) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let log: Log = Arc::default();
    let (seen, answer) = (Arc::clone(&log), Arc::new(answer));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
            std::thread::spawn(move || {
                let Some(asked) = request(&stream) else { return };
                let number = {
                    let mut log = seen.lock().expect("the log");
                    log.push(asked.clone());
                    log.len()
                };
                answer(&asked, number, &mut stream);
            });
        }
    });
    (base, log)
}

fn request(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut line = String::new();
    if reader.read_line(&mut line).unwrap_or(0) == 0 {
        return None;
    }
    let path = line.split(' ').nth(1).unwrap_or("/").to_owned();
    let mut headers = HashMap::new();
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header).unwrap_or(0) < 3 {
            break;
        }
        if let Some((name, value)) = header.trim().split_once(':') {
            headers.insert(name.to_lowercase(), value.trim().to_owned());
        }
    }
    Some(Asked { path, headers })
}

pub fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

/// A tile of one colour, which tells it from the others.
pub fn png(tile: TileId) -> Vec<u8> {
    let [r, g, b] = tint(tile);
    let image = RgbImage::from_pixel(256, 256, Rgb([r, g, b]));
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, ImageFormat::Png).expect("a PNG");
    out.into_inner()
}

pub fn tint(tile: TileId) -> [u8; 3] {
    let of = |n: u32, by: u32| u8::try_from(n.wrapping_mul(by) % 200).expect("under 200") + 40;
    [of(tile.x, 37), of(tile.y, 53), of(u32::from(tile.zoom), 71)]
}

/// A server of good tiles.
pub fn good() -> (String, Log) {
    serve(|asked, _, stream| send(stream, "200 OK", "Content-Type: image/png\r\n", &png(asked.tile())))
}

/// A map at that address.
pub fn basemap(base: &str) -> Arc<Basemap> {
    Arc::new(Basemap {
        key: "grey".into(),
        credit: "Proefkaart".into(),
        url: format!("{base}/{{z}}/{{x}}/{{y}}.png"),
        most_zoom: 14,
        known: "2026-11".into(),
        tried: true,
    })
}

/// Impatient, so that a test is over soon.
pub fn settings() -> Settings {
    Settings {
        connect: Duration::from_secs(2),
        silence: Duration::from_millis(300),
        whole: Duration::from_secs(3),
        workers: 3,
        pause: Duration::from_millis(20),
        longest_pause: Duration::from_millis(200),
        ..Settings::default()
    }
}
