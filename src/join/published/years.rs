//! The school year that a date, a year or the name of a file stands for.

use super::super::builder::parse_year;

/// The school year that a date or year stands for: 1 October 2024 and `2024` are in 2024-2025,
/// 1 February 2025 as well.
pub(super) fn school_year(text: &str) -> Option<i32> {
    let text = text.trim();
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let (year, month): (i32, Option<u32>) = if digits && text.len() == 8 {
        (text.get(..4)?.parse().ok()?, text.get(4..6)?.parse().ok())
    } else {
        let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).collect();
        let month = match parts.as_slice() {
            [_, month, _] => month.parse().ok(),
            _ => None,
        };
        (parse_year(text)?.0, month)
    };
    if !(1900..2200).contains(&year) {
        return None;
    }
    Some(if month.is_some_and(|m| (1..8).contains(&m)) { year - 1 } else { year })
}

/// The school year in the name of a file: `…-2017-2018`.
pub fn year_in_name(name: &str) -> Option<i32> {
    let parts: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).collect();
    parts.windows(2).find_map(|pair| match pair {
        [a, b] => {
            let (first, second): (i32, i32) = (a.parse().ok()?, b.parse().ok()?);
            ((1990..2200).contains(&first) && second == first + 1).then_some(first)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_lies_in_the_school_year_that_began_before_it() {
        for (text, year) in [
            ("20241001", 2024),
            ("2024", 2024),
            ("1-10-2024", 2024),
            ("20250201", 2024),
            ("2025-02-01", 2024),
        ] {
            assert_eq!(school_year(text), Some(year), "{text}");
        }
        for text in ["", "x", "99999999", "12", "2024100é"] {
            assert!(school_year(text).is_none_or(|y| (1899..2200).contains(&y)), "{text}");
        }
        assert_eq!(year_in_name("03.-leerlingen-po-totaaloverzicht-2017-2018"), Some(2017));
        assert_eq!(year_in_name("wijken_2022"), None);
    }
}
