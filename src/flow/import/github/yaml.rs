//! YAML as a tree that keeps the words of every scalar and its line. `1.10` stays `1.10` and `no` stays `no`; what an
//! alias stands for is copied, within a bound; of two equal keys the last counts, and both lines are told.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser};

/// A value with the line it begins on.
#[derive(Debug, Clone)]
pub struct Node {
    pub line: usize,
    pub content: Content,
}

/// What a value is.
#[derive(Debug, Clone)]
pub enum Content {
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// More keys in one place are no form.
const MOST_KEYS: usize = 1_000;

/// More values than this are no form. Aliases count as what they stand for.
const MOST_NODES: usize = 200_000;

/// Deeper nesting is no form.
const DEEPEST: usize = 64;

/// A document that was read, and the keys that stand in it twice.
pub struct Document {
    pub root: Node,
    pub twice: Vec<(usize, String)>,
    /// How many more documents there are that say something.
    pub others: usize,
}

/// Reads the first document that says something; the error is a line and a sentence. What follows it need not be YAML:
/// an issue template in Markdown begins with a document, too.
pub fn parse(text: &str) -> Result<Document, (usize, String)> {
    let mut builder = Builder::default();
    let mut others = 0;
    for event in Parser::new_from_str(text) {
        let is_found =
            builder.root.as_ref().is_some_and(Node::says_something) && builder.open.is_empty();
        let (event, span) = match event {
            Ok(event) => event,
            Err(_) if is_found && builder.is_closed => break,
            Err(error) => {
                let message = format!("this is not YAML: {}", error.info());
                return Err((error.marker().line(), message));
            }
        };
        if matches!(event, Event::DocumentEnd) {
            builder.is_closed = is_found;
            if !is_found {
                builder.root = None;
            }
            continue;
        }
        if builder.is_closed {
            others += usize::from(matches!(event, Event::DocumentStart(_)));
            continue;
        }
        let line = span.start.line().max(1);
        builder
            .take(event, line)
            .map_err(|message| (line, message))?;
    }
    let root = builder
        .root
        .ok_or((1, "there is nothing in it".to_owned()))?;
    Ok(Document {
        root,
        twice: builder.twice,
        others,
    })
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    root: Option<Node>,
    nodes: usize,
    twice: Vec<(usize, String)>,
    /// Whether the document that counts has ended.
    is_closed: bool,
}

/// A list or a map that is not closed yet.
struct Open {
    node: Node,
    anchor: usize,
    key: Option<String>,
    /// What `<<` brings in, which counts where the map does not say otherwise.
    merged: Vec<Node>,
    /// How many values there were before it.
    before: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, line: usize) -> Result<(), String> {
        match event {
            Event::Scalar(text, _, anchor, _) => {
                let node = Node {
                    line,
                    content: Content::Text(text.into_owned()),
                };
                self.put(node, anchor, 1)
            }
            Event::SequenceStart(anchor, _) => self.begin(Content::List(Vec::new()), anchor, line),
            Event::MappingStart(anchor, _) => self.begin(Content::Map(Vec::new()), anchor, line),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(mut open) = self.open.pop() else {
                    return Ok(());
                };
                if let Content::Map(pairs) = &mut open.node.content {
                    open.merged.into_iter().for_each(|node| merge(pairs, node));
                }
                let size = self.nodes - open.before;
                self.nodes = open.before;
                self.put(open.node, open.anchor, size + 1)
            }
            Event::Alias(anchor) => {
                let (node, size) = self
                    .anchors
                    .get(&anchor)
                    .map(|(_, size)| *size)
                    .filter(|size| self.nodes + size <= MOST_NODES)
                    .and_then(|size| Some((self.anchors.get(&anchor)?.0.clone(), size)))
                    .ok_or("an alias stands for nothing, or for far too much")?;
                self.put(node, 0, size)
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, content: Content, anchor: usize, line: usize) -> Result<(), String> {
        if self.open.len() >= DEEPEST {
            return Err(format!("it is nested more than {DEEPEST} levels deep"));
        }
        self.open.push(Open {
            node: Node { line, content },
            anchor,
            key: None,
            merged: Vec::new(),
            before: self.nodes,
        });
        Ok(())
    }

    /// Puts a whole value where it belongs.
    fn put(&mut self, node: Node, anchor: usize, size: usize) -> Result<(), String> {
        self.nodes += size;
        if self.nodes > MOST_NODES {
            return Err(format!("it holds more than {MOST_NODES} values"));
        }
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), size));
        }
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return Ok(());
        };
        match &mut open.node.content {
            Content::List(items) => items.push(node),
            Content::Map(pairs) if pairs.len() > MOST_KEYS => {
                return Err(format!("it has more than {MOST_KEYS} keys in one place"));
            }
            Content::Map(pairs) => match open.key.take() {
                None => open.key = Some(node.words()),
                Some(key) if key == "<<" => open.merged.push(node),
                Some(key) => match pairs.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, before)) => {
                        self.twice.push((node.line, key));
                        *before = node;
                    }
                    None => pairs.push((key, node)),
                },
            },
            Content::Text(_) => {}
        }
        Ok(())
    }
}

/// `<<: *other`: the keys of another map, behind those that stand here.
fn merge(pairs: &mut Vec<(String, Node)>, node: Node) {
    match node.content {
        Content::Map(others) => {
            for (key, value) in others {
                if !pairs.iter().any(|(known, _)| *known == key) {
                    pairs.push((key, value));
                }
            }
        }
        Content::List(nodes) => nodes.into_iter().for_each(|node| merge(pairs, node)),
        Content::Text(_) => {}
    }
}

impl Node {
    /// The value of a key; nothing when this is no map.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.pairs()
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, node)| node)
    }

    /// The words of a key that holds a text, when there are any.
    pub fn text(&self, key: &str) -> Option<String> {
        let words = self.get(key)?.words();
        Some(words).filter(|words| !words.trim().is_empty() && words != "~" && words != "null")
    }

    /// Whether it is more than an empty document.
    fn says_something(&self) -> bool {
        !matches!(&self.content, Content::Text(text) if matches!(text.trim(), "" | "~" | "null"))
    }

    /// Whether a key says yes.
    pub fn flag(&self, key: &str) -> bool {
        let words = self.text(key).unwrap_or_default().to_lowercase();
        matches!(words.as_str(), "true" | "yes" | "on" | "y")
    }

    /// The pairs of a map, none of anything else.
    pub fn pairs(&self) -> &[(String, Self)] {
        match &self.content {
            Content::Map(pairs) => pairs,
            _ => &[],
        }
    }

    /// The items of a list; anything else is a list of one.
    pub fn items(&self) -> &[Self] {
        match &self.content {
            Content::List(items) => items,
            Content::Text(text) if text.trim().is_empty() => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The value in words: a text as it is, a list with commas, a map with colons, as it would be written in one line.
    pub fn words(&self) -> String {
        match &self.content {
            Content::Text(text) => text.clone(),
            Content::List(items) => items.iter().map(Self::words).collect::<Vec<_>>().join(", "),
            Content::Map(pairs) => {
                let pairs = pairs
                    .iter()
                    .map(|(key, node)| format!("{key}: {}", node.words()));
                pairs.collect::<Vec<_>>().join(", ")
            }
        }
    }
}
