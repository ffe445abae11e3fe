//! One tile from a server, whatever the server does.

use std::io::Read;
use std::time::Duration;

use ureq::Agent;
use ureq::http::{HeaderMap, header};

use super::picture::{Format, MOST_BYTES};
use super::store::About;

/// How patient and how polite.
#[derive(Clone, Debug)]
pub struct Settings {
    pub connect: Duration,
    /// Longest silence of a server.
    pub silence: Duration,
    /// Longest time for one tile.
    pub whole: Duration,
    /// Requests at once.
    pub workers: usize,
    /// After a first failure; doubles with each.
    pub pause: Duration,
    pub longest_pause: Duration,
    /// How often one tile is asked for, before it is left alone.
    pub attempts: u32,
    /// How long a tile is used unasked where the server does not say; what it says is kept within
    /// `least_good` and `most_good`.
    pub good: Duration,
    pub least_good: Duration,
    pub most_good: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        const DAY: u64 = 86_400;
        Self {
            connect: Duration::from_secs(5),
            silence: Duration::from_secs(6),
            whole: Duration::from_secs(20),
            workers: 4,
            pause: Duration::from_secs(2),
            longest_pause: Duration::from_secs(60),
            attempts: 3,
            good: Duration::from_secs(14 * DAY),
            least_good: Duration::from_secs(DAY),
            most_good: Duration::from_secs(60 * DAY),
        }
    }
}

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    New {
        about: About,
        bytes: Vec<u8>,
    },
    /// What is there is still right.
    Unchanged(About),
    /// There is no such tile.
    Missing,
    /// Something that is no tile.
    Wrong,
    /// Nobody waits for it any more.
    GivenUp,
}

/// Why there was no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No way to the server, or silence.
    NoConnection,
    /// The server is there and can't, with how long it asks to be left alone.
    Server { wait: Option<Duration> },
}

/// Asks for tiles.
#[derive(Debug)]
pub struct Client {
    secure: Agent,
    plain: Agent,
    settings: Settings,
}

impl Client {
    pub fn new(settings: Settings) -> Self {
        let agent = |https_only: bool| {
            let config = Agent::config_builder()
                .user_agent(concat!("wijkspiegel/", env!("CARGO_PKG_VERSION"), " (map of a council planner)"))
                .http_status_as_error(false)
                .https_only(https_only)
                .max_redirects(3)
                .max_redirects_will_error(true)
                .timeout_connect(Some(settings.connect))
                .timeout_recv_response(Some(settings.silence))
                .timeout_per_read(Some(settings.silence))
                .timeout_global(Some(settings.whole))
                .build();
            Agent::new_with_config(config)
        };
        Self { secure: agent(true), plain: agent(false), settings }
    }

    /// Asks for a tile; with what is known of the one at hand only whether it has changed. `goes_on`
    /// is asked while it comes in.
    ///
    /// # Errors
    /// No connection, or a server that is in trouble itself.
    pub fn get(
        &self,
        address: &str,
        known: Option<&About>,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Answer, Trouble> {
        // An address that is secure leads nowhere else.
        let agent = if address.starts_with("https:") { &self.secure } else { &self.plain };
        let mut request = agent.get(address).header("Accept", "image/png, image/jpeg");
        if let Some(etag) = known.and_then(|a| a.etag.as_deref()) {
            request = request.header("If-None-Match", etag);
        } else if let Some(modified) = known.and_then(|a| a.modified.as_deref()) {
            request = request.header("If-Modified-Since", modified);
        }
        let mut answer = match request.call() {
            Ok(answer) => answer,
            Err(ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed) => return Ok(Answer::Wrong),
            Err(ureq::Error::RequireHttpsOnly(_) | ureq::Error::BadUri(_) | ureq::Error::Http(_)) => {
                return Ok(Answer::Wrong);
            }
            Err(_) => return Err(Trouble::NoConnection),
        };
        let about = self.about(answer.headers());
        match answer.status().as_u16() {
            200 => {}
            304 => {
                let old = known.cloned().unwrap_or_default();
                let (etag, modified) = (about.etag.or(old.etag), about.modified.or(old.modified));
                return Ok(Answer::Unchanged(About { etag, modified, ..about }));
            }
            204 | 404 | 410 => return Ok(Answer::Missing),
            408 | 425 | 429 | 500..=599 => {
                let wait = answer.headers().get(header::RETRY_AFTER);
                let wait = wait.and_then(|v| v.to_str().ok()?.trim().parse().ok()).map(Duration::from_secs);
                return Err(Trouble::Server { wait });
            }
            _ => return Ok(Answer::Wrong),
        }
        let promised = answer.body().content_length();
        if promised.is_some_and(|n| n > MOST_BYTES) {
            return Ok(Answer::Wrong);
        }
        let mut reader = answer.body_mut().with_config().limit(MOST_BYTES + 1).reader();
        let mut bytes = Vec::new();
        let mut buffer = [0_u8; 1 << 14];
        loop {
            if !goes_on() {
                return Ok(Answer::GivenUp);
            }
            match reader.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => bytes.extend_from_slice(buffer.get(..n).unwrap_or_default()),
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) if bytes.len() as u64 >= MOST_BYTES => return Ok(Answer::Wrong),
                Err(_) => return Err(Trouble::NoConnection),
            }
            if bytes.len() as u64 > MOST_BYTES {
                return Ok(Answer::Wrong);
            }
        }
        if promised.is_some_and(|n| n != bytes.len() as u64) {
            return Err(Trouble::NoConnection);
        }
        Ok(if Format::of(&bytes).is_some() { Answer::New { about, bytes } } else { Answer::Wrong })
    }

    fn about(&self, headers: &HeaderMap) -> About {
        let text = |name| headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let said = text(header::CACHE_CONTROL).and_then(|t| max_age(&t));
        let good = said.unwrap_or(self.settings.good);
        let good = good.clamp(self.settings.least_good, self.settings.most_good);
        About::fetched_now(good, text(header::ETAG), text(header::LAST_MODIFIED))
    }
}

/// Seconds of `max-age` in a `Cache-Control`.
fn max_age(text: &str) -> Option<Duration> {
    let parts = text.split(',').map(str::trim);
    let seconds = parts.filter_map(|p| p.strip_prefix("max-age=")).next()?;
    seconds.trim_matches('"').parse().ok().map(Duration::from_secs)
}
