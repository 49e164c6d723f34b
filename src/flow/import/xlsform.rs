//! XLSForms: workbooks with the sheets `survey`, `choices` and `settings`, as pyxform reads them.
//!
//! A question is asked when its `relevant` holds and so does that of every group around it. Within a repeated group the
//! groups inside have no section of their own: their conditions stand with each question. What a device knows, what is
//! worked out and what is hidden is not asked; a condition that uses something worked out is carried over as far as its
//! formula can be.

pub mod book;
mod check;
mod choices;
mod claims;
mod columns;
mod survey;
mod types;

use super::Trouble;
use super::form::{Form, Loss};
use book::Sheet;
use columns::{Languages, Table};
use survey::Survey;

/// Reads the sheets of a form.
pub fn read(sheets: &[Sheet]) -> Result<Form, Trouble> {
    let mut form = Form::default();
    let mut used: Vec<&str> = Vec::new();
    let mut find = |names: &[&str], losses: &mut Vec<Loss>| {
        let plain = |sheet: &Sheet| sheet.name.trim().to_lowercase();
        let exact = sheets
            .iter()
            .find(|sheet| names.contains(&plain(sheet).as_str()));
        let near = || {
            let near = |sheet: &&Sheet| {
                names.iter().any(|name| {
                    strsim::osa_distance(name, &plain(sheet)) <= 2 && plain(sheet).len() > 3
                })
            };
            let sheet = sheets.iter().find(near)?;
            let what = format!(
                "the sheet `{}` is taken for `{}`",
                sheet.name,
                names.first()?
            );
            losses.push(Loss::new("", what));
            Some(sheet)
        };
        let sheet = exact.or_else(near)?;
        used.push(&sheet.name);
        Some(sheet)
    };
    let mut losses = Vec::new();
    let survey =
        find(&["survey"], &mut losses).or_else(|| sheets.first().filter(|_| sheets.len() == 1));
    let survey =
        survey.ok_or_else(|| Trouble::new(0, "there is no sheet `survey`, so it is no XLSForm"))?;
    let choices = find(&["choices", "choices and columns", "columns"], &mut losses);
    let settings = find(&["settings"], &mut losses)
        .map(Table::of)
        .unwrap_or_default();
    form.losses = losses;
    for sheet in sheets {
        let is_used = used.contains(&sheet.name.as_str()) || sheet.name == survey.name;
        if !is_used && !sheet.rows.is_empty() {
            form.losses.push(Loss::new(
                "",
                format!("the sheet `{}` is left out", sheet.name),
            ));
        }
    }
    let mut languages = Languages::default();
    for row in settings.rows.iter().take(1) {
        for (at, column) in &settings.columns {
            let Some(words) = row.cells.get(at) else {
                continue;
            };
            match column.name.as_str() {
                "form_title" => form.title.clone_from(words),
                "form_id" => form.id.clone_from(words),
                "default_language" => languages.default = Some(words.clone()),
                _ => {}
            }
            form.remarks.push(format!("{}: {words}", column.title));
        }
    }
    let table = Table::of(survey);
    if !table.columns.values().any(|column| column.name == "type") {
        let line = survey.rows.first().map_or(0, |row| row.number);
        let message = format!(
            "the sheet `{}` has no column `type`, so it is no XLSForm",
            survey.name
        );
        return Err(Trouble::new(usize::try_from(line).unwrap_or(0), message));
    }
    let lists = choices.map(Table::of).unwrap_or_default();
    Ok(Survey::new(form, table, lists, languages).read())
}
