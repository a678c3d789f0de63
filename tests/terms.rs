//! The pages that ship are what their terms say: which components each has, what they depend on, in which environments and
//! languages, and what is monitored before an operator has set a variable, and after.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read the pages must fail")]

use fyr_shared::config;
use fyr_shared::ids::{ComponentId, EnvId};
use fyr_shared::lang::Lang;
use fyr_shared::page::{FeedMode, Page, Reads, SourceKind};
use fyr_shared::status::{Level, Quorum};
use fyr_shared::support::variable;
use fyr_tests::text;
use std::collections::BTreeSet;

/// Those that Digdir offers (DIGDIR26 §2–§9).
const DIGDIR: [&str; 9] =
    ["id-porten", "minid", "ansattporten", "maskinporten", "krr", "dpi", "esignering", "eformidling", "dpv"];
/// The names of the variables for Digdir's suppliers, in the order of the suppliers.
const DIGDIR_SUPPLIERS: [(&str, &str); 11] = [
    ("bankid", "BANKID_STATUS"),
    ("buypass", "BUYPASS_STATUS"),
    ("commfides", "COMMFIDES_STATUS"),
    ("altinn", "ALTINN_STATUS"),
    ("aa-registeret", "AA_REGISTERET_STATUS"),
    ("elma", "ELMA_STATUS"),
    ("fiks", "FIKS_STATUS"),
    ("enhetsregisteret", "ENHETSREGISTERET_STATUS"),
    ("dpi-access-point", "DPI_ACCESS_POINT_STATUS"),
    ("posten", "POSTEN_STATUS"),
    ("e-boks", "E_BOKS_STATUS"),
];
/// The pages that ship.
const PAGES: [&str; 4] = ["digdir", "digg-sdk", "digireq", "nhn-dokumentlager"];

#[track_caller]
fn page(id: &str) -> Page {
    let path = format!("worker/pages/{id}.toml");
    config::read(&path, &text(&path)).unwrap_or_else(|problems| {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", said.join("\n"))
    })
}

/// The page of a deployment that sets no variable.
fn bare(id: &str) -> Page {
    page(id).configured(|_| None)
}

/// The page of a deployment that sets one.
fn with(id: &str, variable: &str) -> Page {
    page(id).configured(|name| (name == variable).then(String::new))
}

fn components(page: &Page, supplier: bool) -> Vec<&str> {
    let of = page.components.iter().filter(|component| component.supplier == supplier);
    of.map(|component| component.id.as_str()).collect()
}

/// What a page's components depend on, as `component kind other`.
fn edges(page: &Page) -> Vec<String> {
    let of = |id: &ComponentId, kind: &str, other: &ComponentId| format!("{id} {kind} {other}");
    let all = page.components.iter().flat_map(|it| it.depends_on.iter().map(move |edge| (it, edge)));
    all.map(|(it, edge)| of(&it.id, edge.kind.as_str(), &edge.component)).collect()
}

fn monitored<'a>(page: &'a Page, env: &str) -> Vec<&'a str> {
    let env = EnvId::from(env);
    let of = page.components.iter().filter(|component| page.is_monitored(&component.id, &env));
    of.map(|component| component.id.as_str()).collect()
}

fn environments(page: &Page) -> Vec<&str> {
    page.environments.iter().map(|env| env.id.as_str()).collect()
}

/// The variables that a page waits for.
fn waits_for(page: &Page) -> Vec<&str> {
    page.unset.iter().map(|(_, name)| name.as_str()).collect()
}

/// What is watched about a component on the page that a source reads.
fn watched<'a>(page: &'a Page, source: &str, component: &str) -> &'a [String] {
    let source = page.source(&source.into()).expect("the page has the source");
    let about = source.about.iter().find(|about| about.component.as_str() == component).expect("it speaks about it");
    let Reads::Names { watch, .. } = &about.reads else { panic!("it is read by names") };
    watch
}

#[test]
fn digireq_is_what_its_terms_say() {
    let page = page("digireq");
    let own =
        ["api", "admin", "landing", "database", "sms-otp", "push-ios", "push-android", "oidc", "email", "ehf", "dns"];
    assert_eq!(components(&page, false), own);
    assert_eq!(environments(&page), ["production"]);
    assert_eq!(page.languages, [Lang::Nb, Lang::Nn, Lang::Sv, Lang::En]);
    let health = page.source(&"api-health".into()).expect("the terms name it");
    assert_eq!((health.every, health.retry, health.regions.len(), health.timeout_ms), (300, 30, 2, 8_000));
    let api = health.about.first().expect("it speaks about the API");
    assert_eq!((api.policy.contract, api.policy.display), (Quorum::All, Quorum::Any));
    assert_eq!((api.policy.confirm, api.policy.fails_as), (2, Level::MajorOutage));
    assert_eq!(page.zone.offsets.len(), 35, "summer and winter time of 17 years");
}

#[test]
fn digireq_asks_each_of_its_eight_sub_processors() {
    let page = page("digireq");
    let of = |source: &str| {
        let source = page.source(&source.into()).unwrap_or_else(|| panic!("{source} is asked"));
        let about: Vec<&str> = source.about.iter().map(|about| about.component.as_str()).collect();
        (source.kind.as_str(), about.join(" "))
    };
    for (source, kind, about) in [
        ("hetzner", "hetzner", "hetzner"),
        ("cloudflare", "statuspage", "dns"),
        ("netlify", "statuspage", "netlify"),
        ("elks", "http", "sms-otp"),
        ("apple", "apple", "push-ios"),
        ("firebase", "google", "push-android"),
        ("entra-id", "http", "oidc"),
        ("expo", "statuspage", "expo"),
    ] {
        assert_eq!(of(source), (kind, about.to_owned()), "{source}");
    }
    assert_eq!(watched(&page, "apple", "push-ios"), ["APNS"]);
    assert_eq!(watched(&page, "firebase", "push-android"), ["Cloud Messaging"]);
    assert_eq!(watched(&page, "hetzner", "hetzner"), ["3", "6"]);
}

#[test]
fn digireq_takes_a_suppliers_page_for_what_it_is() {
    let bare = bare("digireq");
    assert_eq!(waits_for(&bare), ["DIGIREQ_OIDC_CONFIGURATION"]);
    let env = bare.first_env();
    let unasked: Vec<&str> =
        bare.components.iter().filter(|it| !bare.is_monitored(&it.id, &env)).map(|it| it.id.as_str()).collect();
    assert_eq!(unasked, ["oidc", "email", "ehf"], "Microsoft's admin centre says nothing about Entra ID");
    let set = with("digireq", "DIGIREQ_OIDC_CONFIGURATION");
    assert!(set.is_monitored(&"oidc".into(), &env) && set.unset.is_empty());
    let admin = bare.component(&"microsoft-admin".into()).expect("it is there");
    for (lang, name) in &admin.name.0 {
        assert!(name.ends_with("Entra ID)"), "{lang:?}: {name}");
    }
    assert!(edges(&bare).contains(&"oidc watch microsoft-admin".to_owned()), "told, not followed");
    assert!(edges(&bare).contains(&"api watch hetzner".to_owned()), "told, not followed");
}

#[test]
fn digdir_is_what_its_terms_say() {
    let page = page("digdir");
    assert_eq!(components(&page, false), DIGDIR);
    assert_eq!(components(&page, true), DIGDIR_SUPPLIERS.map(|(id, _)| id));
    assert_eq!(page.languages, [Lang::Nb, Lang::Nn, Lang::En]);
    let expected = [
        "id-porten soft minid",
        "id-porten soft bankid",
        "id-porten soft buypass",
        "id-porten soft commfides",
        "ansattporten soft altinn",
        "ansattporten soft aa-registeret",
        "dpi hard dpi-access-point",
        "dpi soft posten",
        "dpi soft e-boks",
        "esignering watch id-porten",
        "eformidling soft elma",
        "eformidling soft fiks",
        "eformidling soft enhetsregisteret",
        "eformidling watch altinn",
        "dpv hard altinn",
    ];
    assert_eq!(edges(&page), expected);
}

#[test]
fn digdir_has_a_status_page_for_each_environment() {
    let bare = bare("digdir");
    assert_eq!(environments(&bare), ["production", "test"]);
    let asked: Vec<(&str, &str, SourceKind, Lang)> =
        bare.sources.iter().map(|it| (it.env.as_str(), it.address.as_str(), it.kind, it.lang)).collect();
    let expected = [
        ("production", "https://status.digdir.no/api/v2/summary.json", SourceKind::Statuspage, Lang::Nb),
        ("test", "https://testmiljo.status.digdir.no/api/v2/summary.json", SourceKind::Statuspage, Lang::Nb),
    ];
    assert_eq!(asked, expected);
    assert_eq!(monitored(&bare, "production"), DIGDIR);
    assert_eq!(monitored(&bare, "test"), DIGDIR);
    assert_eq!(watched(&bare, "status-digdir", "maskinporten"), ["Maskinporten"]);
    for id in DIGDIR {
        assert_eq!(watched(&bare, "status-digdir", id), watched(&bare, "status-digdir-test", id), "{id}");
        assert_eq!(watched(&bare, "status-digdir", id).len(), 1, "{id} is not the page as a whole");
    }
}

#[test]
fn digdirs_suppliers_are_monitored_when_an_operator_knows_where() {
    assert_eq!(waits_for(&bare("digdir")), DIGDIR_SUPPLIERS.map(|(_, variable)| variable));
    for (id, variable) in DIGDIR_SUPPLIERS {
        let page = with("digdir", variable);
        let also = |env| monitored(&page, env).into_iter().filter(|it| !DIGDIR.contains(it)).collect::<Vec<_>>();
        assert_eq!(also("production"), [id], "{variable}");
        assert!(also("test").is_empty(), "{variable} is about production");
    }
}

#[test]
fn nhn_dokumentlager_is_what_its_document_says() {
    let page = page("nhn-dokumentlager");
    assert_eq!(components(&page, false), ["dokumentlager", "dokumentdeling", "pjd"]);
    assert_eq!(components(&page, true), ["original-source"]);
    assert_eq!(page.languages, [Lang::Nb, Lang::Nn, Lang::En]);
    assert_eq!(edges(&page), ["dokumentlager watch original-source"], "a fault there is told, and is none here");
    let source = page.component(&"original-source".into()).expect("it is there");
    let effect = source.effect.as_ref().and_then(|effect| effect.0.get(&Lang::Nb)).expect("it says whose fault it is");
    assert_eq!(effect, "Feilen er hos den opprinnelige kilden, ikke i NHN dokumentlager.");
}

#[test]
fn nhn_is_monitored_in_each_environment_whose_page_an_operator_knows() {
    let bare = bare("nhn-dokumentlager");
    assert_eq!(environments(&bare), ["production", "test"]);
    assert_eq!(waits_for(&bare), ["NHN_STATUS", "NHN_TEST_STATUS"]);
    assert!(bare.sources.is_empty(), "no address is invented");
    for (variable, env, other) in [("NHN_STATUS", "production", "test"), ("NHN_TEST_STATUS", "test", "production")] {
        let page = with("nhn-dokumentlager", variable);
        assert_eq!(monitored(&page, env), ["dokumentlager", "dokumentdeling", "pjd"], "{variable}");
        assert!(monitored(&page, other).is_empty(), "{variable} says nothing about {other}");
    }
}

#[test]
fn digg_sdk_is_what_its_document_says() {
    let page = page("digg-sdk");
    assert_eq!(components(&page, false), ["smp", "certpub", "adressbok"]);
    assert!(components(&page, true).is_empty() && edges(&page).is_empty());
    assert_eq!((page.languages.as_slice(), page.zone.name.as_str()), (&[Lang::Sv, Lang::En][..], "Europe/Stockholm"));
    assert_eq!(environments(&page), ["production"]);
}

#[test]
fn digg_publishes_notices_which_set_no_level() {
    assert!(bare("digg-sdk").sources.is_empty(), "no address is invented");
    let page = with("digg-sdk", "DIGG_SDK_FEED");
    let feed = page.source(&"driftsinformation".into()).expect("it is asked when its address is set");
    assert_eq!((feed.kind.as_str(), feed.lang, feed.about.len()), ("feed", Lang::Sv, 3));
    let notices =
        |reads: &Reads| matches!(reads, Reads::Feed { mode: FeedMode::Notices, words, .. } if words.is_empty());
    assert!(feed.about.iter().all(|about| notices(&about.reads)));
    assert!(monitored(&page, "production").is_empty(), "a notice is no level");
}

#[test]
fn every_variable_that_a_page_asks_for_stands_in_the_deployments_configuration() {
    let wrangler = text("worker/wrangler.toml");
    let named: BTreeSet<&str> = wrangler
        .lines()
        .filter_map(|line| line.strip_prefix("# ")?.split_once(" = \""))
        .map(|it| it.0)
        // What begins so is asked for by the worker itself.
        .filter(|name| !name.starts_with("FYR_"))
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'))
        .collect();
    let pages = PAGES.map(bare);
    let written = PAGES.map(page);
    let of_channels = written.iter().filter_map(|page| page.support.as_ref()).flat_map(|support| &support.channels);
    let of_channels = of_channels.filter_map(|channel| variable(channel.to.as_deref()?));
    let asked: BTreeSet<&str> = pages.iter().flat_map(waits_for).chain(of_channels).collect();
    assert_eq!(named, asked, "the lines of worker/wrangler.toml that an operator may uncomment");
}
