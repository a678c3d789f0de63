//! What must be true of a deployment, read from the wrangler configuration and from what was built.
//! Every problem says where it is, what it is and how to cure it; all are found in one go.

use anyhow::{Context, Result};
use fyr_shared::api::published;
use toml::{Table, Value};

use crate::house::House;
use crate::keep;
use crate::stamp;
use crate::worker::Kind;

/// The objects: the binding's name, and the class.
const OBJECTS: &[(&str, &str)] = &[("PAGE", "PageObject"), ("REGION", "RegionObject")];

/// The namespaces: the binding's name, and what is in it.
const NAMESPACES: &[(&str, &str)] = &[("SNAPSHOTS", "last copies"), ("FILES", "files of earlier deployments")];

/// Whatever is asked is asked over the public Internet.
const PUBLIC: &str = "global_fetch_strictly_public";

/// All problems of the deployment.
pub fn check(house: &House, path: &str) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(house.root.join(path)).with_context(|| format!("cannot read {path}"))?;
    let config: Table = text.parse().with_context(|| format!("{path} is not TOML"))?;
    let mut problems = config_problems(&config);
    problems.iter_mut().for_each(|problem| *problem = format!("{path}: {problem}"));
    problems.extend(missing_assets(house)?);
    Ok(problems)
}

/// What hinders a real deployment, though a dry run passes: a namespace has no id yet.
pub fn namespace_without_id(house: &House, path: &str) -> Result<Option<String>> {
    let text = std::fs::read_to_string(house.root.join(path)).with_context(|| format!("cannot read {path}"))?;
    let config: Table = text.parse().with_context(|| format!("{path} is not TOML"))?;
    let unset = |kv: &Value| self::text(kv, "id").is_none_or(|id| id.trim_matches('0').is_empty());
    let name = list(&config, &["kv_namespaces"]).iter().find(|kv| unset(kv)).map(|kv| self::text(kv, "binding"));
    Ok(name.map(|name| {
        let name = name.unwrap_or("(without a name)");
        format!(
            "kv_namespaces: {name} has no id; make a namespace with `wrangler kv namespace create {name}` and write its id there"
        )
    }))
}

fn config_problems(config: &Table) -> Vec<String> {
    let mut problems = Vec::new();
    for (binding, class) in OBJECTS {
        objects(config, binding, class, &mut problems);
    }
    for (name, holds) in NAMESPACES {
        if !list(config, &["kv_namespaces"]).iter().any(|kv| text(kv, "binding") == Some(name)) {
            problems.push(format!(
                "kv_namespaces: no binding {name} for the {holds}; add [[kv_namespaces]] with binding = \"{name}\""
            ));
        }
    }
    if !list(config, &["compatibility_flags"]).iter().any(|flag| flag.as_str() == Some(PUBLIC)) {
        problems.push(format!(
            "compatibility_flags: sources of the worker's own zone would be asked behind the back of what guards them; \
             write compatibility_flags = [\"{PUBLIC}\"]"
        ));
    }
    let assets = config.get("assets");
    if assets.and_then(|assets| text(assets, "binding")) != Some("ASSETS") {
        problems.push("assets: the binding is not ASSETS; write binding = \"ASSETS\"".into());
    }
    if assets.and_then(|assets| assets.get("run_worker_first")).and_then(Value::as_bool) != Some(true) {
        problems.push("assets: files would be sent without the worker's headers; write run_worker_first = true".into());
    }
    if !list(config, &["triggers", "crons"]).iter().any(|cron| cron.as_str() == Some("* * * * *")) {
        problems.push("triggers.crons: nothing runs each minute; write crons = [\"* * * * *\"]".into());
    }
    problems.extend(publishing(config));
    if config.get("vars").and_then(|vars| text(vars, "FYR_JURISDICTION")) != Some("eu") {
        problems.push("vars: pages would not be kept in the EU; write FYR_JURISDICTION = \"eu\"".into());
    }
    problems
}

/// A bucket that readers poll, and the domain in front of it, belong together.
fn publishing(config: &Table) -> Option<String> {
    let bound = list(config, &["r2_buckets"]).iter().any(|bucket| text(bucket, "binding") == Some("PUBLISHED"));
    let var = |name: &str| config.get("vars").and_then(|vars| text(vars, name));
    let odd = |name: &'static str| var(name).filter(|it| published::origin(it).is_none()).map(|it| (name, it));
    let half = match (bound, var("FYR_PUBLISHED")) {
        (true, None) => {
            Some("vars: the bucket PUBLISHED is bound, but nothing says where readers reach it; set FYR_PUBLISHED")
        }
        (false, Some(_)) => {
            Some("r2_buckets: FYR_PUBLISHED is set, but no bucket; add [[r2_buckets]] with binding = \"PUBLISHED\"")
        }
        _ => None,
    };
    let (name, it) = match half {
        Some(problem) => return Some(problem.to_owned()),
        None => odd("FYR_PUBLISHED").or_else(|| odd("FYR_ORIGIN"))?,
    };
    Some(format!("vars: {name} = \"{it}\" is no origin; write https:// and the name of a host, with nothing behind it"))
}

fn objects(config: &Table, binding: &str, class: &str, problems: &mut Vec<String>) {
    let bound = list(config, &["durable_objects", "bindings"]);
    if !bound.iter().any(|object| text(object, "name") == Some(binding) && text(object, "class_name") == Some(class)) {
        problems.push(format!(
            "durable_objects.bindings: {binding} is not bound to {class}; add a [[durable_objects.bindings]]"
        ));
    }
    let made = list(config, &["migrations"]).iter().any(|migration| {
        let classes = migration.get("new_sqlite_classes").and_then(Value::as_array);
        classes.is_some_and(|classes| classes.iter().any(|made| made.as_str() == Some(class)))
    });
    if !made {
        problems.push(format!(
            "migrations: {class} has no SQLite storage; add it to new_sqlite_classes of a new migration"
        ));
    }
}

/// The files that the built worker refers to must be among the assets.
fn missing_assets(house: &House) -> Result<Vec<String>> {
    let script = String::from_utf8(stamp::read(&Kind::Release.dir(house).join("index.js"))?)?;
    let named: Vec<String> = script
        .split('"')
        .filter(|word| ["/widget/", "/embed/"].iter().any(|folder| word.starts_with(folder)))
        .map(str::to_owned)
        .collect();
    let assets = house.out.join("assets");
    let cure = "run `cargo xtask build` anew";
    let mut problems = Vec::new();
    for file in ["/fyr.js", "/fyr_bg.wasm"] {
        if !named.iter().any(|path| path.ends_with(file)) {
            problems.push(format!("target/fyr/worker/index.js: the worker refers to no /widget/…{file}; {cure}"));
        }
    }
    // What draws the line, and the loader without state.
    if named.iter().filter(|path| path.starts_with("/embed/")).count() < 2 {
        problems
            .push(format!("target/fyr/worker/index.js: the worker refers to less than two files of /embed/; {cure}"));
    }
    for path in named.iter().filter(|path| !assets.join(path.trim_start_matches('/')).is_file()) {
        problems.push(format!("target/fyr/assets: {path} is missing, and the worker refers to it; {cure}"));
    }
    let kept = keep::listed(house)?;
    for path in named.iter().filter(|path| !kept.contains(*path)) {
        problems.push(format!("target/fyr/kept.json: {path} would not outlive this deployment; {cure}"));
    }
    Ok(problems)
}

/// The array at a path of tables, or nothing.
fn list<'a>(config: &'a Table, path: &[&str]) -> &'a [Value] {
    let Some((last, tables)) = path.split_last() else { return &[] };
    let table = tables.iter().try_fold(config, |table, key| table.get(*key).and_then(Value::as_table));
    table.and_then(|table| table.get(*last)).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::config_problems;

    const SHIPPED: &str = include_str!("../../worker/wrangler.toml");

    fn problems(text: &str) -> Vec<String> {
        config_problems(&text.parse().unwrap())
    }

    #[test]
    fn the_shipped_configuration_is_as_it_must_be() {
        assert_eq!(problems(SHIPPED), Vec::<String>::new());
    }

    #[test]
    fn a_bucket_and_its_domain_belong_together() {
        let bucket = "[[r2_buckets]]\nbinding = \"PUBLISHED\"\nbucket_name = \"fyr\"\n\n[vars]\n";
        let with = |bucket: &str, vars: &str| problems(&SHIPPED.replace("[vars]\n", &format!("{bucket}{vars}\n")));
        let domain = "FYR_PUBLISHED = \"https://live.example.no\"";
        assert_eq!(with(bucket, domain), Vec::<String>::new());
        for (bucket, vars, expected) in [
            (bucket, "", "vars: the bucket PUBLISHED is bound"),
            ("[vars]\n", domain, "r2_buckets: FYR_PUBLISHED is set"),
            (bucket, "FYR_PUBLISHED = \"live.example.no\"", "vars: FYR_PUBLISHED = \"live.example.no\" is no origin"),
            (bucket, &format!("{domain}\nFYR_ORIGIN = \"https://a.no/\""), "vars: FYR_ORIGIN"),
        ] {
            let [found] = with(bucket, vars).try_into().unwrap();
            assert!(found.starts_with(expected), "{found}");
        }
    }

    #[test]
    fn each_thing_that_can_be_lost_is_missed() {
        let losses = [
            ("name = \"PAGE\"", "durable_objects.bindings: PAGE"),
            ("class_name = \"RegionObject\"", "durable_objects.bindings: REGION"),
            (", \"RegionObject\"]", "migrations: RegionObject"),
            ("binding = \"SNAPSHOTS\"", "kv_namespaces: no binding SNAPSHOTS"),
            ("binding = \"FILES\"", "kv_namespaces: no binding FILES"),
            ("binding = \"ASSETS\"", "assets: the binding"),
            ("run_worker_first = true", "assets: files"),
            ("\"* * * * *\"", "triggers.crons"),
            ("FYR_JURISDICTION = \"eu\"", "vars"),
            ("\"global_fetch_strictly_public\"", "compatibility_flags"),
        ];
        for (lost, expected) in losses {
            let rest = if lost.ends_with(']') { SHIPPED.replace(lost, "]") } else { SHIPPED.replace(lost, "") };
            let found = problems(&rest);
            assert!(found.iter().any(|problem| problem.starts_with(expected)), "{lost}: {found:?}");
        }
    }
}
