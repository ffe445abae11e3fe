//! The window without a screen, driven by its accessible labels and keys.

use eframe::egui::{UiBuilder, Vec2};
use egui_kittest::Harness;
use wijkspiegel::app::Wijkspiegel;
use wijkspiegel::app::fonts::Faces;
use wijkspiegel::app::recovery::Recovery;
use wijkspiegel::app::state::State;

use super::raster::Textures;

pub type Window = Harness<'static, Option<Wijkspiegel>>;

/// The program on its example, in a window of this size. It keeps unsaved work in a folder of its
/// own, not with the person who runs the tests.
pub fn sized(width: f32, height: f32) -> Window {
    opened(width, height, Textures::default(), false)
}

/// The same up to the edges of the window, as on a screen, with its textures at hand to make pictures
/// with.
pub fn pictured(width: f32, height: f32, textures: Textures) -> Window {
    opened(width, height, textures, true)
}

fn opened(width: f32, height: f32, textures: Textures, to_the_edges: bool) -> Window {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let builder =
        Harness::builder().with_size(Vec2::new(width, height)).with_max_steps(60).renderer(textures);
    let mut window = builder.build_ui_state(
        move |ui, program: &mut Option<Wijkspiegel>| match program {
            Some(program) if to_the_edges => {
                // The harness leaves a margin.
                let whole = ui.ctx().content_rect();
                let mut ui = ui.new_child(UiBuilder::new().max_rect(whole));
                ui.set_clip_rect(whole);
                program.frame(&mut ui);
            }
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
