//! The jobs of the assistant, and how far they are.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::Context;

use crate::app::job::{Cancel, Job, Poll, Reading, Routing, Told};
use crate::assistant::estimate::estimate;
use crate::assistant::scan::{Found, scan};
use crate::assistant::{self, Municipality, Plan};
use crate::cli::check;
use crate::data::Dataset;
use crate::fetch::services::Service;
use crate::fetch::{self, Outcome, Progress, Settings};
use crate::join::JoinReport;
use crate::network;
use crate::notice::{Notice, Notices};
use crate::number::whole;
use crate::open::corrections::Corrections;
use crate::text::{Language, text, text_with};

/// A folder that was looked into, with the choice for one municipality.
#[derive(Debug)]
pub struct Looked {
    pub found: Arc<Vec<Found>>,
    pub municipalities: Vec<Municipality>,
    /// `None` while one of several municipalities is still to be picked.
    pub plan: Option<Result<Plan, Notice>>,
}

/// A town that was made.
#[derive(Debug)]
pub struct Town {
    pub dataset: Arc<Dataset>,
    pub reports: Vec<JoinReport>,
    pub notices: Notices,
    pub order: Order,
}

/// What is to be made of which files.
#[derive(Clone, Debug)]
pub struct Order {
    pub found: Arc<Vec<Found>>,
    /// Where they were found, and what the person said of them: to look once more.
    pub folder: PathBuf,
    pub corrections: Corrections,
    pub municipality: String,
    pub name: String,
    pub estimate: bool,
}

/// What came of a job.
#[derive(Debug)]
pub enum Done {
    Looked(Result<Looked, Notice>),
    Made(Result<Town, Notice>),
    Saved(Result<PathBuf, Notice>),
    Fetched(Result<Vec<Outcome>, Notice>),
    Stopped,
}

/// One job.
#[derive(Debug)]
pub struct Work(Job<Done>);

impl Work {
    fn start(ctx: &Context, what: String, work: impl FnOnce(&Cancel) -> Done + Send + 'static) -> Self {
        Self(Job::start(ctx, what, move |cancel: &Cancel| {
            let done = work(cancel);
            if cancel.is_cancelled() && !matches!(done, Done::Fetched(_)) { Done::Stopped } else { done }
        }))
    }

    pub fn poll(&self) -> Option<Done> {
        match self.0.poll() {
            Poll::Running => None,
            Poll::Done(done) => Some(done),
            Poll::Lost => Some(Done::Looked(Err(Notice::error("app-worker-lost")))),
        }
    }

    pub fn told(&self) -> Told {
        self.0.told()
    }

    pub fn stop(&self) {
        self.0.cancel();
    }

    /// Looks at every file in a folder, with what a person says of their columns, and chooses when
    /// there is one municipality or `code` is one of them.
    pub fn scan(
        ctx: &Context,
        language: Language,
        folder: PathBuf,
        corrections: Corrections,
        code: Option<String>,
    ) -> Self {
        Self::start(ctx, text(language, "assistant-looking"), move |cancel| {
            let reading = Reading::new(cancel, language);
            let found =
                scan(&folder, &corrections, false, &reading, |name, at, of| reading.begin(name, at, of));
            Done::Looked(found.map(|found| {
                let municipalities = assistant::municipalities(&found);
                let code = code.filter(|code| municipalities.iter().any(|m| m.code == *code));
                let plan = match (municipalities.as_slice(), code) {
                    (_, Some(code)) => Some(assistant::plan(&found, Some(&code))),
                    ([_, _, ..], None) => None,
                    _ => Some(assistant::plan(&found, None)),
                };
                Looked { found: Arc::new(found), municipalities, plan }
            }))
        })
    }

    /// Chooses for another municipality.
    pub fn choose(
        ctx: &Context,
        language: Language,
        found: Arc<Vec<Found>>,
        municipalities: Vec<Municipality>,
        code: String,
    ) -> Self {
        Self::start(ctx, text(language, "assistant-choosing"), move |_| {
            let plan = Some(assistant::plan(&found, Some(&code)));
            Done::Looked(Ok(Looked { found, municipalities, plan }))
        })
    }

    /// Makes the town.
    pub fn make(ctx: &Context, language: Language, order: Order) -> Self {
        Self::start(ctx, text(language, "assistant-making"), move |cancel| {
            Done::Made(make(order, language, cancel))
        })
    }

    /// Reads and joins once more, naming every row, and saves the list of findings.
    pub fn save_list(ctx: &Context, language: Language, order: Order, path: PathBuf) -> Self {
        Self::start(ctx, text(language, "assistant-listing"), move |cancel| {
            Done::Saved(save_list(&order, &path, language, cancel).map(|()| path))
        })
    }

    /// Downloads open data to a folder. Without a network it stops at the first address.
    pub fn fetch(
        ctx: &Context,
        language: Language,
        services: Vec<Service>,
        settings: Settings,
        municipality: String,
        folder: PathBuf,
    ) -> Self {
        Self::start(ctx, text(language, "assistant-fetching"), move |cancel| {
            let of = services.len();
            let mut out = Vec::new();
            for (at, service) in services.iter().enumerate() {
                if at > 0 {
                    std::thread::sleep(settings.pause);
                }
                let mut show = |progress: Progress| {
                    let (what, part) = fetched(progress, &service.title, at, of, language);
                    cancel.tell(what, Some(part));
                    !cancel.is_cancelled()
                };
                let one = std::slice::from_ref(service);
                match fetch::fetch(one, &municipality, &folder, &settings, &mut show) {
                    Ok(outcomes) => out.extend(outcomes),
                    Err(notice) => return Done::Fetched(Err(notice)),
                }
                let hopeless = out.iter().all(|o| matches!(&o.result, Err(n) if n.key == "fetch-no-network"));
                if cancel.is_cancelled() || hopeless {
                    break;
                }
            }
            Done::Fetched(Ok(out))
        })
    }
}

/// How far a download is, in words and as a part of all.
fn fetched(progress: Progress, title: &str, at: usize, of: usize, language: Language) -> (String, f32) {
    let (number, all) = (whole(at as f64 + 1.0, language), whole(of as f64, language));
    let head =
        text_with(language, "assistant-fetching-file", &[("title", title), ("at", &number), ("of", &all)]);
    let (more, within) = match progress {
        Progress::Begin { .. } => (String::new(), 0.0),
        Progress::Bytes { done, of } => {
            let size = whole(done as f64 / 1000.0, language);
            let part = of.filter(|n| *n > 0).map_or(0.0, |n| done as f32 / n as f32);
            (format!(" · {size} kB"), part.clamp(0.0, 1.0))
        }
        Progress::Wait { seconds } => {
            let waiting = text_with(language, "fetch-waiting", &[("seconds", &seconds.to_string())]);
            (format!(" · {waiting}"), 0.0)
        }
    };
    (head + &more, (at as f32 + within) / of.max(1) as f32)
}

fn make(order: Order, language: Language, cancel: &Cancel) -> Result<Town, Notice> {
    let plan = assistant::plan(&order.found, Some(&order.municipality))?;
    let built = plan.build(&order.name, false);
    let mut notices = built.notices;
    if built.dataset.areas().is_empty() {
        return Err(Notice::error("join-no-areas"));
    }
    if built.dataset.schools().is_empty() {
        return Err(Notice::error("join-no-schools"));
    }
    let routing = Routing { cancel, what: text(language, "assistant-routing") };
    let (mut dataset, findings) = network::with_routes(&built.dataset, &routing)?;
    notices.extend(findings);
    if order.estimate {
        cancel.tell(text(language, "assistant-estimating"), None);
        match estimate(&dataset) {
            Ok((estimated, findings)) => {
                dataset = estimated;
                notices.extend(findings);
            }
            Err(notice) => notices.push(notice),
        }
    }
    Ok(Town { dataset: Arc::new(dataset), reports: built.reports, notices, order })
}

fn save_list(order: &Order, path: &Path, language: Language, cancel: &Cancel) -> Result<(), Notice> {
    let reading = Reading::new(cancel, language);
    let begin = |name: &str, at, of| reading.begin(name, at, of);
    let found = scan(&order.folder, &order.corrections, true, &reading, begin)?;
    if cancel.is_cancelled() {
        return Ok(());
    }
    let plan = assistant::plan(&found, Some(&order.municipality))?;
    let unusable = plan.unusable();
    let built = plan.build(&order.name, true);
    let mut all = built.notices;
    all.extend(check::unmatched(&built.reports));
    all.extend(unusable);
    check::save(Some(path), &all, language)
}
