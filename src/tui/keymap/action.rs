//! What a key may mean, and where: every action, and every context in which keys are live.

macro_rules! actions {
    ($($name:ident = $id:literal),+ $(,)?) => {
        /// Something that a person can ask for with a key. The table has a sentence about each; the
        /// screen that offers it does it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            /// The option with this number, from 1.
            Pick(u8),
            $(#[expect(missing_docs, reason = "the table says it, for people too")] $name),+
        }

        impl Action {
            /// Every action; `Pick` once.
            pub const ALL: &'static [Self] = &[Self::Pick(1), $(Self::$name),+];

            /// The name in the config's `[keys]`.
            pub fn id(self) -> &'static str {
                match self {
                    Self::Pick(_) => "pick",
                    $(Self::$name => $id),+
                }
            }
        }
    };
}

actions! {
    Enter = "enter",
    NewCall = "new_call",
    CallBack = "call_back",
    TakeUp = "take_up",
    Promise = "promise",
    GoOnTheHotline = "go_on_the_hotline",
    LeaveTheHotline = "leave_the_hotline",

    DoesNotKnow = "does_not_know",
    Skip = "skip",
    Declines = "declines",
    Source = "source",
    Note = "note",
    Tried = "tried",
    PreviousQuestion = "previous_question",
    NextQuestion = "next_question",
    GoTo = "go_to",
    About = "about",
    AnotherIncident = "another_incident",
    Park = "park",
    EndCall = "end_call",
    MoreHelp = "more_help",
    SidePane = "side_pane",
    NoteFlow = "note_flow",

    Resolve = "resolve",
    NextStep = "next_step",
    Escalate = "escalate",
    Reopen = "reopen",
    SetPriority = "set_priority",
    CopyReference = "copy_reference",

    Assign = "assign",
    TellCustomer = "tell_customer",
    Edit = "edit",
    Accept = "accept",
    DeclineHandoff = "decline_handoff",
    TakeBack = "take_back",
    Mark = "mark",
    MarkAll = "mark_all",
    WriteSheet = "write_sheet",
    LeaveAnyway = "leave_anyway",

    Down = "down",
    Up = "up",
    PageDown = "page_down",
    PageUp = "page_up",
    First = "first",
    Last = "last",
    TabNext = "tab_next",
    TabBack = "tab_back",

    NewLine = "new_line",
    Undo = "undo",
    Redo = "redo",
    WordLeft = "word_left",
    WordRight = "word_right",
    DeleteWord = "delete_word",
    DeleteToStart = "delete_to_start",

    Search = "search",
    Palette = "palette",
    Redraw = "redraw",
    Close = "close",
    Quit = "quit",
    Help = "help",
}

impl Action {
    /// Whether it edits the text in a field; the field does it, not the screen.
    pub fn edits_text(self) -> bool {
        (Self::NewLine..=Self::DeleteToStart).contains(&self)
    }
}

/// Where keys are live. One context is live at a time; a screen says which.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// The list between two calls.
    #[default]
    Desk,
    /// A call, at a question that is answered with a key.
    Call,
    /// A call, at a question that is answered with text.
    CallText,
    /// One incident.
    Incident,
    /// The checklist of leaving the hotline.
    Leave,
    /// Typing what to search for.
    Search,
    /// A few labelled fields, at one that is answered with a key.
    Form,
    /// A few labelled fields, at one that is typed.
    FormText,
    /// The last look at what reaches the customer.
    Confirm,
    /// The keys.
    Help,
    /// Typing what to do.
    Palette,
}

impl Context {
    /// Every context, in the order of the help.
    pub const ALL: &'static [Self] = &[
        Self::Desk,
        Self::Call,
        Self::CallText,
        Self::Incident,
        Self::Leave,
        Self::Search,
        Self::Form,
        Self::FormText,
        Self::Confirm,
        Self::Help,
        Self::Palette,
    ];

    /// Whether text is typed here, so that no printable key may mean anything else.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            Self::CallText | Self::Search | Self::FormText | Self::Palette
        )
    }

    /// The heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Desk => "On the desk",
            Self::Call => "In a call",
            Self::CallText => "In a call, while you type",
            Self::Incident => "On an incident",
            Self::Leave => "Leaving the hotline",
            Self::Search => "Searching",
            Self::Form => "In a form",
            Self::FormText => "In a form, while you type",
            Self::Confirm => "Before something reaches the customer",
            Self::Help => "Among the keys",
            Self::Palette => "In the palette",
        }
    }
}
