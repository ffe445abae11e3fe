//! Friendship schools: what contact they bring, and the best of them.

#[path = "../support/mod.rs"]
mod support;

mod contact;
mod file;
mod find;
mod routes;
mod scenario;
mod told;
