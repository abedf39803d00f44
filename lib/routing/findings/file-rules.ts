import { accessRules } from "./access-rules";
import { addressRules } from "./address-rules";
import { callbackRules } from "./callback-rules";
import { conflictRules } from "./conflict-rules";
import { costRules } from "./cost-rules";
import { deploymentRules } from "./deployment-rules";
import { environmentRules } from "./environment-rules";
import { identityRules } from "./identity-rules";
import { ignoredRules } from "./ignored-rules";
import { misplacedRules } from "./misplaced-rules";
import { numberRules } from "./number-rules";
import { providerRules } from "./provider-rules";
import type { FindingRule } from "./rule";
import { secretRules } from "./secret-rules";
import { settingsRules } from "./settings-rules";
import { timeoutRules } from "./timeout-rules";

/** Rules about what stands in the file beside its routing: deployments, settings, secrets, cost, the running version. */
export const fileRules: readonly FindingRule[] = [
  ...deploymentRules,
  ...addressRules,
  ...providerRules,
  ...identityRules,
  ...misplacedRules,
  ...ignoredRules,
  ...conflictRules,
  ...settingsRules,
  ...numberRules,
  ...secretRules,
  ...environmentRules,
  ...accessRules,
  ...callbackRules,
  ...timeoutRules,
  ...costRules,
];
