//! A report as one HTML file that needs nothing else: map and charts inline, tables that a screen
//! reader can walk through, a style for screen and paper.

use super::Print;
use super::document::{Block, Report};
use super::pdf::size_of;
use super::svg::chart::{below, chart, height_of_bars};
use super::svg::letters::escape;
use super::svg::{description, svg};
use super::table::{Cell, Table};
use crate::text::text;
use crate::view::charts::picture::{Body, Picture};
use crate::view::scene::Rgb;

/// The whole document.
pub fn html(report: &Report) -> String {
    let language = report.language;
    let t = |key: &str| escape(&text(language, key));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"Wijkspiegel {}\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n",
        language.code(),
        env!("CARGO_PKG_VERSION"),
        escape(&report.title),
        style(report),
    );
    out.push_str(&format!(
        "<header>\n<h1>{}</h1>\n<p class=\"about\">{}</p>\n",
        escape(&report.title),
        escape(&report.subtitle)
    ));
    if !report.scene.marks.is_empty() {
        out.push_str("<p class=\"marks\">");
        for mark in &report.scene.marks {
            out.push_str(&format!(
                "<span title=\"{}\">{}</span> ",
                escape(&mark.tooltip),
                escape(&mark.text)
            ));
        }
        out.push_str("</p>\n");
    }
    out.push_str("</header>\n");
    for sentence in &report.sentences {
        out.push_str(&format!("<p>{}</p>\n", escape(sentence)));
    }
    let mut scene = report.scene.clone();
    scene.statement.clear();
    let drawing = svg(&scene, &Print::new(1120.0, 760.0));
    out.push_str(&format!(
        "<figure>\n{}<figcaption class=\"about\">{}</figcaption>\n</figure>\n",
        drawing,
        escape(&description(&scene))
    ));
    for block in report.blocks() {
        match block {
            Block::Table(table) => push_table(&mut out, table, report),
            Block::Chart(chart) => push_chart(&mut out, &chart.picture, Some(&chart.table), report),
            Block::Picture(picture) => push_chart(&mut out, picture, None, report),
        }
    }
    out.push_str(&format!("<section>\n<h2>{}</h2>\n", t("report-explanation")));
    for line in &report.explanation {
        out.push_str(&format!("<p>{}</p>\n", escape(line)));
    }
    out.push_str(&format!("</section>\n<section>\n<h2>{}</h2>\n<ul>\n", t("report-sources")));
    for source in &report.sources {
        out.push_str(&format!("<li>{}</li>\n", escape(source)));
    }
    out.push_str(&format!(
        "</ul>\n</section>\n<section>\n<h2>{}</h2>\n<p><code>{}</code></p>\n</section>\n</main>\n</body>\n</html>\n",
        t("report-again"),
        escape(&report.command)
    ));
    out
}

/// A chart under its title, with its words and its values.
fn push_chart(out: &mut String, picture: &Picture, table: Option<&Table>, report: &Report) {
    let id = format!("chart-{}", picture.key);
    let size = match &picture.body {
        Body::Bars(bars) => {
            let wide = 1000.0;
            (wide, height_of_bars(bars.list.len(), bars.whole.is_some()) + below(picture, wide))
        }
        Body::Plane(_) => size_of(picture, (1000.0, 1000.0)),
    };
    out.push_str(&format!(
        "<section>\n<h2 id=\"{id}\">{}</h2>\n<p class=\"about\">{}</p>\n<figure class=\"chart\">\n{}<figcaption>{}",
        escape(&picture.title),
        escape(&picture.about),
        chart(picture, size, &format!("{id}-drawing")),
        escape(picture.sentence()),
    ));
    for note in &picture.notes {
        out.push_str(&format!("<br><span class=\"about\">{}</span>", escape(note)));
    }
    out.push_str("</figcaption>\n</figure>\n");
    if let Some(table) = table.filter(|t| !t.is_empty()) {
        push_rows(out, table, report, &id);
    }
    out.push_str("</section>\n");
}

fn push_table(out: &mut String, table: &Table, report: &Report) {
    let id = escape(&table.name.to_lowercase().replace(' ', "-"));
    out.push_str(&format!("<section>\n<h2 id=\"{id}\">{}</h2>\n", escape(&table.title)));
    push_rows(out, table, report, &id);
    out.push_str("</section>\n");
}

/// The table itself, under a title of this id.
fn push_rows(out: &mut String, table: &Table, report: &Report, id: &str) {
    out.push_str(&format!(
        "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}\">\n\
         <table>\n<caption>{}</caption>\n<thead>\n<tr>",
        escape(&table.about)
    ));
    for column in &table.columns {
        let class = if column.numeric { " class=\"n\"" } else { "" };
        out.push_str(&format!("<th scope=\"col\"{class}>{}</th>", escape(&column.title)));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    // What a row is called by.
    let named = table.position("name").unwrap_or(0);
    for row in &table.rows {
        out.push_str("<tr>");
        for (i, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
            let words = escape(&cell.words(report.language));
            let class = match (column.numeric, cell.number().is_some() || matches!(cell, Cell::Text(_))) {
                (true, true) => " class=\"n\"",
                (true, false) => " class=\"n mark\"",
                _ => "",
            };
            if i == named {
                out.push_str(&format!("<th scope=\"row\"{class}>{words}</th>"));
            } else {
                out.push_str(&format!("<td{class}>{words}</td>"));
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn style(report: &Report) -> String {
    let theme = &report.scene.theme;
    let hex = |c: Rgb| c.hex();
    format!(
        ":root{{color-scheme:light}}body{{margin:0;background:{window};color:{text};font:16px/1.5 Inter,'Segoe UI',\
         'Helvetica Neue','Noto Sans',sans-serif}}main{{max-width:1120px;margin:0 auto;padding:32px 24px 64px;background:{panel}}}\
         h1{{font-size:1.75rem;line-height:1.2;margin:0 0 4px}}h2{{font-size:1.2rem;margin:40px 0 4px}}p{{max-width:70ch;margin:8px 0}}\
         .about,caption{{color:{muted};font-size:.875rem}}caption{{text-align:left;padding:0 0 8px}}\
         .marks span{{display:inline-block;background:{soft};color:{model};border-radius:12px;padding:0 12px;font-weight:600;font-size:.875rem}}\
         figure{{margin:24px 0}}figure svg{{width:100%;height:auto;border:1px solid {line}}}figcaption{{max-width:90ch}}\
         figure.chart svg{{width:auto;max-width:100%;border:none}}figure.chart figcaption{{max-width:70ch;margin-top:8px}}\
         .wide{{overflow-x:auto}}table{{border-collapse:collapse;width:100%;font-size:.875rem;font-variant-numeric:tabular-nums}}\
         th,td{{text-align:left;padding:4px 12px 4px 0;border-bottom:1px solid {line};vertical-align:top;font-weight:400}}\
         thead th{{color:{muted};font-weight:600;vertical-align:bottom;border-bottom-color:{muted}}}\
         .n{{text-align:right}}td.n{{white-space:nowrap}}.mark{{color:{muted};font-style:italic}}code{{overflow-wrap:anywhere}}\
         @media print{{body,main{{background:none;padding:0;max-width:none;font-size:10pt}}.wide{{overflow:visible}}\
         thead{{display:table-header-group}}tr,figure{{break-inside:avoid}}h2{{break-after:avoid}}}}",
        window = hex(theme.window),
        text = hex(theme.text),
        panel = hex(theme.panel),
        muted = hex(theme.muted),
        soft = hex(theme.model_soft),
        model = hex(theme.model),
        line = hex(theme.line),
    )
}
