//! What an `.xls` claims to be, looked at before room is made for it: two cells at its far corners would take all the memory.
//!
//! Its records are those of [MS-XLS]: a kind and a length of two bytes each, then the data.

use std::io::{Cursor, Read};

/// The workbook, and what stands for it in files of before 1997.
const STREAMS: [&str; 2] = ["/Workbook", "/Book"];

/// As many cells as a sheet may span, filled or not.
const MOST_SPANNED: u64 = 8_000_000;

/// More sheets than a form has.
const MOST_SHEETS: usize = 100;

const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const MUL_RK: u16 = 0x00BD;

/// Records that begin with a row and a column: formulas, labels, numbers, truths.
const CELLS: [u16; 8] = [
    0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x0207, 0x027E,
];

/// Why a workbook is none, as a part of a sentence; nothing when it can be read.
pub(super) fn trouble(bytes: &[u8]) -> Option<String> {
    let mut file = match cfb::CompoundFile::open(Cursor::new(bytes)) {
        Ok(file) => file,
        Err(error) => return Some(error.to_string()),
    };
    let name = STREAMS.into_iter().find(|name| file.is_stream(name));
    let Some(name) = name else {
        return Some("there is no workbook in it".to_owned());
    };
    let mut stream = Vec::new();
    let read = file
        .open_stream(name)
        .and_then(|mut from| from.read_to_end(&mut stream));
    if let Err(error) = read {
        return Some(error.to_string());
    }
    // Each sheet is read from where the list of sheets says it begins, which may be anywhere.
    let begins = |data: &[u8]| usize::try_from(number(data, 0, 4)).ok();
    let sheets = records(&stream).filter(|(kind, _)| *kind == BOUND_SHEET);
    let sheets: Vec<usize> = sheets.filter_map(|(_, data)| begins(data)).collect();
    if sheets.len() > MOST_SHEETS {
        return Some(format!("it has more than {MOST_SHEETS} sheets"));
    }
    let is_vast = |begin: &usize| spans(stream.get(*begin..).unwrap_or_default()) > MOST_SPANNED;
    let vast = std::iter::once(&0).chain(&sheets).any(is_vast);
    vast.then(|| "its cells stand too far apart".to_owned())
}

/// Every record from the beginning of these bytes.
fn records(bytes: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let (head, body) = rest.split_at_checked(4)?;
        let length = usize::try_from(number(head, 2, 2)).ok()?;
        // The last one may be cut off.
        let (data, after) = body.split_at_checked(length).unwrap_or((body, &[]));
        rest = after;
        Some((u16::try_from(number(head, 0, 2)).ok()?, data))
    })
}

/// How many cells there are between the first corner and the farthest that is claimed or filled.
fn spans(bytes: &[u8]) -> u64 {
    let (mut rows, mut columns) = (0, 0);
    for (kind, data) in records(bytes) {
        let (row, column) = match kind {
            DIMENSIONS if data.len() >= 14 => (number(data, 4, 4), number(data, 10, 2)),
            DIMENSIONS => (number(data, 2, 2), number(data, 6, 2)),
            MUL_RK => (
                number(data, 0, 2),
                number(data, data.len().saturating_sub(2), 2),
            ),
            _ if CELLS.contains(&kind) => (number(data, 0, 2), number(data, 2, 2)),
            _ => continue,
        };
        rows = row.saturating_add(1).max(rows);
        columns = column.saturating_add(1).max(columns);
    }
    rows.saturating_mul(columns)
}

/// So many bytes at a place as a number, the smallest first; those that are not there are zero.
fn number(data: &[u8], at: usize, length: usize) -> u64 {
    let bytes = data.iter().skip(at).take(length).rev();
    bytes.fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::trouble;

    /// Records: their kinds, and what is in them.
    type Records<'r> = &'r [(u16, &'r [u8])];

    /// A workbook of one stream with these records.
    fn workbook(records: Records<'_>) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
        let mut stream = file.create_stream("/Workbook").unwrap();
        for (kind, data) in records {
            let length = u16::try_from(data.len()).unwrap();
            stream.write_all(&kind.to_le_bytes()).unwrap();
            stream.write_all(&length.to_le_bytes()).unwrap();
            stream.write_all(data).unwrap();
        }
        drop(stream);
        file.into_inner().into_inner()
    }

    #[test]
    fn what_claims_to_be_vast_is_no_workbook() {
        let far = "its cells stand too far apart";
        let near: &[u8] = &[9, 0, 3, 0, 0, 0];
        let table: [(Records<'_>, Option<&str>); 5] = [
            (&[(0x0203, near)], None),
            (
                &[(0x0203, near), (0x0203, &[255, 255, 255, 255])],
                Some(far),
            ),
            (
                &[(0x0200, &[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 255, 0, 0])],
                Some(far),
            ),
            (
                &[(0x0200, &[0, 0, 0, 0, 99, 0, 0, 0, 0, 0, 20, 0, 0, 0])],
                None,
            ),
            // A sheet that begins within another record.
            (
                &[
                    (0x0085, &[12, 0, 0, 0]),
                    (0x0001, &[0x03, 0x02, 4, 0, 255, 255, 255, 255]),
                ],
                Some(far),
            ),
        ];
        for (records, expected) in table {
            assert_eq!(
                trouble(&workbook(records)).as_deref(),
                expected,
                "{records:?}"
            );
        }
        assert!(trouble(b"\xD0\xCF\x11\xE0 and nothing more").is_some());
    }
}
