//! Callers and the customers they belong to.

use serde::{Deserialize, Serialize};

use super::id::{CallerId, CustomerId};
use super::priority::named;

/// A person who calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub id: CallerId,
    /// The name.
    pub name: String,
    /// Numbers, the one to call back on first; E.164 where it could be read so.
    pub phones: Vec<String>,
    /// The mail address.
    pub email: Option<String>,
    /// What they are to the product.
    pub role: Option<Role>,
    /// How to speak with them.
    pub level: Option<Level>,
    /// Their company.
    pub customer: Option<CustomerId>,
}

/// A company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Which.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// What they pay for.
    pub tier: Option<Tier>,
    /// Who looks after them on our side.
    pub account_manager: Option<String>,
}

/// What a caller is to the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Works with it.
    EndUser,
    /// Supports those who work with it.
    Support,
    /// Runs the systems.
    It,
    /// Decides and pays.
    Buyer,
    /// One of us.
    Internal,
}

named!(Role {
    EndUser = "end_user" / "end user",
    Support = "support" / "their own support",
    It = "it" / "IT",
    Buyer = "buyer" / "buyer",
    Internal = "internal" / "internal",
});

/// How to speak with a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// In plain words.
    Plain,
    /// In technical words.
    Technical,
}

named!(Level { Plain = "plain" / "plain words", Technical = "technical" / "technical" });

/// What a customer pays for; gold comes first in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// The highest.
    Gold,
    /// The middle.
    Silver,
    /// The base.
    Bronze,
}

named!(Tier { Gold = "gold" / "gold", Silver = "silver" / "silver", Bronze = "bronze" / "bronze" });
