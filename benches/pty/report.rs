//! The report: a line a measurement, a column a program, and what was promised.

/// The middle, the ninety-ninth percentile, and the worst.
#[derive(Clone, Copy)]
pub struct Spread {
    median: f64,
    p99: f64,
    worst: f64,
}

impl Spread {
    /// Of these values, of which there is at least one.
    pub fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |share: usize| values[(values.len() - 1) * share / 100];
        Self {
            median: at(50),
            p99: at(99),
            worst: at(100),
        }
    }
}

/// What was promised of the median.
#[derive(Clone, Copy)]
pub enum Limit {
    /// At most this.
    AtMost(f64),
    /// At most so many times what the bare program takes.
    TimesBare(f64),
}

/// One measurement of every program.
pub struct Row {
    what: &'static str,
    spreads: Vec<Spread>,
    is_spread: bool,
    limit: Limit,
}

impl Row {
    /// Measured many times.
    pub fn new(what: &'static str, spreads: Vec<Spread>, limit: Limit) -> Self {
        Self {
            what,
            spreads,
            is_spread: true,
            limit,
        }
    }

    /// Measured once.
    pub fn single(what: &'static str, values: Vec<f64>, limit: Limit) -> Self {
        let spreads = values
            .into_iter()
            .map(|value| Spread::of(vec![value]))
            .collect();
        Self {
            what,
            spreads,
            is_spread: false,
            limit,
        }
    }
}

/// Prints the table: median, 99th percentile and worst of each.
pub fn print(names: &[&str], rows: &[Row]) {
    println!("median / 99 % / worst");
    print!("{:<40}", "");
    for name in names {
        print!("{name:>24}");
    }
    println!("{:>12}{:>16}", "to bare", "promised");
    for row in rows {
        print!("{:<40}", row.what);
        for spread in &row.spreads {
            let Spread { median, p99, worst } = spread;
            let text = if row.is_spread {
                format!("{median:.2} / {p99:.2} / {worst:.2}")
            } else {
                format!("{median:.1}")
            };
            print!("{text:>24}");
        }
        let column = |name| {
            names
                .iter()
                .position(|known| *known == name)
                .and_then(|at| row.spreads.get(at))
        };
        let ratio = column("baton")
            .zip(column("bare"))
            .map(|(ours, bare)| ours.median / bare.median);
        print!(
            "{:>12}",
            ratio.map_or_else(String::new, |ratio| format!("{ratio:.2} ×"))
        );
        let promised = match row.limit {
            Limit::AtMost(most) => format!("≤ {most}"),
            Limit::TimesBare(times) => format!("≤ {times} × bare"),
        };
        println!("{promised:>16}");
    }
}
