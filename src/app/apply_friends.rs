//! Commands about friendship schools take effect here: every one is a step of the history.

use std::sync::Arc;

use super::Wijkspiegel;
use super::plans::{Tool, fresh};
use super::scenario::{FriendsCommand, FriendsDialog, GroupForm, Moved};
use super::state::{Dialog, State};
use crate::friendship::check::check;
use crate::friendship::group::{Friendship, Member, Place};
use crate::friendship::hours::Timing;
use crate::friendship::pilot::{self, pilot};
use crate::notice::Notices;
use crate::scenario::history::Gesture;

impl Wijkspiegel {
    pub(super) fn apply_friends(&mut self, command: FriendsCommand) {
        let state = &mut self.state;
        match command {
            FriendsCommand::New(codes) => {
                let form = GroupForm::new(state, codes);
                open(state, FriendsDialog::Group(form));
            }
            FriendsCommand::Ask(at) => {
                let group = state.plans.scenario().and_then(|s| s.friendships.get(at).cloned());
                if let Some(group) = group {
                    open(state, FriendsDialog::Group(GroupForm::of(at, group)));
                }
            }
            FriendsCommand::Put(form) => {
                let mut groups = groups(state);
                match form.at.and_then(|at| groups.get_mut(at)) {
                    Some(old) => *old = form.group,
                    None => groups.push(form.group),
                }
                if self.set_groups(groups) {
                    self.state.dialog = None;
                }
            }
            FriendsCommand::Remove(at) => {
                state.dialog = None;
                let mut groups = groups(state);
                if at < groups.len() {
                    groups.remove(at);
                    self.set_groups(groups);
                }
            }
            FriendsCommand::Pilot => self.load_pilot(None),
            FriendsCommand::PilotProposal => {
                let name = state.t("friends-pilot-proposal");
                self.load_pilot(Some(name));
            }
            FriendsCommand::Wish(wishes) => {
                state.plans.history.wish(*wishes);
                self.keep_plans();
            }
            FriendsCommand::AskPlace(form) => {
                state.dialog = None;
                state.plans.tool = Tool::PlaceMeeting;
                state.plans.friends.placing = Some(form);
            }
            FriendsCommand::Place(at) => {
                state.plans.tool = Tool::Select;
                if let Some(mut form) = state.plans.friends.placing.take() {
                    form.group.place = Some(Place {
                        school: None,
                        name: form.group.place.as_ref().and_then(|place| place.name.clone()),
                        x: Some(at.x().round()),
                        y: Some(at.y().round()),
                    });
                    open(state, FriendsDialog::Group(*form));
                }
            }
            FriendsCommand::LeavePlace => {
                state.plans.tool = Tool::Select;
                if let Some(form) = state.plans.friends.placing.take() {
                    open(state, FriendsDialog::Group(*form));
                }
            }
            FriendsCommand::AskBest => {
                open(state, FriendsDialog::Best(super::scenario::BestForm::default()));
            }
            FriendsCommand::Adopt(groups) => {
                if self.set_groups(groups) {
                    self.state.dialog = None;
                }
            }
            FriendsCommand::AskPairs => {
                open(state, FriendsDialog::Pairs(super::scenario::PairsForm::default()));
            }
            FriendsCommand::AskSchools => {
                open(state, FriendsDialog::Schools(super::scenario::SchoolsForm::default()));
            }
            FriendsCommand::AddPair(a, b) => {
                let name = [&a, &b].map(|code| state.name_of_code(code)).join(" – ");
                let pair = Friendship {
                    timing: Timing::OnTop,
                    from: Some(state.plans.year.0),
                    ..Friendship::new(name, [a, b], pilot::ASSUMED_HOURS)
                };
                let mut groups = groups(state);
                groups.push(pair);
                self.set_groups(groups);
            }
            FriendsCommand::Pick(code) => {
                let picked = &mut state.plans.friends.picked;
                match picked.iter().position(|c| *c == code) {
                    Some(at) => {
                        picked.remove(at);
                    }
                    None => picked.push(code),
                }
            }
            FriendsCommand::Unpick => state.plans.friends.picked.clear(),
            FriendsCommand::ShowFigures(on) => state.plans.friends.figures = on,
            FriendsCommand::GrabLink(moved) => state.plans.friends.moved = Some(*moved),
            FriendsCommand::DragLink(over) => self.drag_link(over),
            FriendsCommand::DropLink => {
                state.plans.friends.moved = None;
                state.plans.history.settle();
                self.keep_plans();
            }
        }
    }

    /// Puts groups in the shown proposal, or in a new one that the present makes; `false`, with the
    /// reason, when they are impossible.
    fn set_groups(&mut self, groups: Vec<Friendship>) -> bool {
        let state = &mut self.state;
        if let Err(problem) = check(&groups) {
            state.dialog = Some(Dialog::Failure(problem.notice));
            return false;
        }
        state.fork();
        state.plans.friends.figures = true;
        state.plans.friends.picked.clear();
        if state.plans.tool == Tool::PickFriends {
            state.plans.tool = Tool::Select;
        }
        self.change(|s| s.friendships = groups);
        true
    }

    /// Adds the pilot to the shown proposal, or in one of its own by that name; its groups take the
    /// place of those of the same name.
    fn load_pilot(&mut self, alone: Option<String>) {
        let state = &mut self.state;
        let mut notices = Notices::default();
        match pilot(state.present(), &mut notices) {
            Ok(found) => {
                if let Some(name) = alone {
                    state.begin_proposal(&name);
                }
                let mut groups = groups(state);
                groups.retain(|group| !found.iter().any(|new| new.name == group.name));
                groups.extend(found);
                if self.set_groups(groups) {
                    let state = &mut self.state;
                    let hours = crate::number::decimal(pilot::ASSUMED_HOURS, 1, state.view.language);
                    state.message = Some(state.tw("friends-pilot-assumed", &[("hours", &hours)]));
                    for notice in notices {
                        if !state.opened.notices.iter().any(|known| *known == notice) {
                            state.opened.notices.push(notice);
                        }
                    }
                }
            }
            Err(notice) => state.dialog = Some(Dialog::Failure(notice)),
        }
    }

    /// A link whose end goes to another school: its group as it would be, for as long as it lasts.
    fn drag_link(&mut self, over: Option<String>) {
        let plans = &mut self.state.plans;
        let (Some(moved), Some(at)) = (plans.friends.moved.as_mut(), plans.current.checked_sub(1)) else {
            return;
        };
        moved.over = over;
        let moved = moved.clone();
        let link = moved.group;
        let mut proposals = plans.history.proposals().clone();
        let Some(scenario) = proposals.get_mut(at) else { return };
        let scenario = Arc::make_mut(scenario);
        let before = scenario.friendships.clone();
        let Some(group) = scenario.friendships.get_mut(moved.group) else { return };
        *group = moved.to();
        if check(&scenario.friendships).is_err() {
            // Where it cannot be, the group stays as it was.
            scenario.friendships = before;
            if let Some(group) = scenario.friendships.get_mut(moved.group) {
                *group = moved.before;
            }
        }
        plans.history.drag(Gesture::Link(at, link), proposals);
    }
}

impl Moved {
    /// The group with the school that it goes to in the place of the one that is left.
    fn to(&self) -> Friendship {
        let mut group = self.before.clone();
        let Some(over) = &self.over else { return group };
        for member in group.schools.iter_mut().filter(|m| m.code() == self.leaves) {
            *member = match member.clone() {
                Member::Code(_) => Member::Code(over.clone()),
                Member::Own(part) => {
                    Member::Own(crate::friendship::group::OwnPart { code: over.clone(), ..part })
                }
            };
        }
        if let Some(place) = &mut group.place
            && place.school.as_ref() == Some(&self.leaves)
        {
            place.school = Some(over.clone());
        }
        group
    }
}

impl State {
    /// A proposal by this name, or one like it that is free, which is shown from then on.
    fn begin_proposal(&mut self, name: &str) {
        let name = self.plans.history.free_name(name);
        let plan = fresh(name, self.present());
        self.add_proposal(plan);
    }
}

fn groups(state: &State) -> Vec<Friendship> {
    state.plans.scenario().map(|s| s.friendships.clone()).unwrap_or_default()
}

fn open(state: &mut State, dialog: FriendsDialog) {
    state.dialog = Some(Dialog::Friends(Box::new(dialog)));
}
