//! Wijkspiegel: a desktop explorer for school segregation.
//!
//! It overlays school sites, wijk and buurt borders and the background of pupils on a map, and
//! computes which share of pupils would have to change school for an even spread. Being right, and
//! plain about what is modelled or uncertain, comes before everything: a wrong figure here ends up
//! in a council decision about children.
//!
//! # The way of the data
//!
//! ```text
//! files ──load──▶ layers ──join──▶ dataset ──▶ measure, choice ──▶ figures
//!                                  ▲     │              │              │
//!                         project (GeoPackage)   catchment, network    │
//!                                                       │              ▼
//!                               a plan ──▶ scenario ──▶ dataset of a year, outcomes
//!                                                       │
//!                                            privacy ─▶ view::Scene ──▶ app (screen)
//!                                                          └──────────▶ report (files)
//! ```
//!
//! Never back. A module uses only what stands above it in this catalogue; [`cli`] and `app` use all.
//!
//! | module | what |
//! | --- | --- |
//! | [`text`] | every text that a person reads, Dutch and English |
//! | [`notice`] | structured findings about data: what, where, what to do |
//! | [`number`] | counts that know whether they are known; Dutch and English notation |
//! | [`source`] | where data comes from and on what it rests (counted, estimated, modelled) |
//! | [`progress`] | long work seen from outside: how far it is, whether to go on |
//! | [`crs`] | RD New inside; WGS84 and Web Mercator at the edges |
//! | [`gpkg_geometry`] | the geometry blobs of a GeoPackage, for [`load`] and [`project`] |
//! | [`data`] | the immutable dataset: areas, schools, groups, counts, flows, indicators |
//! | [`load`] | files → layers: CSV, GeoJSON, shapefile, GeoPackage, streets of OpenStreetMap; encodings and delimiters |
//! | [`join`] | layers → dataset: what a layer is, and joins by code with a report |
//! | [`project`] | the project file, a GeoPackage: open, save, upgrades |
//! | [`measure`] | the catalogue of measures, decomposition, inference, bounds: pure functions |
//! | [`choice`] | who goes where: homes, distances, rules and models |
//! | [`network`] | streets → a graph to walk or cycle, routes from every home to every school |
//! | [`privacy`] | the only gate from counts to anything shown: rows, tables, years, scenarios, flows |
//! | [`catchment`] | which part of the town belongs to which school, by which rule or as somebody draws it |
//! | [`figures`] | what the measures say about one town: headline, certainty, ranking, sentences |
//! | [`example`], [`seeds`] | the bundled town and its generator; facts with their documents |
//! | [`agenda`] | who does what, where: programmes of the documents and of one's own |
//! | [`friendship`] | friendship schools: groups of schools, and what they bring |
//! | [`scenario`] | building plans: edits over the years, who goes where then, what comes out |
//! | [`find`] | optimisation: the best pairs and groups of friendship schools |
//! | [`open`] | from what a person points at to layers that can be joined |
//! | [`fetch`] | open data of PDOK and DUO for one municipality, downloaded to a folder |
//! | [`assistant`] | from a folder of published files to a town, with the reasons |
//! | [`basemap`] | background maps in tiles: their grid, the tiles on disk, fetching more |
//! | [`view`] | pictures without a window: classes, colours, scene, labels, camera |
//! | [`report`] | a scene as a print; reports and tables as PDF, Excel, HTML, CSV, GeoJSON, GeoPackage |
//! | [`cli`] | one file per subcommand |
//! | `app` | the window; the only code that knows egui (feature `gui`) |
//!
//! # Vocabulary
//!
//! *School* is a school site (vestiging), known by BRIN and vestiging (`17EC00`). *Area* is a
//! municipality, wijk, buurt, postcode or other division, known by its CBS code as text. *Group* is
//! a group of pupils in a named scheme, such as the level of education of their parents. *Year* is
//! a school year by the calendar year in which it starts. *Unit* is a school or an area as a measure
//! sees it. *Scenario* (proposal, voorstel) is a named list of dated edits over a dataset that itself
//! never changes; the town of one of its years is a dataset again. *Basis* is what a figure rests on: counted, estimated or modelled.

pub mod agenda;
pub mod assistant;
pub mod basemap;
pub mod catchment;
pub mod choice;
pub mod crs;
pub mod data;
pub mod example;
pub mod fetch;
pub mod figures;
pub mod find;
pub mod friendship;
pub mod gpkg_geometry;
pub mod join;
pub mod load;
pub mod measure;
pub mod network;
pub mod notice;
pub mod number;
pub mod open;
pub mod privacy;
pub mod progress;
pub mod project;
pub mod report;
pub mod scenario;
pub mod seeds;
pub mod source;
pub mod text;
pub mod view;

pub mod cli;

#[cfg(feature = "gui")]
pub mod app;
