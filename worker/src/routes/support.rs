//! `GET /{page}/support`, `GET /api/v1/{page}/support` and `GET /api/v1/{page}/support/drawn`: who helps, as a form that is
//! answered by its own address, as data, and as a widget draws it. All of them answer when nobody knows how the page is: then
//! help is needed most.

use super::query::{Query, accepted};
use crate::answer::{self, Asked};
use crate::edge;
use crate::pages;
use crate::policy::{Policy, SUPPORT, SUPPORT_DRAWN, SUPPORT_FORM};
use crate::problem::Problem;
use fyr_shared::api::{AdviceView, EnvironmentView, Snapshot, SupportView, paths};
use fyr_shared::date::Dates;
use fyr_shared::ids::EnvId;
use fyr_shared::lang::{Lang, Localized, Words};
use fyr_shared::page::Page;
use fyr_shared::status::ChannelOverride;
use fyr_shared::support::{Advice, Question, Severity, Support, advise};
use fyr_shared::time::Instant;
use fyr_widget::view_model::{AskedSupport, Draft, Occasion, SupportAnswer};
use fyr_widget::{DrawnSupport, SupportPage, support_page};
use wasm_bindgen::JsValue;
use web_sys::{Response, Url};
use worker::{Context, Env};

/// Seconds until a widget asks again where nobody knows how the page is.
const POLL_IN_DOUBT: u32 = 10;

/// What the answer is made of.
struct Answering<'a> {
    page: &'a Page,
    /// In the reader's language, with all that is known of the hours: an answer may be due later than readers are told them.
    support: Support<Words>,
    /// What people have declared about its channels.
    channels: Vec<ChannelOverride>,
    lang: Lang,
    env: EnvId,
    asked: AskedSupport,
    snapshot: Option<Snapshot>,
    now: Instant,
}

/// A body, and when what it says changes by itself.
type Made = (String, Option<Instant>);

/// Makes the body of an answer.
type Make = fn(&Answering<'_>) -> Result<Made, Problem>;

/// The form, and its answer: in the language that the address names, or else in the one that the browser asks for.
///
/// # Errors
/// The runtime's own.
pub async fn form(
    asked: &Asked,
    id: &str,
    url: &Url,
    accepts: &str,
    env: &Env,
    context: &Context,
) -> Result<Response, JsValue> {
    answer(asked, id, url, accepts, (env, context), (&SUPPORT_FORM, html)).await
}

/// The data.
///
/// # Errors
/// The runtime's own.
pub async fn data(asked: &Asked, id: &str, url: &Url, env: &Env, context: &Context) -> Result<Response, JsValue> {
    answer(asked, id, url, "", (env, context), (&SUPPORT, json)).await
}

/// What a widget shows.
///
/// # Errors
/// The runtime's own.
pub async fn drawn(asked: &Asked, id: &str, url: &Url, env: &Env, context: &Context) -> Result<Response, JsValue> {
    answer(asked, id, url, "", (env, context), (&SUPPORT_DRAWN, parts)).await
}

async fn answer(
    asked: &Asked,
    id: &str,
    url: &Url,
    accepts: &str,
    (env, context): (&Env, &Context),
    (policy, make): (&Policy, Make),
) -> Result<Response, JsValue> {
    let Some(page) = pages::find(id) else { return answer::problem(asked, &Problem::not_found(&url.pathname())) };
    let query = match Query::read(url, &page) {
        Ok(query) => Query { lang: query.lang.or_else(|| accepted(accepts, &page)), ..query },
        Err(problem) => return answer::problem(asked, &problem),
    };
    let copy = match edge::copy_for(asked, env, context, id).await {
        Ok(copy) => copy,
        Err(refused) => return answer::refused(asked, &refused),
    };
    // Reading may have waited: what leaves now is dated now.
    let now = crate::clock::now();
    let asked = &Asked { now, ..asked.clone() };
    let env = query.env.clone().unwrap_or_else(|| page.first_env());
    let snapshot = copy.as_ref().map(|copy| Snapshot::compose(&page, &copy.state, query.lang, &env));
    let snapshot = snapshot.filter(|it| now < it.stale_after);
    let fresh_until = snapshot.as_ref().map(|it| it.stale_after);
    let lang = page.language(query.lang);
    let words = |text: &Localized| page.words(text, lang);
    // A declaration says itself until when it holds, also in a copy that is too old for anything else.
    let channels = copy.map(|copy| copy.state.channels.clone()).unwrap_or_default();
    let told = |it: &Support| it.told(words, Instant(i64::MIN), Instant(i64::MAX)).overridden(&channels, now, words);
    let Some(support) = page.support.as_ref().map(told) else {
        return answer::problem(asked, &Problem::no_support(id));
    };
    let question = asked_of(url, &env);
    let answering = Answering { page: &page, support, channels, lang, env, asked: question, snapshot, now };
    match make(&answering) {
        Ok((body, changes_at)) => {
            let until = fresh_until.map(|until| changes_at.map_or(until, |at| at.min(until)));
            answer::dated(asked, policy, until, &page.frame_ancestors, &body)
        }
        Err(problem) => answer::problem(asked, &problem),
    }
}

fn asked_of(url: &Url, env: &EnvId) -> AskedSupport {
    let parameters = url.search_params();
    let said = |name: &str| parameters.get(name).unwrap_or_default();
    AskedSupport { role: said("role"), fault: said("fault"), env: env.to_string(), severity: said("severity") }
}

/// The data; with the answer, if a question is asked. One that cannot be asked is told what can.
fn json(it: &Answering<'_>) -> Result<Made, Problem> {
    let id = it.page.id.as_str();
    let mut view =
        SupportView::compose(it.page, &it.channels, Some(it.lang), it.now).ok_or_else(|| Problem::no_support(id))?;
    let mut changes_at = None;
    if !it.asked.role.is_empty() || !it.asked.fault.is_empty() {
        let question = it.question()?;
        let advice = advise(&it.support, &question, it.snapshot.as_ref(), it.now);
        changes_at = advice.as_ref().and_then(Advice::changes_at);
        view.advice = advice.map(|advice| AdviceView::of(&question, &advice));
    }
    Ok((serde_json::to_string(&view).unwrap_or_default(), changes_at))
}

fn html(it: &Answering<'_>) -> Result<Made, Problem> {
    it.compose(|page, _, changes_at| Ok((support_page(page), changes_at)))
}

/// What a widget shows, and what a report begins with.
fn parts(it: &Answering<'_>) -> Result<Made, Problem> {
    it.compose(|page, draft, changes_at| {
        let poll = it.snapshot.as_ref().map_or(POLL_IN_DOUBT, |it| it.poll);
        let drawn = DrawnSupport::of(page, draft, poll);
        Ok((serde_json::to_string(&drawn).unwrap_or_default(), changes_at))
    })
}

impl Answering<'_> {
    /// Makes something of the page, the beginning of a report, and when what they say changes by itself.
    fn compose<T>(&self, make: impl FnOnce(&SupportPage<'_>, Option<Draft>, Option<Instant>) -> T) -> T {
        let question = self.question().ok();
        let snapshot = self.snapshot.as_ref();
        let dates = Dates { lang: self.lang, zone: &self.page.zone, now: self.now };
        let environments = &EnvironmentView::all(self.page, self.lang);
        let (page, support) = (self.page.name.as_str(), &self.support);
        let advised = question.as_ref().and_then(|asked| Some((asked, advise(support, asked, snapshot, self.now)?)));
        let changes_at = advised.as_ref().and_then(|(_, advice)| advice.changes_at());
        let answered = advised.as_ref().map(|(question, advice)| {
            let answer = SupportAnswer::of(support, advice, snapshot, dates);
            let draft =
                Draft::of(&Occasion { page, support, environments, question, advice, snapshot, dates }, &answer);
            (answer, draft)
        });
        let (answer, draft) = answered.unzip();
        let (id, env) = (self.page.id.as_str(), self.env.as_str());
        let in_language = |lang: Lang| (lang, paths::support(id) + &self.link(lang));
        let page = SupportPage {
            lang: self.lang,
            name: page,
            support,
            environments,
            asked: self.asked.clone(),
            answer,
            action: paths::support(id),
            home: format!("{}?lang={}&env={env}", paths::home(id), self.lang.as_str()),
            languages: self.page.languages.iter().copied().map(in_language).collect(),
        };
        make(&page, draft, changes_at)
    }

    /// What is asked, if all of it is.
    fn question(&self) -> Result<Question, Problem> {
        let support = &self.support;
        let roles: Vec<&str> = support.roles.iter().map(|it| it.id.as_str()).collect();
        let faults: Vec<&str> = support.faults.iter().map(|it| it.id.as_str()).collect();
        let role = one_of("role", &self.asked.role, &roles)?.into();
        let fault = one_of("fault", &self.asked.fault, &faults)?.into();
        let question = Question { role, fault, env: self.env.clone(), severity: None };
        let severity = self.severity(support, &question)?;
        let question = Question { severity, ..question };
        match support.route(&question) {
            Some(_) => Ok(question),
            None => Err(Problem::parameter(format!(
                "`fault`: `{}` does not happen in the environment `{}`; leave `env` out, or name another.",
                question.fault, question.env
            ))),
        }
    }

    fn severity(&self, support: &Support<Words>, question: &Question) -> Result<Option<Severity>, Problem> {
        let words: Vec<&str> = support.severities.iter().map(|it| it.severity.as_str()).collect();
        if words.is_empty() || (self.asked.severity.is_empty() && !support.asks_severity(question)) {
            return Ok(None);
        }
        one_of("severity", &self.asked.severity, &words).map(Severity::parse)
    }

    /// The parameters of a link that asks the same in a language.
    fn link(&self, lang: Lang) -> String {
        let AskedSupport { role, fault, env, severity } = &self.asked;
        let asked = [("role", role), ("fault", fault), ("env", env), ("severity", severity)];
        let known = asked.iter().filter(|(_, value)| fyr_shared::ids::is_id(value));
        let rest: String = known.map(|(name, value)| format!("&{name}={value}")).collect();
        format!("?lang={}{rest}", lang.as_str())
    }
}

fn one_of<'a>(name: &str, asked: &'a str, known: &[&str]) -> Result<&'a str, Problem> {
    if known.contains(&asked) {
        return Ok(asked);
    }
    let known = known.join(", ");
    Err(Problem::parameter(match asked {
        "" => format!("`{name}` is missing; write one of: {known}."),
        other => format!("`{name}`: `{other}` is not known here; write one of: {known}."),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use fyr_shared::time::HOUR;
    use serde_json::Value;

    /// Wednesday 6 May 2026, 10.00 in Oslo.
    const NOW: &str = "2026-05-06T08:00:00Z";

    fn now() -> Instant {
        Instant::parse(NOW).unwrap()
    }

    /// What a person has declared about a channel until 12.00.
    fn over(channel: &str, to: Option<&str>) -> ChannelOverride {
        ChannelOverride {
            channel: channel.into(),
            to: to.map(str::to_owned),
            reason: Localized([(Lang::Nb, "Vi <flytter>.".to_owned())].into()),
            starts_at: now().plus(-HOUR),
            ends_at: now().plus(2 * HOUR),
        }
    }

    /// What somebody is told who asks for help with something else, while this is declared.
    fn told(channels: Vec<ChannelOverride>, make: Make) -> Made {
        let page = pages::compiled("nhn-dokumentlager").unwrap().configured(|_| Some("+47 24 20 00 00".to_owned()));
        let words = |text: &Localized| page.words(text, Lang::Nb);
        let support = page.support.as_ref().unwrap().told(words, Instant(i64::MIN), Instant(i64::MAX));
        let env = page.first_env();
        let asked = AskedSupport {
            role: "local-support".into(),
            fault: "documents".into(),
            env: env.to_string(),
            severity: "minor".into(),
        };
        let support = support.overridden(&channels, now(), words);
        let it = Answering { page: &page, support, channels, lang: Lang::Nb, env, asked, snapshot: None, now: now() };
        make(&it).unwrap()
    }

    fn until(hours: i64) -> Option<Instant> {
        Some(now().plus(hours * HOUR))
    }

    #[test]
    fn a_channel_that_is_closed_by_hand_says_so_on_every_path_and_until_when() {
        for (make, parts) in [
            (
                html as Make,
                [
                    "<time datetime=\"2026-05-06T10:00:00Z\">Stengt til onsdag 6. mai kl. 12.00</time>",
                    "Satt for hånd <time datetime=\"2026-05-06T10:00:00Z\">til onsdag 6. mai kl. 12.00</time>: \
                 Vi &lt;flytter&gt;.",
                ],
            ),
            (parts, ["Stengt til onsdag 6. mai kl. 12.00", "Vi <flytter>."]),
            (
                json,
                [
                    "\"channel\":\"kundesenter\",\"state\":\"closed\",\"until\":\"2026-05-06T10:00:00Z\"",
                    "Vi <flytter>.",
                ],
            ),
        ] {
            let (body, changes_at) = told(vec![over("kundesenter", None)], make);
            for part in parts {
                assert!(body.contains(part), "{part}\n{body}");
            }
            assert_eq!(changes_at, until(2));
            let (plain, _) = told(vec![], make);
            assert!(!plain.contains("Stengt til") && !plain.contains("flytter"), "{plain}");
        }
    }

    #[test]
    fn one_that_is_led_elsewhere_leads_there_and_back_when_that_is_over() {
        let (html, changes_at) = told(vec![over("kundesenter", Some("krise@nhn.no"))], html);
        assert!(html.contains("href=\"mailto:krise@nhn.no\"") && !html.contains("kundesenter@nhn.no"), "{html}");
        assert!(html.contains("Vi &lt;flytter&gt;.") && html.contains("Åpent nå"), "{html}");
        assert_eq!(changes_at, until(2));
        let (json, _) = told(vec![over("kundesenter", Some("krise@nhn.no"))], json);
        let data: Value = serde_json::from_str(&json).unwrap();
        let contacts = data["advice"]["contacts"].as_array().unwrap();
        let desk = contacts.iter().find(|it| it["channel"] == "kundesenter").unwrap();
        assert_eq!((&desk["state"], &desk["to"]), (&"open".into(), &"krise@nhn.no".into()));
        let channels = data["channels"].as_array().unwrap();
        let desk = channels.iter().find(|it| it["id"] == "kundesenter").unwrap();
        assert_eq!(desk["to"], "kundesenter@nhn.no", "what it is without that stays");
        assert_eq!(desk["overrides"][0]["ends_at"], "2026-05-06T10:00:00Z");
    }

    #[test]
    fn what_a_widget_keeps_leads_back_when_that_is_over() {
        let (drawn, _) = told(vec![over("kundesenter", Some("krise@nhn.no"))], parts);
        let drawn: Value = serde_json::from_str(&drawn).unwrap();
        let mut cards = vec![];
        held(&drawn["answer"], &mut cards);
        let card = cards.iter().find(|it| it["holds"].to_string().contains("krise@nhn.no")).unwrap();
        let doubt = &card["then"];
        assert_eq!(doubt["until"], "2026-05-06T10:00:00Z");
        let (meanwhile, then) = (doubt["holds"].to_string(), doubt["then"].to_string());
        assert!(meanwhile.contains("mailto:krise@nhn.no") && !meanwhile.contains("Åpent"), "{meanwhile}");
        assert!(then.contains("mailto:kundesenter@nhn.no") && !then.contains("flytter"), "{then}");
    }

    /// Every part that holds for a time, the outermost first.
    fn held<'a>(part: &'a Value, all: &mut Vec<&'a Value>) {
        if part.get("until").is_some() {
            all.push(part);
        }
        match part {
            Value::Array(parts) => parts.iter().for_each(|it| held(it, all)),
            Value::Object(it) => it.values().for_each(|it| held(it, all)),
            _ => {}
        }
    }

    #[test]
    fn what_cannot_be_a_contact_is_no_link() {
        for make in [html as Make, parts, json] {
            let (body, _) = told(vec![over("kundesenter", Some("javascript:alert(1)"))], make);
            assert!(!body.contains("javascript:"), "{body}");
            assert_eq!(told(vec![over("telex", None)], make), told(vec![], make), "it is no longer there");
        }
    }
}
