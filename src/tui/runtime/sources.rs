//! Where news comes from: the keyboard and the system, each on a thread of its own.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::sync::mpsc::Sender;
use std::thread::Builder;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use crate::store::{Reply, Ticket};

/// What the loop waits for.
pub(super) enum News {
    /// From the keyboard.
    Bytes(Vec<u8>),
    /// The window has another size.
    Resized,
    /// The terminal is gone, or the system wants the program to end.
    End,
    /// The flows or the settings have faults.
    Faults(String),
    /// From the store.
    Reply(Ticket, Box<Reply>),
}

/// More than a terminal hands over at once.
const BUFFER: usize = 64 * 1024;

/// Starts to listen. The threads end with the program.
pub(super) fn listen(sender: &Sender<News>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGWINCH])?;
    let to_loop = sender.clone();
    Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let news = if signal == SIGWINCH {
                News::Resized
            } else {
                News::End
            };
            if to_loop.send(news).is_err() {
                return;
            }
        }
    })?;
    let keyboard = keyboard()?;
    let to_loop = sender.clone();
    Builder::new()
        .name("keyboard".to_owned())
        .spawn(move || read(keyboard, &to_loop))?;
    Ok(())
}

/// Standard input, or the terminal itself when something else is read from there.
fn keyboard() -> io::Result<Box<dyn Read + Send>> {
    let input = io::stdin();
    if input.is_terminal() {
        Ok(Box::new(input))
    } else {
        Ok(Box::new(File::open("/dev/tty")?))
    }
}

fn read(mut keyboard: Box<dyn Read + Send>, to_loop: &Sender<News>) {
    let mut buffer = vec![0; BUFFER];
    loop {
        let news = match keyboard.read(&mut buffer) {
            Ok(count) if count > 0 => News::Bytes(buffer.get(..count).unwrap_or_default().to_vec()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Ok(_) | Err(_) => News::End,
        };
        let is_over = matches!(news, News::End);
        if to_loop.send(news).is_err() || is_over {
            return;
        }
    }
}
