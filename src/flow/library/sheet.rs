//! A file of a flow or of a block whose TOML was read, and the flow that it makes.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use toml::Spanned;
use toml::de::DeTable;

use super::File;
use crate::flow::compile::compile;
use crate::flow::lint::Care;
use crate::flow::schema::{self, Block, Blocks};
use crate::flow::{Fault, Flow, INTAKE};
use crate::handwritten::fault::Faults;

/// A file whose TOML was read.
pub(super) struct Sheet<'t> {
    pub(super) file: &'t File,
    text: &'t str,
    table: Spanned<DeTable<'t>>,
    errors: Vec<toml::de::Error>,
}

/// The blocks at hand, by name.
pub(super) type Shelf<'s> = BTreeMap<&'s str, &'s Sheet<'s>>;

/// What became of a sheet.
pub(super) struct Made {
    /// The flow, unless something is wrong with it or with a block that it includes.
    pub(super) flow: Option<Flow>,
    /// The blocks that it includes, by name.
    pub(super) blocks: Vec<String>,
    /// Everything that is wrong, file by file.
    pub(super) faults: Vec<Fault>,
}

impl<'t> Sheet<'t> {
    pub(super) fn parse(file: &'t File, text: &'t str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        Self {
            file,
            text,
            table,
            errors,
        }
    }

    pub(super) fn id(&self) -> Option<&str> {
        self.table.get_ref().get("id")?.get_ref().as_str()
    }

    /// Makes the flow.
    pub(super) fn make(
        &self,
        intake: Option<&Flow>,
        beside: &Shelf<'_>,
        care: Option<Care<'_>>,
    ) -> Made {
        let faults = self.faults();
        let around = with_room(beside);
        let at_hand = blocks(&around);
        let draft = schema::read(self.table.get_ref(), self.text, &at_hand, &faults);
        let included = draft.blocks.clone();
        let mut flow = compile(draft, intake, &faults, care);
        if let Some(care) = care {
            self.report_head(&flow, &faults, care);
        }
        flow.reference.hash = self.hash(
            included
                .iter()
                .filter_map(|name| beside.get_key_value(name)),
        );
        let blocks: Vec<String> = included.into_iter().map(str::to_owned).collect();

        let around = around
            .into_iter()
            .filter(|(name, _, _)| blocks.iter().any(|block| block == name));
        let (broken, whole): (Vec<_>, Vec<_>) =
            around.partition(|(_, sheet, _)| !sheet.errors.is_empty());
        // What a flow says of the questions of a block that cannot be read is not to be told.
        let mut found = faults.into_found();
        if !broken.is_empty() {
            found.retain(|_| !self.errors.is_empty());
        }
        for (_, _, faults) in whole.into_iter().chain(broken) {
            found.extend(faults.into_found());
        }
        Made {
            flow: (!found.iter().any(Fault::is_error)).then_some(flow),
            blocks,
            faults: found,
        }
    }

    /// The SHA-256 of the text, and of those of the blocks that count as part of it.
    fn hash<'s>(&self, blocks: impl Iterator<Item = (&'s &'s str, &'s &'s Sheet<'s>)>) -> String {
        let mut hash = Sha256::new_with_prefix(self.text);
        for (name, sheet) in blocks {
            hash.update([0]);
            hash.update(name);
            hash.update([0]);
            hash.update(sheet.text);
        }
        format!("{:x}", hash.finalize())
    }

    /// What the owner should look at in what is said of the flow as a whole.
    fn report_head(&self, flow: &Flow, faults: &Faults<'_>, care: Care<'_>) {
        if flow.owner.is_none() {
            let message = "nobody is named who mends this flow: write owner = \"maria\"";
            faults.lint(&(0..1), "owner", message);
        }
        if flow.keywords.is_empty() && flow.id() != INTAKE {
            let message = "there are none, so no words of a caller propose this flow: write keywords = [\"print\"]";
            faults.lint(&(0..1), "keywords", message);
        }
        let due = flow.review_is_due(care.today);
        let day = self.table.get_ref().get("review_by");
        if let Some(day) = day.filter(|_| due) {
            let owner = flow.owner.as_deref().unwrap_or("its owner");
            let message = format!("the day has passed; {owner} should look at the flow again");
            faults.lint(&day.span(), "review_by", message);
        }
    }

    fn faults(&self) -> Faults<'_> {
        let faults = Faults::new(&self.file.path, self.text);
        // Until that is mended, everything else is guessed.
        if faults.slip(
            &self.errors,
            "; nothing else is checked until that is mended",
        ) {
            faults.close();
        }
        faults
    }
}

/// What is wrong in a block that no flow includes, as far as that can be said.
pub(super) fn check_alone(name: &str, shelf: &Shelf<'_>) -> Vec<Fault> {
    let beside = with_room(shelf);
    schema::check_block(name, &blocks(&beside));
    let own = beside.into_iter().find(|(known, _, _)| *known == name);
    own.map_or_else(Vec::new, |(_, _, faults)| faults.into_found())
}

/// The blocks, each with room for its faults.
fn with_room<'s>(shelf: &Shelf<'s>) -> Vec<(&'s str, &'s Sheet<'s>, Faults<'s>)> {
    shelf
        .iter()
        .map(|(name, sheet)| (*name, *sheet, sheet.faults()))
        .collect()
}

fn blocks<'b>(beside: &'b [(&'b str, &'b Sheet<'b>, Faults<'b>)]) -> Blocks<'b> {
    let block = |(name, sheet, faults): &'b (&'b str, &'b Sheet<'b>, Faults<'b>)| {
        let table = sheet.table.get_ref();
        (*name, Block { table, faults })
    };
    beside.iter().map(block).collect()
}
