//! Downloading, from a server in this test that behaves as servers do.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use wijkspiegel::fetch::manifest::Manifest;
use wijkspiegel::fetch::services::{Service, Type, parse};
use wijkspiegel::fetch::{MANIFEST, Outcome, Progress, Settings, fetch};
use wijkspiegel::load::file::sha256;

/// One request: path and headers in lower case.
#[derive(Clone, Debug)]
struct Asked {
    path: String,
    headers: HashMap<String, String>,
}

type Log = Arc<Mutex<Vec<Asked>>>;

/// Serves one answer a connection, as bytes that `answer` makes of the request and its number.
fn serve(answer: impl Fn(&Asked, usize, &mut TcpStream) + Send + 'static) -> (String, Log) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let log: Log = Arc::default();
    let seen = Arc::clone(&log);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                continue;
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
            let asked = Asked { path, headers };
            let number = {
                let mut log = seen.lock().unwrap();
                log.push(asked.clone());
                log.len()
            };
            answer(&asked, number, &mut stream);
        }
    });
    (base, log)
}

fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

const BODY: &[u8] = b"INSTELLINGSCODE;VESTIGINGSCODE\n17EC;00\n17EC;01\n";

fn settings() -> Settings {
    Settings {
        connect: Duration::from_secs(2),
        silence: Duration::from_millis(400),
        whole: Duration::from_secs(5),
        pause: Duration::ZERO,
        retry: Duration::from_millis(5),
        attempts: 3,
        longest_wait: Duration::from_secs(3),
        largest: 1 << 20,
    }
}

fn service(kind: Type, url: &str, file: &str) -> Service {
    Service {
        key: file.split('.').next().unwrap().to_owned(),
        title: "Een tabel".into(),
        publisher: "DUO".into(),
        licence: "CC0 1.0".into(),
        kind,
        url: url.into(),
        instead: Vec::new(),
        file: file.into(),
        needs: None,
        known: "2026-09".into(),
        tried: false,
    }
}

fn get(services: &[Service], folder: &Path) -> Vec<Outcome> {
    fetch(services, "GM0014", folder, &settings(), &mut |_| true).unwrap()
}

/// Downloads one file from a server; gives its outcome and what was asked.
fn one(
    answer: impl Fn(&Asked, usize, &mut TcpStream) + Send + 'static,
) -> (tempfile::TempDir, Result<(u64, bool), &'static str>, Vec<Asked>) {
    let (base, log) = serve(answer);
    let folder = tempfile::tempdir().unwrap();
    let found = get(&[service(Type::File, &format!("{base}/{{gm}}.csv"), "a.csv")], folder.path());
    let result = found[0].result.clone().map_err(|notice| {
        // Whatever fails is said in both languages, with what to do.
        for language in wijkspiegel::text::Language::ALL {
            assert!(notice.fix(language).is_some() && notice.what(language) != notice.key, "{}", notice.key);
        }
        notice.key
    });
    let asked = log.lock().unwrap().clone();
    (folder, result, asked)
}

#[test]
fn a_file_is_kept_with_a_line_in_the_manifest() {
    let (folder, result, asked) =
        one(|_, _, s| send(s, "200 OK", "ETag: \"v1\"\r\nContent-Type: text/csv\r\n", BODY));
    assert_eq!(result, Ok((BODY.len() as u64, false)));
    assert_eq!(fs::read(folder.path().join("a.csv")).unwrap(), BODY);
    let manifest = Manifest::read(folder.path());
    let entry = manifest.entry("a.csv").unwrap();
    assert_eq!((entry.sha256.as_str(), entry.licence.as_str()), (sha256(BODY).as_str(), "CC0 1.0"));
    assert!(entry.url.ends_with("/GM0014.csv") && entry.date.ends_with('Z') && entry.date.len() == 20);
    let agent = &asked[0].headers["user-agent"];
    assert!(agent.starts_with("wijkspiegel/"), "{agent}");
    let names: Vec<String> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names.len(), 2, "no parts are left behind: {names:?}");
    assert!(names.contains(&MANIFEST.to_owned()));
}

#[test]
fn what_has_not_changed_is_not_downloaded_again() {
    let (base, log) = serve(|asked, _, s| match asked.headers.get("if-none-match") {
        Some(tag) if tag == "\"v1\"" => send(s, "304 Not Modified", "", b""),
        _ => send(s, "200 OK", "ETag: \"v1\"\r\n", BODY),
    });
    let folder = tempfile::tempdir().unwrap();
    let list = [service(Type::File, &format!("{base}/a.csv"), "a.csv")];
    assert_eq!(get(&list, folder.path())[0].result, Ok((BODY.len() as u64, false)));
    assert_eq!(get(&list, folder.path())[0].result, Ok((BODY.len() as u64, true)));
    // A file that was changed by hand is fetched anew.
    fs::write(folder.path().join("a.csv"), "mine").unwrap();
    assert_eq!(get(&list, folder.path())[0].result, Ok((BODY.len() as u64, false)));
    assert_eq!(log.lock().unwrap().len(), 3);
}

#[test]
fn a_download_that_breaks_off_goes_on_where_it_stopped() {
    let (folder, result, asked) = one(|asked, number, s| {
        if number == 1 {
            // A promise of the whole, and half of it.
            let head = format!("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: {}\r\n\r\n", BODY.len());
            let _ = s.write_all(head.as_bytes()).and_then(|()| s.write_all(&BODY[..20]));
        } else {
            assert_eq!(asked.headers["range"], "bytes=20-");
            assert_eq!(asked.headers["if-range"], "\"v1\"");
            let range =
                format!("ETag: \"v1\"\r\nContent-Range: bytes 20-{}/{}\r\n", BODY.len() - 1, BODY.len());
            send(s, "206 Partial Content", &range, &BODY[20..]);
        }
    });
    assert_eq!(result, Ok((BODY.len() as u64, false)));
    assert_eq!(asked.len(), 2);
    assert_eq!(fs::read(folder.path().join("a.csv")).unwrap(), BODY);
}

#[test]
fn a_file_that_changed_in_between_is_started_anew() {
    let (folder, result, _) = one(|_, number, s| {
        if number == 1 {
            let _ = s.write_all(b"HTTP/1.1 200 OK\r\nETag: \"old\"\r\nContent-Length: 99\r\n\r\nold old old");
        } else {
            send(s, "200 OK", "ETag: \"new\"\r\n", BODY);
        }
    });
    assert_eq!(result, Ok((BODY.len() as u64, false)));
    assert_eq!(fs::read(folder.path().join("a.csv")).unwrap(), BODY, "nothing of the old file is in it");
}

#[test]
fn a_server_that_answers_another_part_than_was_asked_never_makes_a_wrong_file() {
    let (folder, result, _) = one(|asked, _, s| {
        if asked.headers.contains_key("range") {
            send(s, "206 Partial Content", "ETag: \"v1\"\r\nContent-Range: bytes 5-9/48\r\n", b"wrong");
        } else {
            let _ = s.write_all(b"HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 48\r\n\r\nhalf of it");
        }
    });
    assert_eq!(result, Err("fetch-cut-off"));
    assert!(!folder.path().join("a.csv").exists());
}

#[test]
fn the_rest_of_another_version_is_never_put_behind_the_first_part() {
    // The server heeds no If-Range, and the file has changed in between.
    for (first, second) in [
        ("ETag: \"a\"\r\n", "ETag: \"b\"\r\n"),
        ("ETag: \"a\"\r\n", "ETag: W/\"b\"\r\n"),
        (
            "Last-Modified: Mon, 02 Nov 2026 10:00:00 GMT\r\n",
            "Last-Modified: Tue, 03 Nov 2026 10:00:00 GMT\r\n",
        ),
    ] {
        let (folder, result, asked) = one(move |asked, number, s| {
            if number == 1 {
                let head = format!("HTTP/1.1 200 OK\r\n{first}Content-Length: {}\r\n\r\n", BODY.len());
                let _ = s.write_all(head.as_bytes()).and_then(|()| s.write_all(b"old old old"));
            } else if asked.headers.contains_key("range") {
                let range = format!("{second}Content-Range: bytes 11-{}/{}\r\n", BODY.len() - 1, BODY.len());
                send(s, "206 Partial Content", &range, &BODY[11..]);
            } else {
                send(s, "200 OK", second, BODY);
            }
        });
        assert_eq!((result, asked.len()), (Ok((BODY.len() as u64, false)), 3));
        assert_eq!(fs::read(folder.path().join("a.csv")).unwrap(), BODY);
    }
}

#[test]
fn a_server_that_always_cuts_off_leaves_the_part_for_another_time() {
    let (folder, result, asked) = one(|_, _, s| {
        let _ = s.write_all(b"HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 1000\r\n\r\nonly this");
    });
    assert_eq!(result, Err("fetch-cut-off"));
    assert_eq!(asked.len(), 3, "three attempts and no more");
    assert!(!folder.path().join("a.csv").exists() && folder.path().join("a.csv.part").exists());
    assert!(Manifest::read(folder.path()).files.is_empty());
}

#[test]
fn a_missing_file_is_not_asked_for_twice_and_another_address_is_tried() {
    let (_folder, result, asked) = one(|_, _, s| send(s, "404 Not Found", "", b"weg"));
    assert_eq!((result, asked.len()), (Err("fetch-not-found"), 1));
    let (base, log) = serve(|asked, _, s| match asked.path.as_str() {
        "/new.csv" => send(s, "200 OK", "", BODY),
        _ => send(s, "404 Not Found", "", b""),
    });
    let folder = tempfile::tempdir().unwrap();
    let mut service = service(Type::File, &format!("{base}/old.csv"), "a.csv");
    service.instead = vec![format!("{base}/new.csv")];
    assert!(get(&[service], folder.path())[0].result.is_ok());
    assert_eq!(log.lock().unwrap().len(), 2);
    assert!(Manifest::read(folder.path()).files[0].url.ends_with("/new.csv"));
}

#[test]
fn a_server_in_trouble_is_asked_again_and_its_wish_to_wait_is_met() {
    let started = std::time::Instant::now();
    let (_folder, result, asked) = one(|_, number, s| match number {
        1 => send(s, "500 Internal Server Error", "", b"au"),
        2 => send(s, "503 Service Unavailable", "Retry-After: 1\r\n", b""),
        _ => send(s, "200 OK", "", BODY),
    });
    assert!(result.is_ok());
    assert_eq!(asked.len(), 3);
    assert!(started.elapsed() >= Duration::from_secs(1), "it waited as it was told");
    let (_folder, result, asked) =
        one(|_, _, s| send(s, "429 Too Many Requests", "Retry-After: 3600\r\n", b""));
    assert_eq!((result, asked.len()), (Err("fetch-server"), 1), "an hour is too long to wait for");
    let (_folder, result, asked) = one(|_, _, s| send(s, "500 Oops", "", b""));
    assert_eq!((result, asked.len()), (Err("fetch-server"), 3));
    let (_folder, result, asked) = one(|_, _, s| send(s, "403 Forbidden", "", b""));
    assert_eq!((result, asked.len()), (Err("fetch-refused"), 1));
}

#[test]
fn a_web_page_or_a_message_in_place_of_data_is_refused_whatever_it_calls_itself() {
    const GOOD: &[u8] = b"a;b\n1;2\n";
    let page = "\n<!DOCTYPE html><html>Inloggen</html>";
    for (kind, body) in [
        ("text/html; charset=utf-8", page),
        ("text/csv", page),
        ("text/csv", "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html/>"),
        ("text/csv", "<!-- portaal --><html>Inloggen</html>"),
        ("text/csv", "{\"error\":\"too many\"}"),
        ("application/xml", "<ExceptionReport/>"),
    ] {
        let (base, _) = serve(move |_, number, s| match number {
            1 => send(s, "200 OK", "", GOOD),
            _ => send(s, "200 OK", &format!("Content-Type: {kind}\r\n"), body.as_bytes()),
        });
        let folder = tempfile::tempdir().unwrap();
        let list = [service(Type::File, &format!("{base}/a.csv"), "a.csv")];
        assert!(get(&list, folder.path())[0].result.is_ok());
        let found = get(&list, folder.path());
        assert_eq!(found[0].result.as_ref().unwrap_err().key, "fetch-wrong-type", "{kind} {body}");
        assert_eq!(fs::read(folder.path().join("a.csv")).unwrap(), GOOD, "what was there stays");
    }
}

#[test]
fn a_service_that_answers_in_xml_is_left_for_another_address() {
    let (base, log) = serve(|asked, _, s| match asked.path.as_str() {
        "/wfs" => {
            send(s, "200 OK", "Content-Type: application/json\r\n", PAGE.replace("LINK", "").as_bytes())
        }
        _ => send(s, "200 OK", "Content-Type: application/json\r\n", b"<?xml version=\"1.0\"?><Exception/>"),
    });
    let folder = tempfile::tempdir().unwrap();
    let mut service = service(Type::Features, &format!("{base}/ogc"), "a.geojson");
    service.instead = vec![format!("{base}/wfs")];
    let found = get(&[service], folder.path());
    assert!(found[0].result.is_ok(), "{found:?}");
    assert_eq!(log.lock().unwrap().len(), 2, "nothing is asked again that will not change");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&folder.path().join("a.geojson")), mode(&plain), "read by whom any file is");
        assert_eq!(mode(&folder.path().join(MANIFEST)), mode(&plain));
    }
}

#[test]
fn a_file_of_ones_own_makes_way_under_another_name_and_that_is_said() {
    let (base, _) = serve(|_, _, s| send(s, "200 OK", "", BODY));
    let folder = tempfile::tempdir().unwrap();
    let list = [service(Type::File, &format!("{base}/a.csv"), "a.csv")];
    fs::write(folder.path().join("a.csv"), "mine").unwrap();
    fs::write(folder.path().join("a.csv.bak"), "older").unwrap();
    let found = get(&list, folder.path());
    assert_eq!(found[0].kept.as_deref(), Some("a.csv.2.bak"));
    let said: Vec<_> = wijkspiegel::fetch::notices(&found).into_iter().collect();
    assert_eq!((said.len(), said[0].key), (1, "fetch-own-kept"));
    assert!(said[0].what(wijkspiegel::text::Language::Dutch).contains("a.csv.2.bak"));
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(
        (read("a.csv"), read("a.csv.2.bak"), read("a.csv.bak")),
        (BODY.to_vec(), b"mine".to_vec(), b"older".to_vec())
    );
    // What was downloaded makes way for nothing, and a failure leaves everything as it is.
    assert_eq!(get(&list, folder.path())[0].kept, None);
    fs::write(folder.path().join("a.csv"), "mine again").unwrap();
    let gone = [service(Type::File, "http://127.0.0.1:1/a.csv", "a.csv")];
    let found = get(&gone, folder.path());
    assert!(found[0].result.is_err() && found[0].kept.is_none());
    assert_eq!(read("a.csv"), b"mine again");
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 4, "a.csv, two copies and the manifest");
}

#[test]
fn a_compressed_answer_is_unpacked() {
    // BODY through gzip, as `gzip -n` writes it.
    let (folder, result, _) = one(|_, _, s| {
        send(s, "200 OK", "Content-Encoding: gzip\r\nContent-Type: text/csv\r\n", &gzip(BODY));
    });
    assert!(result.is_ok(), "{result:?}");
    assert_eq!(fs::read(folder.path().join("a.csv")).unwrap(), BODY);
}

/// A gzip of one stored block: no compression, but the same form.
fn gzip(body: &[u8]) -> Vec<u8> {
    let mut crc = u32::MAX;
    for byte in body {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    let length = u16::try_from(body.len()).unwrap();
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1];
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(body);
    out.extend((!crc).to_le_bytes());
    out.extend(u32::from(length).to_le_bytes());
    out
}

#[test]
fn redirects_are_followed_but_not_for_ever() {
    let (_folder, result, asked) = one(|asked, _, s| match asked.path.as_str() {
        "/there.csv" => send(s, "200 OK", "", BODY),
        _ => send(s, "302 Found", "Location: /there.csv\r\n", b""),
    });
    assert!(result.is_ok());
    assert_eq!(asked.len(), 2);
    let (_folder, result, asked) = one(|asked, _, s| {
        send(s, "302 Found", &format!("Location: {}x\r\n", asked.path), b"");
    });
    assert_eq!(result, Err("fetch-redirects"));
    assert!(asked.len() <= 8, "{}", asked.len());
}

#[test]
fn a_server_that_falls_silent_is_given_up() {
    let (_folder, result, asked) = one(|_, _, s| {
        let mut rest = Vec::new();
        let _ = s.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 48\r\n\r\nhalf");
        // Holds the line until the other side hangs up.
        let _ = s.read_to_end(&mut rest);
    });
    assert!(matches!(result, Err("fetch-cut-off" | "fetch-slow")), "{result:?}");
    assert_eq!(asked.len(), 3);
}

#[test]
fn a_promise_that_is_too_long_or_an_empty_answer_makes_no_file() {
    let (folder, result, _) = one(|_, _, s| {
        let _ = s.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nx");
    });
    assert_eq!(result, Err("fetch-too-large"));
    assert!(!folder.path().join("a.csv").exists());
    let (_folder, result, _) = one(|_, _, s| send(s, "200 OK", "", b""));
    assert_eq!(result, Err("fetch-nothing"));
    let (_folder, result, _) = one(|_, _, s| {
        let _ = s.write_all(b"nonsense that is no answer\r\n\r\n");
    });
    assert_eq!(result, Err("fetch-no-http"));
}

#[test]
fn it_stops_when_told_to_and_goes_on_later() {
    let (base, log) = serve(|asked, _, s| match asked.headers.get("range") {
        Some(range) => {
            let start: usize = range.trim_start_matches("bytes=").trim_end_matches('-').parse().unwrap();
            let head = format!("ETag: \"v\"\r\nContent-Range: bytes {start}-199999/200000\r\n");
            send(s, "206 Partial Content", &head, &vec![b'a'; 200_000 - start]);
        }
        None => send(s, "200 OK", "ETag: \"v\"\r\n", &vec![b'a'; 200_000]),
    });
    let folder = tempfile::tempdir().unwrap();
    let list = [
        service(Type::File, &format!("{base}/a.csv"), "a.csv"),
        service(Type::File, &format!("{base}/b.csv"), "b.csv"),
    ];
    let mut stop = |p: Progress| !matches!(p, Progress::Bytes { .. });
    let found = fetch(&list, "GM0014", folder.path(), &settings(), &mut stop).unwrap();
    assert_eq!(found.len(), 1, "nothing more is asked for");
    assert_eq!(found[0].result.as_ref().unwrap_err().key, "fetch-stopped");
    let found = get(&list[..1], folder.path());
    assert_eq!(found[0].result, Ok((200_000, false)));
    assert!(log.lock().unwrap()[1].headers.contains_key("range"));
}

const PAGE: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"buurtcode":"BU00140000"},"geometry":{"type":"Polygon","coordinates":[[[6.5,53.2],[6.6,53.2],[6.6,53.3],[6.5,53.2]]]}}],"links":[LINK]}"#;

#[test]
fn pages_of_features_become_one_file_and_its_extent_leads_to_the_postcodes() {
    let (base, log) = serve(|asked, _, s| {
        let host = asked.headers["host"].clone();
        let link = match asked.path.as_str() {
            "/buurten?gm=GM0014" => format!(r#"{{"rel":"next","href":"http://{host}/two"}}"#),
            // A page that leads back to itself is the last.
            "/two" => format!(r#"{{"rel":"next","href":"http://{host}/two"}}"#),
            _ => String::new(),
        };
        send(s, "200 OK", "Content-Type: application/geo+json\r\n", PAGE.replace("LINK", &link).as_bytes());
    });
    let folder = tempfile::tempdir().unwrap();
    let buurten = service(Type::Features, &format!("{base}/buurten?gm={{gm}}"), "buurten.geojson");
    let mut postcodes = service(Type::Features, &format!("{base}/pc4?bbox={{bbox}}"), "pc4.geojson");
    postcodes.needs = Some("buurten".into());
    let found = get(&[postcodes.clone(), buurten, postcodes], folder.path());
    let results: Vec<_> = found.iter().map(|o| o.result.as_ref().map(|_| ()).map_err(|n| n.key)).collect();
    assert_eq!(results, [Err("fetch-needs"), Ok(()), Ok(())]);
    let text = fs::read_to_string(folder.path().join("buurten.geojson")).unwrap();
    let merged: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(merged["features"].as_array().unwrap().len(), 2);
    let last = log.lock().unwrap().last().unwrap().path.clone();
    let numbers: Vec<f64> =
        last.trim_start_matches("/pc4?bbox=").split(',').map(|n| n.parse().unwrap()).collect();
    assert!((numbers[0] - 6.5).abs() < 0.01 && (numbers[3] - 53.3).abs() < 0.01, "{last}");
}

#[test]
fn pages_of_which_a_part_is_missing_make_no_file_and_relative_ones_are_followed() {
    let page = |link: &str, matched: &str| {
        PAGE.replace("LINK", link).replacen("\"features\"", &format!("{matched}\"features\""), 1)
    };
    let relative = r#"{"rel":"next","href":"?page=2"}"#;
    let abroad = r#"{"rel":"next","href":"http://other.invalid/two"}"#;
    let two = r#""totalFeatures":2,"numberMatched":2,"numberReturned":1,"#;
    for (first, second, wanted) in [
        (page(relative, two), page("", two), Ok(2)),
        (page(relative, ""), page("", r#""numberMatched":"unknown","#), Ok(2)),
        (page(relative, r#""numberMatched":3,"#), page("", ""), Err("fetch-incomplete")),
        (page("", two), String::new(), Err("fetch-incomplete")),
        (page(abroad, ""), String::new(), Err("fetch-incomplete")),
    ] {
        let (base, _) = serve(move |asked, _, s| {
            let body = if asked.path.ends_with("?page=2") { &second } else { &first };
            send(s, "200 OK", "Content-Type: application/geo+json\r\n", body.as_bytes());
        });
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.geojson");
        fs::write(&path, "of before").unwrap();
        let found =
            get(&[service(Type::Features, &format!("{base}/items?gm={{gm}}"), "a.geojson")], folder.path());
        match wanted {
            Ok(number) => {
                let merged: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
                assert_eq!(merged["features"].as_array().unwrap().len(), number);
            }
            Err(key) => {
                assert_eq!(found[0].result.as_ref().unwrap_err().key, key);
                assert_eq!(fs::read(&path).unwrap(), b"of before");
            }
        }
    }
}

#[test]
fn a_page_that_is_cut_off_or_no_geojson_makes_no_file() {
    for (body, key) in [
        (&PAGE.as_bytes()[..60], "fetch-cut-off"),
        (b"{\"error\":\"no\"}", "fetch-wrong-type"),
        (b"{\"type\":\"FeatureCollection\",\"features\":[]}", "fetch-nothing"),
    ] {
        let body = body.to_vec();
        let (base, _) = serve(move |_, _, s| send(s, "200 OK", "Content-Type: application/json\r\n", &body));
        let folder = tempfile::tempdir().unwrap();
        let found = get(&[service(Type::Features, &base, "a.geojson")], folder.path());
        assert_eq!(found[0].result.as_ref().unwrap_err().key, key);
        assert!(!folder.path().join("a.geojson").exists());
    }
}

#[test]
fn what_fails_does_not_stop_the_rest() {
    let (base, _) = serve(|asked, _, s| match asked.path.as_str() {
        "/b.csv" => send(s, "200 OK", "", BODY),
        _ => send(s, "404 Not Found", "", b""),
    });
    let folder = tempfile::tempdir().unwrap();
    let list = ["a.csv", "b.csv"].map(|f| service(Type::File, &format!("{base}/{f}"), f));
    let found = get(&list, folder.path());
    assert!(found[0].result.is_err() && found[1].result.is_ok());
}

#[test]
fn a_list_may_not_write_outside_its_folder() {
    let list = |file: &str| {
        format!(
            "[[service]]\nkey='a'\ntitle='a'\npublisher='a'\nlicence='a'\ntype='file'\nurl='http://x'\nfile='{file}'\nknown='2026'\ntried=false\n"
        )
    };
    assert!(parse("x.toml", &list("a.csv")).is_ok());
    for file in ["../a.csv", "/etc/a", "a\\\\b", ".hidden", "C:a"] {
        assert!(parse("x.toml", &list(file)).is_err(), "{file}");
    }
}

/// Sends the headers of a whole file and then a byte at a time.
fn trickle(stream: &mut TcpStream, body: &[u8], between: Duration) {
    let head = format!("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: {}\r\n\r\n", body.len());
    let _ = stream.write_all(head.as_bytes());
    for byte in body {
        std::thread::sleep(between);
        if stream.write_all(&[*byte]).is_err() {
            return;
        }
    }
}

#[test]
fn a_server_that_is_slow_but_goes_on_is_waited_for() {
    let (folder, result, asked) = one(|_, _, s| trickle(s, BODY, Duration::from_millis(10)));
    assert_eq!((result, asked.len()), (Ok((BODY.len() as u64, false)), 1));
    assert_eq!(fs::read(folder.path().join("a.csv")).unwrap(), BODY);
}

#[test]
fn a_file_that_takes_longer_than_it_may_is_gone_on_with_and_not_begun_anew() {
    let (base, log) = serve(|asked, _, s| match asked.headers.get("range") {
        Some(range) => {
            let start: usize = range.trim_start_matches("bytes=").trim_end_matches('-').parse().unwrap();
            let range =
                format!("ETag: \"v1\"\r\nContent-Range: bytes {start}-{}/{}\r\n", BODY.len() - 1, BODY.len());
            send(s, "206 Partial Content", &range, &BODY[start..]);
        }
        None => trickle(s, BODY, Duration::from_millis(50)),
    });
    let folder = tempfile::tempdir().unwrap();
    let impatient = Settings { whole: Duration::from_millis(700), ..settings() };
    let list = [service(Type::File, &format!("{base}/a.csv"), "a.csv")];
    let found = fetch(&list, "GM0014", folder.path(), &impatient, &mut |_| true).unwrap();
    assert_eq!(found[0].result, Ok((BODY.len() as u64, false)));
    assert_eq!(fs::read(folder.path().join("a.csv")).unwrap(), BODY);
    assert!(log.lock().unwrap()[1].headers.contains_key("range"), "what had arrived is kept");
}

#[test]
fn a_refusal_is_not_asked_again_and_the_manifest_has_only_what_arrived() {
    let (base, log) = serve(|asked, _, s| match asked.path.as_str() {
        "/b.csv" => send(s, "200 OK", "", BODY),
        _ => send(s, "403 Forbidden", "Content-Type: text/plain\r\n", b"no"),
    });
    let folder = tempfile::tempdir().unwrap();
    let list = ["a.csv", "b.csv"].map(|f| service(Type::File, &format!("{base}/{f}"), f));
    let found = get(&list, folder.path());
    assert_eq!(found[0].result.as_ref().unwrap_err().key, "fetch-refused");
    assert_eq!(log.lock().unwrap().len(), 2, "one request for each");
    let manifest = Manifest::read(folder.path());
    assert_eq!(manifest.files.iter().map(|e| e.file.as_str()).collect::<Vec<_>>(), ["b.csv"]);
    // A manifest that somebody spoiled is no reason to stop; what is there is fetched and noted anew.
    fs::write(folder.path().join(MANIFEST), "{ no json").unwrap();
    assert_eq!(get(&list[1..], folder.path())[0].result, Ok((BODY.len() as u64, false)));
    assert_eq!(Manifest::read(folder.path()).entry("b.csv").unwrap().sha256, sha256(BODY));
}
