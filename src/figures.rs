//! What the measures say about one town: from counts in a dataset to figures with their words.
//!
//! | module | what |
//! | --- | --- |
//! | [`headline`] | the readings of D for two groups, split in where children live and choice |
//! | [`home_choice`] | home and choice by every rule, every measure and every wijk |
//! | [`mirror`] | schools beside their wijk, buurt, catchment or nearest pupils |
//! | [`flow_list`] | the intake of a school, the outflow of an area |
//! | [`few`] | what may be told of a town of a few schools |
//! | [`access`] | how many schools of each kind children have near home |
//! | [`choice_terms`] | what else can weigh in that model: the kind of a school, figures about it |
//! | [`chosen`] | what a model of choice says of the town's own flows |
//! | [`certainty`] | interval, chance alone, and what hidden counts allow |
//! | [`ranking`] | which schools and areas make the figure |
//! | [`readings`] | D in words: a figure, or a range where counts are hidden |
//! | [`selected`] | several schools or areas together |
//! | [`splits`] | within and between wijken, boards, denominations |
//! | [`agreement`] | every measure side by side, and whether they agree on a change |
//! | [`limits`] | what hidden counts leave open, for every measure |
//! | [`over_time`] | a measure over the years, and what made it change |
//! | [`others`] | who does not count where two groups are compared |
//! | [`plain`] | one figure for a hall, with a sentence that goes on from it |
//! | [`published`] | the Inspectorate's own figures for eight towns |
//! | [`quote`] | sentences that a councillor may quote |

pub mod access;
pub mod agreement;
pub mod certainty;
pub mod choice_terms;
pub mod chosen;
pub mod few;
pub mod flow_list;
pub mod headline;
pub mod home_choice;
pub mod limits;
pub mod mirror;
pub mod others;
pub mod over_time;
pub mod plain;
pub mod published;
pub mod quote;
pub mod ranking;
pub mod readings;
pub mod selected;
pub mod splits;
