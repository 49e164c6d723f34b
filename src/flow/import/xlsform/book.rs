//! Workbooks as rows of texts: `.xlsx`, `.xls` and `.ods`, and the CSV that holds their sheets one below the other.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Cell, Data, DataRef, DataType, Ods, Reader, Xls, Xlsb, Xlsx};

use super::claims;
use crate::flow::import::Trouble;

/// A sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Row>,
}

/// A row that is not empty.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its number as the program shows it, from 1.
    pub number: u32,
    /// Its texts by column.
    pub cells: BTreeMap<u32, String>,
}

/// What a workbook may unpack to.
const MOST_UNPACKED: u64 = 100 * 1024 * 1024;

/// How many cells are read.
const MOST_CELLS: usize = 2_000_000;

/// Reads a workbook cell by cell: a sheet may claim to be a million rows long. The readers of the two kinds share no trait.
macro_rules! by_cell {
    ($book:expr) => {{
        let mut book = $book.map_err(broken)?;
        let (mut sheets, mut left) = (Vec::new(), MOST_CELLS);
        for name in book.sheet_names() {
            let mut filling = Filling::default();
            // A chart is a sheet without cells.
            if let Ok(mut cells) = book.worksheet_cells_reader(&name) {
                while let Some(cell) = cells.next_cell().map_err(broken)? {
                    left = left
                        .checked_sub(1)
                        .ok_or_else(|| broken("it has too many cells"))?;
                    filling.put(&cell);
                }
            }
            sheets.push(filling.sheet(name));
        }
        Ok(sheets)
    }};
}

/// Whether these bytes are a workbook.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// Reads a workbook. Whatever the library stumbles over is a fault of the file.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Trouble> {
    let kind = kind(bytes)?;
    let read = std::panic::AssertUnwindSafe(|| match kind {
        Kind::Xlsx => by_cell!(Xlsx::new(Cursor::new(bytes))),
        Kind::Xlsb => by_cell!(Xlsb::new(Cursor::new(bytes))),
        Kind::Xls => match claims::trouble(bytes) {
            Some(trouble) => Err(broken(trouble)),
            None => whole(Xls::new(Cursor::new(bytes))),
        },
        Kind::Ods => whole(Ods::new(Cursor::new(bytes))),
    });
    let broken = || Err(broken("it holds what no workbook holds"));
    std::panic::catch_unwind(read).unwrap_or_else(|_| broken())
}

#[derive(Clone, Copy)]
enum Kind {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

fn broken(error: impl std::fmt::Display) -> Trouble {
    Trouble::new(0, format!("the workbook cannot be read: {error}"))
}

/// What kind of workbook it is; one that unpacks to far too much is none.
fn kind(bytes: &[u8]) -> Result<Kind, Trouble> {
    if !bytes.starts_with(b"PK") {
        return Ok(Kind::Xls);
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .collect();
    let too_much = || {
        let most = MOST_UNPACKED / 1024 / 1024;
        broken(format!("it unpacks to more than {most} MB"))
    };
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(broken)?;
        // What it claims, and then what it is.
        left.checked_sub(file.size()).ok_or_else(too_much)?;
        let unpacked = std::io::copy(&mut file.take(left), &mut std::io::sink()).map_err(broken)?;
        left = left
            .checked_sub(unpacked)
            .filter(|left| *left > 0)
            .ok_or_else(too_much)?;
    }
    let has = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if has("xl/workbook.bin") {
        Ok(Kind::Xlsb)
    } else if has("content.xml") {
        repeats_little(&mut archive)?;
        Ok(Kind::Ods)
    } else {
        Ok(Kind::Xlsx)
    }
}

/// One cell of an `.ods` can say that it stands there a billion times; one that is filled and does so is refused.
fn repeats_little(archive: &mut zip::ZipArchive<Cursor<&[u8]>>) -> Result<(), Trouble> {
    const MOST: u64 = 2_000;
    let mut content = Vec::new();
    let mut file = archive.by_name("content.xml").map_err(broken)?;
    file.read_to_end(&mut content).map_err(broken)?;
    let content = String::from_utf8_lossy(&content);
    for part in content.split("number-columns-repeated=\"").skip(1) {
        let count = part
            .split('"')
            .next()
            .and_then(|count| count.parse().ok())
            .unwrap_or(u64::MAX);
        let tag = part.split_once('>').map_or("", |(tag, _)| tag);
        let is_empty = tag.ends_with('/') || tag.contains("/>");
        if count > MOST && !(is_empty && count <= 20_000) {
            return Err(broken("a cell is repeated far too often"));
        }
    }
    Ok(())
}

/// The cells of a sheet that are put into rows.
#[derive(Default)]
struct Filling {
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
}

impl Filling {
    fn put(&mut self, cell: &Cell<DataRef<'_>>) {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::SharedString(text) => (*text).to_owned(),
            other => words(&Data::from(other.clone())),
        };
        if !text.trim().is_empty() {
            let cells = self.rows.entry(row).or_default();
            cells.insert(column, clean(&text));
        }
    }

    fn sheet(self, name: String) -> Sheet {
        let rows = self.rows.into_iter().map(|(row, cells)| Row {
            number: row.saturating_add(1),
            cells,
        });
        let rows = rows.collect();
        Sheet { name, rows }
    }
}

fn whole<'b, R, E>(book: Result<R, E>) -> Result<Vec<Sheet>, Trouble>
where
    R: Reader<Cursor<&'b [u8]>>,
    E: std::fmt::Display,
    R::Error: std::fmt::Display,
{
    let mut book = book.map_err(broken)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else {
            continue;
        };
        let (top, side) = range.start().unwrap_or((0, 0));
        let mut rows = Vec::new();
        for (number, row) in (top + 1..).zip(range.rows()) {
            let cells = (side..)
                .zip(row)
                .map(|(column, data)| (column, clean(&words(data))));
            let cells: BTreeMap<u32, String> = cells.filter(|(_, text)| !text.is_empty()).collect();
            if !cells.is_empty() {
                rows.push(Row { number, cells });
            }
        }
        sheets.push(Sheet { name, rows });
    }
    Ok(sheets)
}

/// A cell as it is written: whole numbers without a point, days and times in ISO 8601.
fn words(data: &Data) -> String {
    match data {
        Data::Empty | Data::Error(_) => String::new(),
        Data::Bool(flag) => flag.to_string().to_uppercase(),
        Data::DateTime(_) => {
            let Some(time) = data.as_datetime() else {
                return data.as_string().unwrap_or_default();
            };
            let clock = time.format("%H:%M:%S").to_string();
            match (data.as_f64(), clock.as_str()) {
                (Some(days), _) if days < 1.0 => clock,
                (_, "00:00:00") => time.format("%Y-%m-%d").to_string(),
                _ => time.format("%Y-%m-%dT%H:%M:%S").to_string(),
            }
        }
        other => other.as_string().unwrap_or_default(),
    }
}

/// A text of a cell: no control characters but line breaks, ordinary spaces, nothing around it.
fn clean(text: &str) -> String {
    let fits = |c: &char| !c.is_control() || *c == '\n';
    let text: String = text
        .replace("\r\n", "\n")
        .replace('\u{A0}', " ")
        .chars()
        .filter(fits)
        .collect();
    text.trim().to_owned()
}

/// Rows of CSV as sheets. With a header that has a `type`, it is the survey alone; else the first column names the sheets.
pub fn of_csv(rows: Vec<Row>) -> Vec<Sheet> {
    let is_survey = rows.first().is_some_and(|row| {
        row.cells
            .values()
            .any(|cell| cell.eq_ignore_ascii_case("type"))
            && row
                .cells
                .get(&0)
                .is_none_or(|first| !first.eq_ignore_ascii_case("survey"))
    });
    if is_survey {
        return vec![Sheet {
            name: "survey".to_owned(),
            rows,
        }];
    }
    let mut sheets: Vec<Sheet> = Vec::new();
    for mut row in rows {
        if let Some(name) = row.cells.remove(&0) {
            sheets.push(Sheet {
                name,
                rows: Vec::new(),
            });
        }
        if let Some(sheet) = sheets.last_mut().filter(|_| !row.cells.is_empty()) {
            sheet.rows.push(row);
        }
    }
    sheets
}

/// The rows of a text in CSV, whatever stands between its cells.
pub fn csv_rows(text: &str) -> Result<Vec<Row>, Trouble> {
    let mut rows = Vec::new();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut left = MOST_CELLS;
    for record in reader.records() {
        let record = record.map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            Trouble::new(
                usize::try_from(line).unwrap_or(0),
                format!("this is not CSV: {error}"),
            )
        })?;
        left = left
            .checked_sub(record.len())
            .ok_or_else(|| Trouble::new(0, "it has too many cells"))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = (0..).zip(record.iter().map(clean));
        let cells: BTreeMap<u32, String> = cells.filter(|(_, text)| !text.is_empty()).collect();
        if !cells.is_empty() {
            rows.push(Row {
                number: u32::try_from(line).unwrap_or(u32::MAX),
                cells,
            });
        }
    }
    Ok(rows)
}

/// The sign between the cells: the one of `,`, `;` and tab that is most often in the first line outside of quotes.
fn delimiter(text: &str) -> u8 {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |sign: char| {
        let mut quoted = false;
        let outside = line.chars().filter(|&c| {
            quoted ^= c == '"';
            !quoted && c == sign
        });
        outside.count()
    };
    let signs = [(b',', count(',')), (b';', count(';')), (b'\t', count('\t'))];
    let best = signs.iter().rev().max_by_key(|(_, count)| *count);
    best.map_or(b',', |(sign, _)| *sign)
}
