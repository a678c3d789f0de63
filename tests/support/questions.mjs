// Everything that can be asked of the pages that ship.

/** The pages that ship. */
export const SHIPPED = ["digdir", "digg-sdk", "digireq", "nhn-dokumentlager"];

/** Every question of a page, from what it tells of its support; without severities, how bad it is stays empty. */
export function* questionsOf({ roles, faults, environments: all, severities }) {
  const grades = severities.length > 0 ? severities.map(({ id }) => id) : [""];
  for (const { id: role } of roles) {
    for (const { id: fault, environments } of faults) {
      for (const env of environments ?? all.map(({ id }) => id)) {
        for (const severity of grades) yield { role, fault, env, severity };
      }
    }
  }
}
