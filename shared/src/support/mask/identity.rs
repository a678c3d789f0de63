//! Identity numbers of Norway and Sweden, as people write them.

use chrono::NaiveDate;
use std::ops::Range;

/// Where identity numbers stand, in order.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find(|letter: char| letter.is_ascii_digit())?;
            let groups = groups(text, start);
            let found = (1..=groups.len()).rev().find_map(|count| identity(groups.get(..count)?));
            // What is not the beginning of one may still have one behind it.
            from = found.or_else(|| groups.first().map(|group| group.at.end))?;
            if found.is_some() {
                return Some(start..from);
            }
        }
    })
}

/// Digits that stand together.
struct Group {
    at: Range<usize>,
    digits: Vec<u32>,
}

/// Groups of digits from here on, with one separator between two at most. Anything else ends them.
fn groups(text: &str, start: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![];
    let mut at = start;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let digits: Vec<u32> = rest.chars().map_while(|letter| letter.to_digit(10)).collect();
        if digits.is_empty() || groups.len() > 6 {
            return groups;
        }
        let end = at + digits.len();
        groups.push(Group { at: at..end, digits });
        let next = text.get(end..).and_then(|rest| rest.chars().next());
        match next {
            Some(letter @ (' ' | '\t' | '\u{a0}' | '\u{202f}' | '-' | '\u{2011}' | '–' | '+' | '.')) => {
                at = end + letter.len_utf8()
            }
            _ => return groups,
        }
    }
}

/// Where the identity number ends that these groups are, if they are one: written in groups that people use.
fn identity(groups: &[Group]) -> Option<usize> {
    let sizes: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let digits: Vec<u32> = groups.iter().flat_map(|group| group.digits.iter().copied()).collect();
    let is = match sizes.as_slice() {
        [11] | [6, 5] | [6, 3, 2] | [6, 2, 3] | [2, 2, 2, 5] | [2, 2, 2, 3, 2] => is_norwegian(&digits),
        [10] | [6, 4] | [2, 2, 2, 4] => is_swedish(&digits),
        [12] | [8, 4] | [4, 2, 2, 4] => is_swedish_with_century(&digits),
        _ => false,
    };
    is.then(|| groups.last().map(|group| group.at.end)).flatten()
}

/// Fødselsnummer and D-nummer (day + 40), also those of test persons (month + 40, 65 or 80): a date, and two check digits by
/// MOD 11.
fn is_norwegian(digits: &[u32]) -> bool {
    const FIRST: [u32; 10] = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
    const SECOND: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    let sum = |weights: &[u32]| weights.iter().zip(digits).map(|(weight, digit)| weight * digit).sum::<u32>();
    let day = match number(digits, 0..2) {
        day @ 41..=71 => day - 40,
        day => day,
    };
    let month = match number(digits, 2..4) {
        month @ 81..=92 => month - 80,
        month @ 66..=77 => month - 65,
        month @ 41..=52 => month - 40,
        month => month,
    };
    is_date_of_some_century(number(digits, 4..6), month, day) && sum(&FIRST) % 11 == 0 && sum(&SECOND) % 11 == 0
}

/// Personnummer and samordningsnummer (day + 60), ten digits: a date, and a check digit by Luhn.
fn is_swedish(digits: &[u32]) -> bool {
    let day = match number(digits, 4..6) {
        day @ 61..=91 => day - 60,
        day => day,
    };
    is_date_of_some_century(number(digits, 0..2), number(digits, 2..4), day) && is_luhn(digits)
}

/// The same in twelve digits.
fn is_swedish_with_century(digits: &[u32]) -> bool {
    let century = number(digits, 0..2);
    (18..=20).contains(&century) && digits.get(2..).is_some_and(is_swedish)
}

/// The digits doubled by turns, from the first, and the digits of the products added up: a multiple of ten.
fn is_luhn(digits: &[u32]) -> bool {
    let doubled = digits.iter().enumerate().map(|(at, digit)| digit * if at % 2 == 0 { 2 } else { 1 });
    doubled.map(|product| product / 10 + product % 10).sum::<u32>() % 10 == 0
}

fn number(digits: &[u32], range: Range<usize>) -> u32 {
    digits.get(range).unwrap_or_default().iter().fold(0, |number, digit| number * 10 + digit)
}

/// Years are told by two digits: 29 February is a date when it is one in any century.
fn is_date_of_some_century(year: u32, month: u32, day: u32) -> bool {
    let years = [1900, 2000].into_iter().filter_map(|century| i32::try_from(century + year).ok());
    years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).next().is_some()
}
