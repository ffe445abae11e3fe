//! A few workers that look for tiles on disk and ask a server for what is not there.
//!
//! No server is asked before a person asks for the map ([`Pool::allow`]): a project that comes with one
//! shows what is on disk. The window says in every frame which tiles it shows ([`Pool::want`]) and takes what has come in
//! ([`Pool::take`]). What is no longer shown is no longer fetched. A tile on disk is given at once,
//! however old; an old one is asked after as well. When a server fails, all wait, twice as long each
//! time, and one asks again: the map recovers by itself and nothing hammers a server.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::catalogue::Basemap;
use super::client::{Answer, Client, Settings, Trouble};
use super::grid::TileId;
use super::picture::{Picture, decode};
use super::store::{About, Kept, Store};

/// A tile that a map shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub tile: TileId,
    /// Whether its picture is at hand; else it is given again.
    pub have: bool,
}

/// A tile that came in.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub map: String,
    pub tile: TileId,
    pub picture: Picture,
    /// Seconds since 1970.
    pub fetched: u64,
    /// Whether it is so old that the server is asked for a newer one.
    pub is_old: bool,
}

/// How the fetching stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Tiles that are wanted and still being looked for.
    pub pending: usize,
    pub failing: Option<Failing>,
}

/// What is wrong, as far as it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failing {
    NoConnection,
    /// The server answers that it can't.
    Server,
    /// The server gives something else than tiles.
    Wrong,
}

/// How far one tile is.
#[derive(Clone, Debug)]
enum Stage {
    /// To be looked for on disk.
    Disk,
    /// To be asked for, with what is known of the one on disk.
    Ask { known: Option<About>, failed: u32 },
    /// A worker is at it.
    Busy,
    /// Nothing more to do as long as it is shown.
    Done,
}

type Key = (String, TileId);

#[derive(Default)]
struct Work {
    map: Option<Arc<Basemap>>,
    /// In order of importance.
    wanted: Vec<TileId>,
    stages: HashMap<Key, Stage>,
    arrived: VecDeque<Arrived>,
    /// Requests in a row that came to nothing.
    failures: u32,
    failing: Option<Failing>,
    /// Whether a server may be asked at all.
    may_ask: bool,
    /// Nothing is asked before.
    quiet_until: Option<Instant>,
    asking: usize,
    started: bool,
    stopped: bool,
}

struct Shared {
    work: Mutex<Work>,
    changed: Condvar,
    store: Arc<Store>,
    client: Client,
    settings: Settings,
    /// Tells the window that there is something to take.
    wake: Box<dyn Fn() + Send + Sync>,
}

/// The workers, and what they found. They start with the first tile that is wanted.
pub struct Pool {
    shared: Arc<Shared>,
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pool({:?})", self.status())
    }
}

impl Pool {
    pub fn new(store: Arc<Store>, settings: Settings, wake: impl Fn() + Send + Sync + 'static) -> Self {
        let client = Client::new(settings.clone());
        let shared = Shared {
            work: Mutex::default(),
            changed: Condvar::new(),
            store,
            client,
            settings,
            wake: Box::new(wake),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Says which tiles are shown, the most important first; others are given up.
    pub fn want(&self, map: Option<&Arc<Basemap>>, tiles: &[Wanted]) {
        let mut work = self.shared.lock();
        if work.map.as_deref() != map.map(Arc::as_ref) {
            let Work { started, asking, may_ask, .. } = *work;
            *work = Work { started, asking, may_ask, map: map.cloned(), ..Work::default() };
        }
        let Some(map) = map else { return };
        let mut stages = HashMap::with_capacity(tiles.len());
        for wanted in tiles {
            let key = (map.key.clone(), wanted.tile);
            let stage = match work.stages.remove(&key) {
                Some(Stage::Done) if !wanted.have && !work.arrived.iter().any(|a| a.tile == wanted.tile) => {
                    // Nothing on disk and nothing to be had: not again as long as it is shown.
                    if self.shared.store.has(&map.key, wanted.tile) { Stage::Disk } else { Stage::Done }
                }
                Some(stage) => stage,
                None => Stage::Disk,
            };
            stages.insert(key, stage);
        }
        work.wanted = tiles.iter().map(|w| w.tile).collect();
        work.stages = stages;
        let shown = std::mem::take(&mut work.arrived);
        work.arrived = shown.into_iter().filter(|a| tiles.iter().any(|w| w.tile == a.tile)).collect();
        if !work.started && !tiles.is_empty() {
            work.started = true;
            for _ in 0..self.shared.settings.workers.max(1) {
                let shared = self.shared.clone();
                thread::spawn(move || shared.run());
            }
        }
        drop(work);
        self.shared.changed.notify_all();
    }

    /// Lets servers be asked, and forgets what failed: a person asks for the map. Until then tiles on
    /// disk are given and nothing leaves this machine.
    pub fn allow(&self) {
        let mut work = self.shared.lock();
        let Work { started, asking, .. } = *work;
        *work = Work { started, asking, may_ask: true, ..Work::default() };
    }

    /// At most so many of the tiles that came in, and whether there are more.
    pub fn take(&self, most: usize) -> (Vec<Arrived>, bool) {
        let mut work = self.shared.lock();
        let count = most.min(work.arrived.len());
        let taken = work.arrived.drain(..count).collect();
        (taken, !work.arrived.is_empty())
    }

    pub fn status(&self) -> Status {
        let work = self.shared.lock();
        let is_pending = |s: &&Stage| match s {
            Stage::Done => false,
            Stage::Ask { .. } => work.may_ask,
            Stage::Disk | Stage::Busy => true,
        };
        let pending = work.stages.values().filter(is_pending).count();
        Status { pending, failing: work.failing }
    }

    pub fn store(&self) -> &Arc<Store> {
        &self.shared.store
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.lock().stopped = true;
        self.shared.changed.notify_all();
    }
}

/// What a worker does next.
enum Next {
    Read(Arc<Basemap>, TileId),
    Ask(Arc<Basemap>, TileId, Option<About>, u32),
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Work> {
        // A worker that panicked has left the list as it was.
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        while let Some(next) = self.next() {
            match next {
                Next::Read(map, tile) => self.read(&map, tile),
                Next::Ask(map, tile, known, failed) => self.ask(&map, tile, known, failed),
            }
        }
    }

    /// Waits for something to do; `None` when the window is gone.
    fn next(&self) -> Option<Next> {
        let mut work = self.lock();
        loop {
            if work.stopped {
                return None;
            }
            let now = Instant::now();
            let pause = work.quiet_until.and_then(|until| until.checked_duration_since(now));
            let Some(map) = work.map.clone() else {
                work = self.changed.wait(work).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let of = |tile: &TileId| (map.key.clone(), *tile);
            let on_disk = work.wanted.iter().find(|t| matches!(work.stages.get(&of(t)), Some(Stage::Disk)));
            if let Some(tile) = on_disk.copied() {
                work.stages.insert(of(&tile), Stage::Busy);
                return Some(Next::Read(map, tile));
            }
            let ask =
                work.wanted.iter().filter(|_| work.may_ask).find_map(|t| match work.stages.get(&of(t)) {
                    Some(Stage::Ask { known, failed }) => Some((*t, known.clone(), *failed)),
                    _ => None,
                });
            // After a failure one asks, to see whether the server is back.
            let may_ask = pause.is_none() && (work.failures == 0 || work.asking == 0);
            match (ask, pause) {
                (Some((tile, known, failed)), _) if may_ask => {
                    work.stages.insert(of(&tile), Stage::Busy);
                    work.asking += 1;
                    return Some(Next::Ask(map, tile, known, failed));
                }
                (Some(_), Some(pause)) => {
                    let waited = self.changed.wait_timeout(work, pause);
                    work = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                _ => work = self.changed.wait(work).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    fn read(&self, map: &Basemap, tile: TileId) {
        let kept = self.store.get(&map.key, tile);
        let picture = kept.as_ref().and_then(|k| decode(&k.bytes).ok());
        let known = picture.as_ref().and(kept.map(|Kept { about, .. }| about));
        let is_fresh = known.as_ref().is_some_and(About::is_fresh);
        let arrived = picture.zip(known.as_ref()).map(|(picture, about)| Arrived {
            map: map.key.clone(),
            tile,
            picture,
            fetched: about.fetched,
            is_old: !is_fresh,
        });
        let stage = if is_fresh { Stage::Done } else { Stage::Ask { known, failed: 0 } };
        let came = arrived.is_some();
        let mut work = self.lock();
        self.settle(&mut work, map, tile, stage, arrived);
        drop(work);
        self.changed.notify_all();
        if came {
            (self.wake)();
        }
    }

    fn ask(&self, map: &Basemap, tile: TileId, known: Option<About>, failed: u32) {
        let goes_on = || {
            let work = self.lock();
            !work.stopped && work.stages.contains_key(&(map.key.clone(), tile))
        };
        let answer = self.client.get(&map.address(tile), known.as_ref(), &goes_on);
        let again = known.clone();
        let mut failing = None;
        let mut pause = None;
        let (stage, arrived) = match answer {
            Ok(Answer::New { about, bytes }) => match decode(&bytes) {
                Ok(picture) => {
                    // A disk that is full costs the next session a request, no more.
                    let _ = self.store.put(&map.key, tile, &about, &bytes);
                    let fetched = about.fetched;
                    let arrived = Arrived { map: map.key.clone(), tile, picture, fetched, is_old: false };
                    (Stage::Done, Some(arrived))
                }
                Err(_) => {
                    failing = Some(Failing::Wrong);
                    (Stage::Done, None)
                }
            },
            Ok(Answer::Unchanged(about)) => (Stage::Done, self.renewed(map, tile, &about)),
            // What a service does not have is no failure: a coarser tile stands there.
            Ok(Answer::Missing | Answer::GivenUp) => (Stage::Done, None),
            Ok(Answer::Wrong) => {
                failing = Some(Failing::Wrong);
                (Stage::Done, None)
            }
            Err(trouble) => {
                pause = Some(match &trouble {
                    Trouble::Server { wait: Some(wait) } => *wait,
                    _ => Duration::ZERO,
                });
                failing = Some(match trouble {
                    Trouble::NoConnection => Failing::NoConnection,
                    Trouble::Server { .. } => Failing::Server,
                });
                let left = failed + 1 < self.settings.attempts || trouble == Trouble::NoConnection;
                let stage = if left { Stage::Ask { known: again, failed: failed + 1 } } else { Stage::Done };
                (stage, None)
            }
        };
        let mut work = self.lock();
        work.asking = work.asking.saturating_sub(1);
        match pause {
            Some(asked) => {
                let doubled = self.settings.pause.saturating_mul(1 << work.failures.min(10));
                let pause = doubled.max(asked).min(self.settings.longest_pause);
                work.failures = work.failures.saturating_add(1);
                work.quiet_until = Some(Instant::now() + pause);
            }
            None => {
                work.failures = 0;
                work.quiet_until = None;
            }
        }
        let before = work.failing;
        // A single tile that is wrong or missing says nothing of the others that did come.
        if failing.is_some() || arrived.is_some() {
            work.failing = failing;
        }
        let news = arrived.is_some() || before != work.failing;
        self.settle(&mut work, map, tile, stage, arrived);
        drop(work);
        self.changed.notify_all();
        if news {
            (self.wake)();
        }
    }

    /// Notes how far a tile is, unless nobody wants it any more.
    fn settle(&self, work: &mut Work, map: &Basemap, tile: TileId, stage: Stage, arrived: Option<Arrived>) {
        let Some(at) = work.stages.get_mut(&(map.key.clone(), tile)) else { return };
        *at = stage;
        if let Some(arrived) = arrived {
            // The newer of two goes in the place of the older.
            work.arrived.retain(|a| a.tile != tile);
            work.arrived.push_back(arrived);
        }
    }

    /// The tile on disk, once the server has said that it is still right.
    fn renewed(&self, map: &Basemap, tile: TileId, about: &About) -> Option<Arrived> {
        let kept = self.store.get(&map.key, tile)?;
        let _ = self.store.put(&map.key, tile, about, &kept.bytes);
        let picture = decode(&kept.bytes).ok()?;
        Some(Arrived { map: map.key.clone(), tile, picture, fetched: about.fetched, is_old: false })
    }
}
