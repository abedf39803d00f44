import { aliasRules } from "./alias-rules";
import { chainRules } from "./chain-rules";
import { deploymentRules } from "./deployment-rules";
import { fateRules } from "./fate-rules";
import { nameRules } from "./name-rules";
import { numberRules } from "./number-rules";
import type { FindingRule } from "./rule";
import { settingsRules } from "./settings-rules";
import { textRules } from "./text-rules";

/** Every lint rule there is. */
export const findingRules: readonly FindingRule[] = [
  ...textRules,
  ...nameRules,
  ...chainRules,
  ...aliasRules,
  ...deploymentRules,
  ...settingsRules,
  ...numberRules,
  ...fateRules,
];

export const findRule = (id: string): FindingRule | null => findingRules.find((rule) => rule.id === id) ?? null;
