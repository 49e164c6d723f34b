//! Calls `baton::run` and turns its result into an exit code.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Err(error) = baton::run(std::env::args_os()) else {
        return ExitCode::SUCCESS;
    };
    if error.exit_code() != 0 {
        // Where even this cannot be said, the exit code says it.
        let _nobody_listens = writeln!(std::io::stderr(), "baton: {error}");
    }
    ExitCode::from(error.exit_code())
}
