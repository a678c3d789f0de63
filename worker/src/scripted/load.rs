//! A page of as many sources as a bench wants: `load~500` has every source and component of `load` 500 times, each source
//! on a host of its own (`t17.load.example`) and about a component of its own. So has `ledger~50`, and its contract is about
//! all of them. In `load~300-tied` each component depends on the one before, and cannot be without it.

use fyr_shared::contract::Contract;
use fyr_shared::ids::{ComponentId, SourceId};
use fyr_shared::page::{About, Component, Dependency, DependencyKind, Page, Source};

/// The configurations that are multiplied.
const MODELS: [&str; 2] = ["load", "ledger"];
/// How an instance is called in which each component depends on the one before.
const TIED: &str = "-tied";

/// The page that an instance stands for: multiplied if it is the bench's, otherwise as it is.
#[must_use]
pub fn multiplied(page: &Page, instance: &str) -> Page {
    let times = instance.split(|c: char| !c.is_ascii_digit()).next().and_then(|count| count.parse::<u32>().ok());
    match times.filter(|_| MODELS.contains(&page.id.as_str())) {
        Some(times) => Page {
            components: copies(times, &page.components, |it, number| component(it, number, instance.ends_with(TIED))),
            sources: copies(times, &page.sources, source),
            contracts: page.contracts.iter().map(|it| contract(times, it)).collect(),
            ..page.clone()
        },
        None => page.clone(),
    }
}

fn copies<T>(times: u32, models: &[T], copy: impl Fn(&T, u32) -> T) -> Vec<T> {
    (0..times).flat_map(|number| models.iter().map(|model| copy(model, number)).collect::<Vec<_>>()).collect()
}

/// The same terms of every copy.
fn contract(times: u32, model: &Contract) -> Contract {
    Contract { components: copies(times, &model.components, copy_of), ..model.clone() }
}

fn copy_of(id: &ComponentId, number: u32) -> ComponentId {
    ComponentId(format!("{id}-{number}"))
}

fn component(model: &Component, number: u32, tied: bool) -> Component {
    let before = number.checked_sub(1).filter(|_| tied).map(|before| copy_of(&model.id, before));
    let on = before.map(|component| Dependency { component, kind: DependencyKind::Hard });
    let depends_on = model.depends_on.iter().cloned().chain(on).collect();
    Component { id: copy_of(&model.id, number), depends_on, ..model.clone() }
}

fn source(model: &Source, number: u32) -> Source {
    let about = |about: &About| About { component: copy_of(&about.component, number), ..about.clone() };
    Source {
        id: SourceId(format!("{}-{number}", model.id)),
        address: model.address.replace("://", &format!("://t{number}.")),
        about: model.about.iter().map(about).collect(),
        ..model.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_as_large_as_its_name_says() {
        let page = crate::pages::compiled("load");
        // Without the pages of the tests there is none to multiply.
        let Some(page) = page else { return };
        let large = multiplied(&page, "50-slow");
        assert_eq!((large.sources.len(), large.components.len()), (50, 50));
        assert_eq!(large.sources[49].address, "https://t49.load.example/health");
        assert!(large.components.iter().all(|component| large.is_monitored(&component.id, &large.first_env())));
        assert!(large.components.iter().all(|component| component.depends_on.is_empty()));
        assert!(multiplied(&page, "50-tied").components[1..].iter().all(|component| component.depends_on.len() == 1));
        assert_eq!(multiplied(&page, "x").sources.len(), 1);
    }
}
