//! Friendship schools (vriendschapsscholen): schools that spend part of the week together, and what
//! that brings.
//!
//! What is computed is the *opportunity to meet*: the share of other-group children among those
//! around a child. Whether friendships follow depends on more, which is kept beside the figures as
//! the four conditions of Allport (1954) and never put into a number.
//!
//! | module | what |
//! | --- | --- |
//! | [`group`] | a group of schools as a person agrees it: schools, hours, years, place, cost |
//! | [`hours`] | hours a week as a share of the week; the hours of the week when a group meets |
//! | [`check`](mod@check) | requests that are impossible, and why |
//! | [`file`](mod@file) | groups as a file that can be read and written by hand |
//! | [`resolve`](mod@resolve) | the schools of a group in a town, and the joint settings that groups make |
//! | [`contact`](mod@contact) | exposure, isolation, η² and composition met, before and after |
//! | [`children`](mod@children) | the children who gain most, who lose, and for whom nothing changes |
//! | [`schools`] | exposure, isolation and the part in η² of single schools, before and after |
//! | [`year`] | contact hours in a year, travel and cost |
//! | [`wishes`] | what is asked of the search for partners, and how a project keeps it |
//! | [`way`] | how long a way takes, and when it is long for those who walk |
//! | [`full`] | full pairing: younger years in one building, older years in another |
//! | [`pilot`](mod@pilot) | the pilot of the accord as a ready set |

pub mod check;
pub mod children;
pub mod contact;
pub mod file;
pub mod full;
pub mod group;
pub mod hours;
pub mod pilot;
pub mod resolve;
pub mod schools;
pub mod way;
pub mod wishes;
pub mod year;

pub use contact::{Contact, Joint, contact, pair_gain};
pub use group::Friendship;
