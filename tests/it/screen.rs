//! Screens: keys in, a picture out.

mod call;
