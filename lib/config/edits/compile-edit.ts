import { err } from "@/lib/result";
import type { SourceReading } from "../read-source";
import { type Edit, targetName } from "../schema";
import { compileRemoveAlias, compileSetAlias } from "./compile-alias";
import { compileAppendTarget } from "./compile-append";
import { type Compiled, compileRemoveChain, compileSetChain } from "./compile-chain";
import { compileAddDeployment, compileRemoveDeployment, compileUpdateDeployment } from "./compile-deployment";
import { compileRemoveNode, compileRenameKey, compileSetNode } from "./compile-node";
import { compileRenameModel } from "./compile-rename";
import { compileReplaceTarget } from "./compile-replace";
import { compileMoveSetting, compileSetSetting } from "./compile-setting";

import { isWritable } from "./render-scalar";

const hasEmptyTarget = (edit: Edit): boolean =>
  edit.type === "set-chain" && edit.targets.some((target) => targetName(target) === "");

/** What an edit does to the file, as operations at paths. */
export function compileEdit(reading: SourceReading, edit: Edit): Compiled {
  if (!isWritable(edit)) {
    return err(
      "invalid-value",
      "A value holds characters, a depth or a type that cannot be written as YAML, or a name of more than 512 characters.",
    );
  }
  if (hasEmptyTarget(edit)) return err("invalid-value", "A fallback target needs a name.");
  switch (edit.type) {
    case "set-chain":
      return compileSetChain(reading, edit.kind, edit.model, edit.targets);
    case "remove-chain":
      return compileRemoveChain(reading, edit.kind, edit.model);
    case "set-alias":
      return compileSetAlias(reading, edit.alias, edit.target, edit.hidden);
    case "remove-alias":
      return compileRemoveAlias(reading, edit.alias);
    case "add-deployment":
      return compileAddDeployment(reading, edit.deployment);
    case "update-deployment":
      return compileUpdateDeployment(reading, edit.identity, edit.set);
    case "remove-deployment":
      return compileRemoveDeployment(reading, edit.identity);
    case "set-setting":
      return compileSetSetting(reading, edit.section, edit.key, edit.value);
    case "rename-model":
      return compileRenameModel(reading, edit.from, edit.to);
    case "replace-target":
      return compileReplaceTarget(reading, edit.from, edit.to);
    case "append-target":
      return compileAppendTarget(reading, edit.kind, edit.models, edit.target);
    case "set-node":
      return compileSetNode(reading, edit.path, edit.was, edit.value);
    case "remove-node":
      return compileRemoveNode(reading, edit.path, edit.was);
    case "rename-key":
      return compileRenameKey(reading, edit.path, edit.was, edit.to);
    case "move-setting":
      return compileMoveSetting(reading, edit.key, edit.from, edit.to);
  }
}
