//! Which hosts may be asked. Pure policy: nothing is resolved here, and nothing is fetched.
//!
//! The build refuses a page file by it, and the probe refuses a redirect by it. It speaks about names as they are
//! written. What a public name resolves to, the platform does not tell; its own network decides, and lets no question out to
//! loopback, private or metadata addresses. Where names are known to be made for that, they are refused here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Endings that never name a host on the public Internet (RFC 6761, RFC 6762, RFC 8375, and the private `.internal`).
const PRIVATE_SUFFIXES: [&str; 7] = ["localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa"];

/// Public domains whose names are made to lead to whatever address is written in them, to this machine, or now here and now
/// there. No status page and no API of anybody's lives there.
const POINTING: [&str; 10] = [
    "nip.io",
    "sslip.io",
    "xip.io",
    "traefik.me",
    "localtest.me",
    "lvh.me",
    "vcap.me",
    "lacolhost.com",
    "rbndr.us",
    "1u.ms",
];

/// Whether a host may be asked: a name with a dot, or an address, on the public Internet.
///
/// `host` is what a URL parser made of it, that is in ASCII and with numbers in their usual form. Anything else is not
/// public: loopback, private, link-local and metadata addresses, multicast, and every other way of writing them.
///
/// # Examples
/// ```
/// use fyr_shared::address::is_public_host;
/// assert!(is_public_host("api.digireq.no"));
/// assert!(!is_public_host("169.254.169.254"));
/// assert!(!is_public_host("[::ffff:127.0.0.1]"));
/// ```
#[must_use]
pub fn is_public_host(host: &str) -> bool {
    let bare = host.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(host);
    match bare.parse() {
        Ok(IpAddr::V4(address)) => is_public_v4(address),
        Ok(IpAddr::V6(address)) => is_public_v6(address),
        Err(_) => is_public_name(host),
    }
}

fn is_public_name(name: &str) -> bool {
    // One dot at the end says that the name is complete; it is the same name.
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let ends_with = |suffix: &str| name.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let private = PRIVATE_SUFFIXES.into_iter().chain(POINTING).any(ends_with);
    let last = name.rsplit('.').next().unwrap_or_default();
    name.len() <= 253 && name.contains('.') && name.split('.').all(is_label) && !is_number(last) && !private
}

fn is_label(label: &str) -> bool {
    let shaped = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=63).contains(&label.len()) && label.bytes().all(shaped) && !label.starts_with('-') && !label.ends_with('-')
}

/// A name that ends in a number is an IPv4 address in decimal, octal or hexadecimal disguise.
fn is_number(label: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    digits(label) || label.strip_prefix("0x").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Everything but the special purposes of RFC 6890 and its successors.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = matches!(
        address.octets(),
        [0 | 10 | 127 | 224.., ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 168, ..]
            | [100, 64..=127, ..]
            | [198, 18 | 19, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
    );
    !special
}

/// Global unicast only, without the ranges that carry another address inside (6to4, Teredo) or are for documents.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let global = first & 0xe000 == 0x2000;
    let protocols = first == 0x2001 && (second < 0x0200 || second == 0x0db8);
    global && !protocols && first != 0x2002 && !(first == 0x3fff && second < 0x1000)
}

#[cfg(test)]
mod tests {
    use super::is_public_host;

    #[test]
    fn hosts_that_may_be_asked() {
        for host in [
            "api.digireq.no",
            "www.cloudflarestatus.com",
            "STATUS.example.NO",
            "complete.example.no.",
            "xn--srver-vua.example.no",
            "_dmarc.example.no",
            "4chan.org",
            "0xdeadbeef.example",
            "local.example.no",
            "mylocal.no",
            "snip.io",
            "1.1.1.1",
            "172.15.0.1",
            "172.32.0.1",
            "100.63.0.1",
            "192.0.1.1",
            "[2606:4700::1111]",
            "2a00:1450::1",
        ] {
            assert!(is_public_host(host), "{host}");
        }
    }

    #[test]
    fn hosts_that_may_not_be_asked() {
        for (what, hosts) in [
            ("nothing", &["", ".", "..", "[]"] as &[&str]),
            ("this machine", &["localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.255.0.1", "[::1]", "::1"]),
            ("unspecified", &["0.0.0.0", "0.1.2.3", "[::]"]),
            (
                "private",
                &["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "[fc00::1]", "[fd12::1]"],
            ),
            (
                "link-local and metadata",
                &["169.254.169.254", "[fe80::1]", "[fe80::1%25eth0]", "metadata.google.internal"],
            ),
            (
                "mapped and carried",
                &[
                    "[::ffff:127.0.0.1]",
                    "[::ffff:8.8.8.8]",
                    "[::127.0.0.1]",
                    "[64:ff9b::7f00:1]",
                    "[2002:7f00:1::]",
                    "[2001::1]",
                ],
            ),
            ("multicast and reserved", &["224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "[ff02::1]"]),
            (
                "documents and tests of networks",
                &["192.0.2.1", "198.51.100.1", "203.0.113.9", "198.18.0.1", "[2001:db8::1]"],
            ),
            (
                "numbers in disguise",
                &["2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "1.2.3.0x4", "a.0x", "a.1"],
            ),
            (
                "names of a network's own",
                &["intranet", "printer.local", "db.internal", "nas.lan", "x.home.arpa", "host.localdomain"],
            ),
            (
                "names that are made to lead elsewhere",
                &["127.0.0.1.nip.io", "10-0-0-1.sslip.io", "localtest.me", "api.LVH.me.", "a.b.vcap.me"],
            ),
            (
                "no names",
                &[
                    "a..b",
                    "-a.no",
                    "a-.no",
                    "a b.no",
                    "a/b.no",
                    "user@host.no",
                    "a.no:443",
                    "１２７.0.0.1",
                    "ø.no",
                    "a.no..",
                ],
            ),
        ] {
            for host in hosts {
                assert!(!is_public_host(host), "{what}: {host}");
            }
        }
    }
}
