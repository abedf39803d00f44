import { isSeq, type Node } from "yaml";
import { chainKeys, settingsSections } from "../read-chains";
import type { YamlPath } from "../schema";
import { cursorAtRoot, fieldAt } from "../yaml-cursor";
import type { YamlFile } from "../yaml-file";
import { dashOf } from "../yaml-layout";
import { isNode, startOf } from "../yaml-value";
import { findStyle, styleOf } from "./file-style";
import type { BlockStyle } from "./render-value";
import { columnOf } from "./splice";

const keys = new Set<unknown>(Object.values(chainKeys));

type ChainList = { list: Node; dash: number | null; flow: boolean };

function findLists(file: YamlFile, path: YamlPath): ChainList[] {
  const sections = [...settingsSections].sort((one) => (one === path[0] ? -1 : 1));
  const names = [...keys].map(String).sort((one) => (one === path[1] ? -1 : 1));
  return sections.flatMap((section) => {
    const settings = fieldAt(cursorAtRoot(file), section)?.value;
    return names.flatMap((name): ChainList[] => {
      const field = settings ? fieldAt(settings, name) : null;
      const list = field?.value.node;
      if (!field || !isSeq(list) || list.items.length === 0 || !isNode(field.pair.key)) return [];
      const dash = list.flow ? null : dashOf(list, 0);
      const column = columnOf(file.text, startOf(field.pair.key));
      return [{ list, dash: dash === null ? null : columnOf(file.text, dash) - column, flow: list.flow === true }];
    });
  });
}

/** How to write at a path: chains take after the nearest chains, the rest after what stands around it. */
export function styleAt(file: YamlFile, path: YamlPath, near: Node | null): BlockStyle {
  const base = styleOf(file, near);
  if (!keys.has(path[1])) return base;
  const [nearest] = findLists(file, path);
  const inner = nearest ? findStyle(file.text, nearest.list) : null;
  const entries: BlockStyle = {
    ...base,
    dash: inner?.dash ?? base.dash,
    flowLists: inner?.flowLists ?? true,
  };
  if (path.length > 2) return entries;
  return {
    ...base,
    dash: nearest?.dash ?? base.dash,
    flowLists: entries.flowLists,
    flowDeep: nearest?.flow ?? false,
    nested: entries,
  };
}
