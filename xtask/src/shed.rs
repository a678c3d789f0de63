//! What wasm-bindgen writes and nobody asks for: classes that a dependency exports for its own sake, with everything that
//! only they reach, and the long names under which wasm asks for what the glue gives it.

use std::path::Path;

use anyhow::{Context, Result, bail};
use walrus::Module;
use walrus::passes::gc;

use crate::stamp;

/// Changed when this is: what was made by it is made again.
pub const VERSION: u32 = 1;

/// Takes classes out of a module and its glue.
pub fn shed(wasm: &Path, glue: &Path, classes: &[&str]) -> Result<()> {
    let read = |error| anyhow::anyhow!("walrus cannot read {}: {error}", wasm.display());
    let mut module = Module::from_buffer(&stamp::read(wasm)?).map_err(read)?;
    let mut text = String::from_utf8(stamp::read(glue)?).context("the glue is no text")?;
    for class in classes {
        let prefixes = [format!("{}_", class.to_lowercase()), format!("__wbg_{}_", class.to_lowercase())];
        let theirs = |name: &str| prefixes.iter().any(|prefix| name.starts_with(prefix));
        let all: Vec<_> = module.exports.iter().filter(|it| theirs(&it.name)).map(walrus::Export::id).collect();
        all.into_iter().for_each(|id| module.exports.delete(id));
        text = without_class(&text, class)?;
    }
    gc::run(&mut module);
    let asked: Vec<String> = module.imports.iter().map(|it| it.name.clone()).collect();
    text = without_gifts(&text, &asked);
    // The names end in a hash, so that none is a part of another or of anything else.
    for (at, import) in module.imports.iter_mut().enumerate().filter(|(_, it)| ends_in_hash(&it.name)) {
        let short = format!("i{at}");
        text = text.replace(&import.name, &short);
        import.name = short;
    }
    stamp::write(wasm, &module.emit_wasm())?;
    stamp::write(glue, text.as_bytes())
}

fn ends_in_hash(name: &str) -> bool {
    let hash = name.rsplit('_').next().unwrap_or_default();
    hash.len() == 16 && hash.bytes().all(|it| it.is_ascii_hexdigit())
}

/// The glue without a class, what disposes of it, and what hears that it is gone.
fn without_class(glue: &str, class: &str) -> Result<String> {
    let (begin, end) = (format!("export class {class} {{\n"), "\n}\n");
    let Some((before, rest)) = glue.split_once(&begin) else {
        bail!("the glue has no class {class} any more; remove it from the list in xtask/src/widget.rs")
    };
    let (_, after) = rest.split_once(end).with_context(|| format!("the class {class} has no end"))?;
    let left = [before, after].concat();
    let registry = format!("const {class}Finalization = ");
    let (before, rest) = left.split_once(&registry).with_context(|| format!("{class} has no registry"))?;
    let (_, after) = rest.split_once(";\n").with_context(|| format!("the registry of {class} has no end"))?;
    let disposes = format!("if (Symbol.dispose) {class}.");
    let lines = before.lines().chain(after.lines()).filter(|line| !line.starts_with(&disposes));
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

/// The glue without what it would give to wasm that does not ask for it.
fn without_gifts(glue: &str, asked: &[String]) -> String {
    let mut left = String::with_capacity(glue.len());
    let mut inside = false;
    for line in glue.lines() {
        let name = line.strip_prefix("        __wb").and_then(|rest| rest.split_once(": function("));
        inside = inside || name.is_some_and(|(name, _)| !asked.contains(&format!("__wb{name}")));
        if !inside {
            left.extend([line, "\n"]);
        }
        inside = inside && !line.starts_with("        }");
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "export class Kept {\n    free() {\n    }\n}\n\nexport class Gone {\n    free() {\n        if (a) {\n        }\n    }\n}\n\
                        if (Symbol.dispose) Gone.prototype[Symbol.dispose] = Gone.prototype.free;\n\
                        const GoneFinalization = (b)\n    ? c\n    : d;\nconst KeptFinalization = e;\n";

    #[test]
    fn a_class_goes_with_all_that_belongs_to_it() {
        let left = without_class(GLUE, "Gone").unwrap();
        assert_eq!(left, "export class Kept {\n    free() {\n    }\n}\n\nconst KeptFinalization = e;\n");
        assert!(without_class(&left, "Gone").unwrap_err().to_string().contains("remove it from the list"));
    }

    #[test]
    fn what_is_not_asked_for_is_not_given() {
        let glue = "    const import0 = {\n        __wbg_a_00: function(arg0) {\n            if (x) {\n            }\n        },\n\
                    \x20       __wbg_b_11: function() { return handleError(function (arg0) {\n        }, arguments); },\n    };\n";
        let left = without_gifts(glue, &["__wbg_b_11".to_owned()]);
        assert!(!left.contains("__wbg_a") && left.contains("__wbg_b_11") && left.ends_with("    };\n"), "{left}");
        assert_eq!(left.lines().count(), 4);
    }

    #[test]
    fn a_name_with_a_hash_is_no_part_of_another() {
        for (name, ends) in [
            ("__wbg_remove_b28d816f9e896ff9", true),
            ("__wbindgen_init_externref_table", false),
            ("__wbg_remove", false),
        ] {
            assert_eq!(ends_in_hash(name), ends, "{name}");
        }
    }
}
