import type { Place, SettingEntry } from "@/lib/config/schema";
import { loggingCallbacks, proxyCallbacks } from "./known-callbacks";
import { findNearestName } from "./nearest-name";
import { type FindingContext, type FindingRule, gatewayRules, type Hit } from "./rule";
import { findEntry, isRecord } from "./setting-values";

/** Lists of callbacks; in the first kind a name that cannot be resolved stops the start, in the second it is never called. */
const strictLists: readonly string[] = ["callbacks"];
const laxLists: readonly string[] = [
  "success_callback",
  "failure_callback",
  "input_callback",
  "service_callback",
  "service_callbacks",
  "audit_log_callbacks",
];

/** Settings that name one object in a Python module. */
const modules: readonly [section: string, key: string][] = [
  ["general_settings", "custom_auth"],
  ["general_settings", "custom_key_generate"],
  ["general_settings", "custom_key_update"],
  ["general_settings", "custom_sso"],
  ["general_settings", "custom_ui_sso_sign_in_handler"],
  ["litellm_settings", "post_call_rules"],
];

const isModule = (name: string): boolean => /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+$/.test(name);

type Named = { name: string; entry: SettingEntry; place: Place };

const namesIn = (entry: SettingEntry): Named[] => {
  const list = Array.isArray(entry.value) ? entry.value : [entry.value];
  return list.flatMap((name, at): Named[] =>
    typeof name === "string" && name !== ""
      ? [
          {
            name,
            entry,
            place: Array.isArray(entry.value) ? { ...entry.place, path: [...entry.place.path, at] } : entry.place,
          },
        ]
      : [],
  );
};

/** The gateway looks beside the file first, then asks its Python, which has the packages of LiteLLM at least. */
const findMissingModules = ({ facts }: FindingContext, named: readonly Named[]): Hit[] => {
  const siblings = facts?.siblings;
  if (!siblings) return [];
  return named.flatMap(({ name, entry, place }): Hit[] => {
    const parts = name.split(".").slice(0, -1);
    const [first] = parts;
    if (!first || /^litellm(?:_enterprise)?$/.test(first) || first === "enterprise") return [];
    if (siblings.has(parts.length === 1 ? `${first}.py` : first)) return [];
    return [
      {
        place,
        message: `${entry.key} names ${name}, and there is no ${parts.join("/")}.py beside the configuration.`,
        advice: "Put the module beside the configuration, or install it into the gateway's Python.",
      },
    ];
  });
};

const declared = (context: FindingContext): ReadonlySet<string> =>
  new Set(context.reading.settings.filter(({ section }) => section === "callback_settings").map(({ key }) => key));

const tellUnknown = ({ name, entry, place }: Named, isStrict: boolean): Hit => {
  const known = isStrict ? proxyCallbacks : [...proxyCallbacks, ...loggingCallbacks];
  const near = findNearestName(name, known)?.name ?? null;
  return {
    place,
    severity: isStrict ? "error" : "warning",
    message: isStrict
      ? `The gateway knows no callback ${name} and cannot start with it.`
      : `The gateway knows no callback ${name} for ${entry.key}, so it is never called.`,
    ...(near === null
      ? { advice: "Write a name that the gateway knows, or `module.object` for one of your own." }
      : { advice: `Did you mean ${near}?` }),
  };
};

const findInLists = (context: FindingContext): Hit[] => {
  const own = declared(context);
  const listed = (keys: readonly string[]): Named[] =>
    keys.flatMap((key) => {
      const entry = findEntry(context.reading, "litellm_settings", key);
      return entry ? namesIn(entry) : [];
    });
  const isUnresolved = ({ name }: Named): boolean =>
    !isModule(name) && !/^(?:s3|gcs|os\.environ)[:/]/.test(name) && !own.has(name);
  const [strict, lax] = [listed(strictLists), listed(laxLists)];
  return [
    ...strict
      .filter((named) => isUnresolved(named) && !proxyCallbacks.has(named.name))
      .map((named) => tellUnknown(named, true)),
    ...lax
      .filter((named) => isUnresolved(named) && !proxyCallbacks.has(named.name) && !loggingCallbacks.has(named.name))
      .map((named) => tellUnknown(named, false)),
    ...findMissingModules(
      context,
      [...strict, ...lax].filter(({ name }) => isModule(name)),
    ),
  ];
};

const findInSettings = (context: FindingContext): Hit[] => {
  const single = modules.flatMap(([section, key]) => {
    const entry = findEntry(context.reading, section, key);
    return entry ? namesIn(entry) : [];
  });
  const map = findEntry(context.reading, "litellm_settings", "custom_provider_map");
  const handlers = (Array.isArray(map?.value) ? map.value : []).flatMap((item): Named[] =>
    map && isRecord(item) && typeof item.custom_handler === "string"
      ? [{ name: item.custom_handler, entry: map, place: map.place }]
      : [],
  );
  return findMissingModules(
    context,
    [...single, ...handlers].filter(({ name }) => isModule(name)),
  );
};

export const callbackRules: FindingRule[] = [
  {
    id: "callback-not-loadable",
    severity: "error",
    title: "A callback cannot be loaded",
    explain:
      "The gateway exits at the start when a callback cannot be imported; a name that it does not know is not called.",
    advice: "Write a name that the gateway knows, or `module.object` of a file beside the configuration.",
    source: gatewayRules,
    check: (context) => [...findInLists(context), ...findInSettings(context)],
  },
];
