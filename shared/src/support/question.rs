//! What is asked, which route answers it, and everything that can be asked.

use super::{Route, Severity, Support};
use crate::ids::{EnvId, FaultId, RoleId};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Who asks.
    pub role: RoleId,
    /// What is wrong.
    pub fault: FaultId,
    /// Where.
    pub env: EnvId,
    /// How bad it is; `None` on a page that does not ask for it.
    pub severity: Option<Severity>,
}

impl<T> Support<T> {
    /// The first route that answers a question. Every one that [`combinations`] gives has one; of a role or a fault that the
    /// page does not have, there is none.
    #[must_use]
    pub fn route(&self, question: &Question) -> Option<&Route<T>> {
        let asked = self.roles.iter().any(|role| role.id == question.role);
        let fault = self.faults.iter().find(|fault| fault.id == question.fault)?;
        let here = any(&fault.environments, &question.env);
        self.routes.iter().find(|route| asked && here && route.answers(question))
    }

    /// Whether the answer to this depends on how bad it is: only then need it be asked.
    #[must_use]
    pub fn asks_severity(&self, question: &Question) -> bool {
        let route = |severity| self.route(&Question { severity, ..question.clone() }).map(|route| &route.id);
        let mut routes = self.severities.iter().map(|grade| route(Some(grade.severity)));
        let first = routes.next();
        routes.any(|other| Some(other) != first)
    }
}

impl<T> Route<T> {
    fn answers(&self, question: &Question) -> bool {
        let at = question.severity.is_none_or(|severity| any(&self.severities, &severity));
        any(&self.roles, &question.role)
            && any(&self.faults, &question.fault)
            && any(&self.environments, &question.env)
            && at
    }
}

/// Everything that can be asked about a page that has these environments.
pub fn combinations<'a, T>(support: &'a Support<T>, environments: &'a [EnvId]) -> impl Iterator<Item = Question> + 'a {
    let severities = move || {
        let all: Vec<Option<Severity>> = support.severities.iter().map(|grade| Some(grade.severity)).collect();
        if all.is_empty() { vec![None] } else { all }
    };
    let pairs = support.roles.iter().flat_map(move |role| support.faults.iter().map(move |fault| (role, fault)));
    let places = pairs.flat_map(move |(role, fault)| {
        environments.iter().filter(|env| any(&fault.environments, env)).map(move |env| (role, fault, env))
    });
    places.flat_map(move |(role, fault, env)| {
        severities().into_iter().map(move |severity| Question {
            role: role.id.clone(),
            fault: fault.id.clone(),
            env: env.clone(),
            severity,
        })
    })
}

/// Whether a list takes something: one that names nothing takes all.
fn any<V: PartialEq>(list: &[V], value: &V) -> bool {
    list.is_empty() || list.contains(value)
}
