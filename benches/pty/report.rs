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

/// One measurement, a column for each program.
pub struct Row {
    what: &'static str,
    spreads: Vec<Spread>,
    limit: Limit,
}

impl Row {
    /// Of every program, many times.
    pub fn of_all(what: &'static str, spreads: Vec<Spread>, limit: Limit) -> Self {
        Self {
            what,
            spreads,
            limit,
        }
    }

    /// Of every program, once.
    pub fn once(what: &'static str, values: Vec<f64>, limit: Limit) -> Self {
        let spreads = values
            .into_iter()
            .map(|value| Spread::of(vec![value]))
            .collect();
        Self {
            what,
            spreads,
            limit,
        }
    }

    /// Of baton alone, whose column is the last.
    pub fn of_baton(what: &'static str, spread: Spread, limit: Limit) -> Self {
        Self {
            what,
            spreads: vec![spread],
            limit,
        }
    }
}

/// Prints the table: median, 99th percentile and worst of each.
pub fn print(names: &[&str], rows: &[Row]) {
    print!("\n{:<40}", "median / 99 % / worst");
    for name in names {
        print!("{name:>27}");
    }
    println!("{:>10}{:>16}", "to bare", "promised");
    for row in rows {
        print!("{:<40}", row.what);
        for _ in row.spreads.len()..names.len() {
            print!("{:>27}", "");
        }
        for spread in &row.spreads {
            print!("{:>27}", spread.words());
        }
        print!(
            "{:>10}",
            row.ratio(names)
                .map_or_else(String::new, |ratio| format!("{ratio:.2} ×"))
        );
        println!("{:>16}", row.limit.words());
    }
}

impl Row {
    /// What baton takes, as a multiple of what the bare program takes.
    fn ratio(&self, names: &[&str]) -> Option<f64> {
        let bare = names.iter().position(|name| *name == "bare")?;
        let (bare, baton) = (self.spreads.get(bare)?, self.spreads.last()?);
        (bare.median() > 0.0 && self.spreads.len() == names.len())
            .then(|| baton.median() / bare.median())
    }
}

impl Spread {
    /// The middle.
    pub fn median(self) -> f64 {
        self.median
    }

    /// The three in a line; one alone when there is only one.
    pub fn words(self) -> String {
        let Self { median, p99, worst } = self;
        if median.to_bits() == worst.to_bits() {
            format!("{median:.1}")
        } else {
            format!("{median:.2} / {p99:.2} / {worst:.2}")
        }
    }
}

impl Limit {
    fn words(self) -> String {
        match self {
            Self::AtMost(most) => format!("≤ {most}"),
            Self::TimesBare(times) => format!("≤ {times} × bare"),
        }
    }
}
