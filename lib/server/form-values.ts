/** A form as a plain object: a name that occurs several times becomes a list, Next's own `$ACTION_…` fields are left out. */
export function formValues(given: unknown): unknown {
  if (!(given instanceof FormData)) return given;
  const values = new Map<string, unknown>();
  for (const name of new Set(given.keys())) {
    if (name.startsWith("$ACTION_")) continue;
    const all = given.getAll(name);
    values.set(name, all.length > 1 ? all : all[0]);
  }
  return Object.fromEntries(values);
}
