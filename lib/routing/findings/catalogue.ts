import { aliasRules } from "./alias-rules";
import { capabilityRules } from "./capability-rules";
import { chainReachRules } from "./chain-reach-rules";
import { chainRules } from "./chain-rules";
import { cycleRules } from "./cycle-rules";
import { fateRules } from "./fate-rules";
import { fileRules } from "./file-rules";
import { headerRules } from "./header-rules";
import { nameRules } from "./name-rules";
import type { FindingRule } from "./rule";
import { textRules } from "./text-rules";

/** Every lint rule there is. */
export const findingRules: readonly FindingRule[] = [
  ...textRules,
  ...nameRules,
  ...headerRules,
  ...chainRules,
  ...cycleRules,
  ...chainReachRules,
  ...aliasRules,
  ...fileRules,
  ...fateRules,
  ...capabilityRules,
];

export const findRule = (id: string): FindingRule | null => findingRules.find((rule) => rule.id === id) ?? null;
