//! A tagged PDF from pieces of SVG: pages, structure tree, outline, metadata (PDF/UA-1).

use std::num::NonZeroU16;
use std::sync::Arc;

use krilla::Document;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Size};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::usvg::{Options, Tree, fontdb};

use crate::notice::Notice;
use crate::report::date::Day;
use crate::report::svg::FONTS;
use crate::report::svg::pen::number;
use crate::text::Language;

/// Points to a logical pixel.
pub const POINTS: f32 = 0.75;

/// What is drawn at one place in the reading order, by the number of the leaf.
pub type Leaf = usize;

/// An element of the structure.
#[derive(Clone, Debug)]
pub enum Element {
    /// Level, text, content.
    Heading(u16, String, Leaf),
    Paragraph(Vec<Leaf>),
    /// Alternative text, content.
    Figure(String, Leaf),
    /// Rows; the first is the head, and so is the first cell of every other row.
    Table {
        summary: String,
        rows: Vec<Vec<Leaf>>,
    },
}

/// One drawing on a page: `svg` stands within a document of the size of the page.
#[derive(Clone, Debug)]
struct Piece {
    leaf: Option<Leaf>,
    svg: String,
    /// Whether it is a page number or the like.
    running: bool,
}

/// A document in the making, in logical pixels (96 to an inch).
#[derive(Debug)]
pub struct Tagged {
    pub width: f32,
    pub height: f32,
    pages: Vec<Vec<Piece>>,
    leaves: usize,
    elements: Vec<Element>,
    /// Text, page and height of what the outline lists.
    outline: Vec<(String, usize, f32)>,
}

impl Tagged {
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height, pages: vec![Vec::new()], leaves: 0, elements: Vec::new(), outline: Vec::new() }
    }

    pub fn new_page(&mut self) {
        self.pages.push(Vec::new());
    }

    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// A new leaf, to be drawn with [`Self::draw`] and put in an element.
    pub fn leaf(&mut self) -> Leaf {
        self.leaves += 1;
        self.leaves - 1
    }

    /// Draws on the last page.
    pub fn draw(&mut self, leaf: Leaf, svg: String) {
        self.push(Piece { leaf: Some(leaf), svg, running: false });
    }

    /// Draws what carries no meaning.
    pub fn decorate(&mut self, svg: String) {
        self.push(Piece { leaf: None, svg, running: false });
    }

    /// Draws what recurs on every page, such as its number.
    pub fn running(&mut self, page: usize, svg: String) {
        if let Some(page) = self.pages.get_mut(page) {
            page.push(Piece { leaf: None, svg, running: true });
        }
    }

    fn push(&mut self, piece: Piece) {
        self.pages.last_mut().into_iter().for_each(|page| page.push(piece.clone()));
    }

    pub fn element(&mut self, element: Element) {
        self.elements.push(element);
    }

    /// Lists a place on the last page in the outline.
    pub fn in_outline(&mut self, text: &str, y: f32) {
        self.outline.push((text.to_owned(), self.pages.len() - 1, y));
    }

    /// What is drawn on a page, without the tags of its structure, as the inside of an SVG document of
    /// the size of the page.
    pub fn drawing_of(&self, page: usize) -> String {
        self.pages.get(page).into_iter().flatten().map(|piece| piece.svg.as_str()).collect()
    }

    /// The file.
    ///
    /// # Errors
    /// What keeps it from being a PDF/UA, such as a letter that no font of the machine has.
    pub fn finish(
        self,
        title: &str,
        subject: &str,
        day: Day,
        language: Language,
        fonts: &Arc<fontdb::Database>,
    ) -> Result<Vec<u8>, Notice> {
        let failed = |reason: String| Notice::error("report-pdf-failed").arg("reason", reason);
        let configuration = ConfigurationBuilder::new()
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .map_err(|e| failed(format!("{e:?}")))?;
        let mut document = Document::new_with(SerializeSettings { configuration, ..Default::default() });
        let (w, h) = (self.width * POINTS, self.height * POINTS);
        let size = Size::from_wh(w, h).ok_or_else(|| failed(format!("{w} × {h}")))?;
        let mut drawn: Vec<Vec<Identifier>> = vec![Vec::new(); self.leaves];
        for pieces in &self.pages {
            let settings = PageSettings::from_wh(w, h).ok_or_else(|| failed(format!("{w} × {h}")))?;
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            for piece in pieces {
                let tree = self.tree(&piece.svg, fonts).map_err(|e| failed(e.to_string()))?;
                let tag = match piece.leaf {
                    None if piece.running => {
                        ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther))
                    }
                    None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
                    Some(_) => ContentTag::Span(SpanTag::empty()),
                };
                let id = surface.start_tagged(tag);
                let fine = surface.draw_svg(&tree, size, SvgSettings::default());
                surface.end_tagged();
                if let Some(list) = piece.leaf.and_then(|leaf| drawn.get_mut(leaf)) {
                    list.push(id);
                }
                fine.ok_or_else(|| failed("SVG".to_owned()))?;
            }
            surface.finish();
            page.finish();
        }
        let mut outline = Outline::new();
        for (text, page, y) in &self.outline {
            let place = XyzDestination::new(*page, Point::from_xy(0.0, y * POINTS));
            outline.push_child(OutlineNode::new(text.clone(), place));
        }
        document.set_outline(outline);
        document.set_tag_tree(self.structure(&drawn, language));
        let made = DateTime::new(day.year).month(day.month).day(day.day);
        document.set_metadata(
            Metadata::new()
                .title(title.to_owned())
                .description(subject.to_owned())
                .language(language.code().to_owned())
                .creator(format!("Wijkspiegel {}", env!("CARGO_PKG_VERSION")))
                .creation_date(made),
        );
        document.finish().map_err(|e| failed(format!("{e:?}").chars().take(300).collect()))
    }

    fn tree(&self, svg: &str, fonts: &Arc<fontdb::Database>) -> Result<Tree, resvg::usvg::Error> {
        let options = Options { fontdb: fonts.clone(), ..Options::default() };
        if svg.starts_with("<svg") {
            return Tree::from_str(svg, &options);
        }
        let (w, h) = (number(self.width), number(self.height));
        let whole = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" \
             viewBox=\"0 0 {w} {h}\" font-family=\"{FONTS}\">{svg}</svg>"
        );
        Tree::from_str(&whole, &options)
    }

    fn structure(&self, drawn: &[Vec<Identifier>], language: Language) -> TagTree {
        let nodes = |leaf: &Leaf| drawn.get(*leaf).into_iter().flatten().map(|id| Node::from(*id));
        let mut tree = TagTree::new().with_lang(Some(language.code().to_owned()));
        for element in &self.elements {
            let group = match element {
                Element::Heading(level, text, leaf) => {
                    let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                    TagGroup::with_children(Tag::Hn(level, Some(text.clone())), nodes(leaf).collect())
                }
                Element::Paragraph(leaves) => {
                    TagGroup::with_children(Tag::P, leaves.iter().flat_map(nodes).collect())
                }
                Element::Figure(alt, leaf) => {
                    TagGroup::with_children(Tag::Figure(Some(alt.clone())), nodes(leaf).collect())
                }
                Element::Table { summary, rows } => {
                    let mut table = TagGroup::new(Tag::Table.with_summary(Some(summary.clone())));
                    for (r, row) in rows.iter().enumerate() {
                        let mut group = TagGroup::new(Tag::TR);
                        for (c, leaf) in row.iter().enumerate() {
                            let children = nodes(leaf).collect();
                            group.push(match (r, c) {
                                (0, _) => {
                                    TagGroup::with_children(Tag::TH(TableHeaderScope::Column), children)
                                }
                                (_, 0) => TagGroup::with_children(Tag::TH(TableHeaderScope::Row), children),
                                _ => TagGroup::with_children(Tag::TD, children),
                            });
                        }
                        table.push(group);
                    }
                    table
                }
            };
            tree.push(group);
        }
        tree
    }
}
