//! The window without a screen, driven by its accessible labels and keys.

use eframe::egui::Vec2;
use egui_kittest::Harness;
use wijkspiegel::app::Wijkspiegel;
use wijkspiegel::app::fonts::Faces;
use wijkspiegel::app::recovery::Recovery;
use wijkspiegel::app::state::State;

pub type Window = Harness<'static, Option<Wijkspiegel>>;

/// The program on its example, in a window of this size. It keeps unsaved work in a folder of its
/// own, not with the person who runs the tests.
pub fn sized(width: f32, height: f32) -> Window {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut window =
        Harness::builder().with_size(Vec2::new(width, height)).with_max_steps(60).build_ui_state(
            move |ui, program: &mut Option<Wijkspiegel>| match program {
                Some(program) => program.frame(ui),
                // The first frame only makes the program: fonts come with the next.
                None => {
                    let mut made = Wijkspiegel::new(ui.ctx(), Faces::BuiltIn).expect("the example opens");
                    made.recovery = Recovery::within(folder.path());
                    *program = Some(made);
                }
            },
            None,
        );
    window.run_steps(3);
    window
}

pub fn program(window: &Window) -> &Wijkspiegel {
    window.state().as_ref().expect("made in the first frame")
}

pub fn program_mut(window: &mut Window) -> &mut Wijkspiegel {
    window.state_mut().as_mut().expect("made in the first frame")
}

pub fn state(window: &mut Window) -> &mut State {
    &mut program_mut(window).state
}
