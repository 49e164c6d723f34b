//! Forms that are no forms any more: whatever is thrown at an importer, it says a sentence or makes a flow that loads.

use std::io::Write;

use baton::flow::import::{Format, Imported, MOST_BYTES, import};
use proptest::prelude::{ProptestConfig, any, proptest};

use super::{Draw, load, samples};

const FORMS: &[(&[u8], Format)] = &[
    (
        include_bytes!("../../fixtures/forms/issue.yml"),
        Format::Github,
    ),
    (
        include_bytes!("../../fixtures/forms/questionnaire.json"),
        Format::Fhir,
    ),
    (
        include_bytes!("../../fixtures/forms/survey.csv"),
        Format::Xlsform,
    ),
    (include_bytes!("../../fixtures/forms/list.csv"), Format::Csv),
];

/// What breaks things, in one language or another.
const PIECES: &[&str] = &[
    "",
    "\n",
    "\t",
    "  ",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ":",
    "- ",
    ",",
    "&a",
    "*a",
    "<<: *a",
    "|",
    "#",
    "\\u0000",
    "\u{0}",
    "\u{202E}",
    "\u{1b}[31m",
    "${who}",
    "${",
    "not(",
    ")",
    " and ",
    " or ",
    " = ",
    "''",
    "true()",
    "-1",
    "1e999",
    "null",
    "0",
    "999999999999999999999",
    "begin_repeat",
    "end_group",
    "select_one x or_other",
    "\"repeats\":true,",
    "\"enableWhen\":[{\"question\":\"1.1\",\"operator\":\"!=\"}],",
    "type",
    "id",
    "required: true",
    "{{",
    "}}",
    "🖨",
    "é",
    "\"\"\"",
    "'''",
    "yes",
    "other",
    "any",
    "priority",
    "caller",
];

/// A form with a few places changed, cut out or doubled.
fn changed(form: &[u8], draw: &mut Draw<'_>) -> Vec<u8> {
    let mut bytes = form.to_vec();
    for _ in 0..=draw.below(6) {
        let place =
            |draw: &mut Draw<'_>, end: usize| (draw.below(256) * 256 + draw.below(256)) % (end + 1);
        let from = place(draw, bytes.len());
        let to = (from + draw.below(40)).min(bytes.len());
        match draw.below(4) {
            0 => drop(bytes.splice(from..to, [])),
            1 => {
                let part = bytes[from..to].to_vec();
                bytes.splice(from..from, part);
            }
            2 if to > from => bytes[from] = u8::try_from(draw.below(256)).unwrap(),
            _ => {
                let piece = PIECES[draw.below(PIECES.len())];
                bytes.splice(from..from, piece.bytes());
            }
        }
    }
    bytes
}

/// What is imported loads.
fn loads(imported: &Imported) {
    let (flow, faults) = load(&imported.text);
    assert!(
        faults.is_empty() && flow.is_some(),
        "{faults:#?}\n{}",
        imported.text
    );
}

/// A changed form of this format, or of any, is read or refused.
fn survives(bytes: &[u8], format: Option<Format>) {
    let mut draw = Draw::new(bytes);
    let drawn = FORMS[draw.below(FORMS.len())];
    let wanted = FORMS.iter().find(|(_, known)| Some(*known) == format);
    let (form, format) = *wanted.unwrap_or(&drawn);
    let form = changed(form, &mut draw);
    for format in [Some(format), None] {
        if let Ok(imported) = import(&form, "form", format, None) {
            loads(&imported);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn changed_forms_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 8..60)) {
        survives(&bytes, None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    #[ignore = "minutes long; run by hand"]
    fn fuzz_github(bytes in proptest::collection::vec(any::<u8>(), 8..100)) {
        survives(&bytes, Some(Format::Github));
    }

    #[test]
    #[ignore = "minutes long; run by hand"]
    fn fuzz_fhir(bytes in proptest::collection::vec(any::<u8>(), 8..100)) {
        survives(&bytes, Some(Format::Fhir));
    }

    #[test]
    #[ignore = "minutes long; run by hand"]
    fn fuzz_csv(bytes in proptest::collection::vec(any::<u8>(), 8..100)) {
        survives(&bytes, Some(Format::Csv));
    }

    #[test]
    #[ignore = "minutes long; run by hand"]
    fn fuzz_xlsform(bytes in proptest::collection::vec(any::<u8>(), 8..100)) {
        survives(&bytes, Some(Format::Xlsform));
    }

    #[test]
    #[ignore = "minutes long; run by hand; needs the samples"]
    fn fuzz_workbooks(bytes in proptest::collection::vec(any::<u8>(), 8..60)) {
        let books = samples("xlsform");
        if !books.is_empty() {
            let mut draw = Draw::new(&bytes);
            let (_, book) = &books[draw.below(books.len())];
            if let Ok(imported) = import(&changed(book, &mut draw), "form", Some(Format::Xlsform), None) {
                loads(&imported);
            }
        }
    }
}

/// A workbook with one file in it.
fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file(name, zip::write::SimpleFileOptions::default())
        .unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_is_none_is_said_in_a_sentence() {
    let mut bomb = zipped("xl/workbook.xml", b"<workbook/>");
    let directory = bomb
        .windows(4)
        .position(|bytes| bytes == b"PK\x01\x02")
        .unwrap();
    // It claims to unpack to 3 GB.
    bomb[directory + 24..directory + 28].copy_from_slice(&0xC000_0000_u32.to_le_bytes());
    let cells = "<table:table-cell table:number-columns-repeated=\"900000000\"><text:p>x</text:p></table:table-cell>";
    for (bytes, words) in [
        (bomb, "unpacks to more than"),
        (zipped("content.xml", cells.as_bytes()), "far too often"),
        (zipped("xl/workbook.xml", b"<workbook"), "cannot be read"),
        (b"PK\x03\x04 and nothing more".to_vec(), "cannot be read"),
        (
            vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            "cannot be read",
        ),
        (vec![b'x'; MOST_BYTES + 1], "larger than"),
    ] {
        let trouble = import(&bytes, "form.xlsx", Some(Format::Xlsform), None).unwrap_err();
        assert!(trouble.to_string().contains(words), "{trouble}");
    }
}

#[test]
fn long_and_deep_forms_come_to_an_end() {
    let items: Vec<String> = (0..3_000)
        .map(|at| {
            let before = if at == 0 { 2_999 } else { at - 1 };
            format!(r#"{{"linkId":"q","type":"string","text":"What?","enableWhen":[{{"question":"{before}","operator":"exists","answerBoolean":true}}]}}"#)
                .replace("\"q\"", &format!("\"{at}\""))
        })
        .collect();
    // Every item waits for the one before, the first for the last.
    let circle = format!(
        r#"{{"resourceType":"Questionnaire","item":[{}]}}"#,
        items.join(",")
    );
    let imported = import(circle.as_bytes(), "form", None, None).unwrap();
    assert_eq!(imported.form.losses().count(), 1);
    let deep = format!(
        "survey,,\n,type,name,relevant\n,text,a,{}1{}\n",
        "(".repeat(9_000),
        ")".repeat(9_000)
    );
    loads(&import(deep.as_bytes(), "form", None, None).unwrap());
    let groups = ",begin_group,g,\n".repeat(2_000);
    let groups = format!("survey,,\n,type,name,relevant\n{groups},text,a,\n");
    loads(&import(groups.as_bytes(), "form", None, None).unwrap());
    // Each value is worked out of the one before, twice.
    let worked: Vec<String> = (1..60)
        .map(|at| format!(",calculate,c{at},,${{c{}}} + ${{c{}}}\n", at - 1, at - 1))
        .collect();
    let worked = format!(
        "survey,,,\n,type,name,relevant,calculation\n,integer,c0,,\n{},text,a,${{c59}} > 1,\n",
        worked.concat()
    );
    loads(&import(worked.as_bytes(), "form", None, None).unwrap());
}
