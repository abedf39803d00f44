import { isMap, isScalar, type Node, type Scalar } from "yaml";
import { readScalar } from "./yaml-scalar";

/*
 * What the gateway's parser refuses although it is sound YAML: a gateway that is reloaded with it ends. Its loader builds
 * plain values only, and a date that no calendar has is an error there, not text. What is said never quotes the file: an unquoted secret may begin with `*`, `&` or `!`.
 */
const mapTags = ["map", "set"];
const listTags = ["seq", "omap", "pairs"];

const calendar = /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d))?/;

function isRealTime(source: string): boolean {
  const parts = calendar.exec(source);
  if (!parts) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const isDate = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay;
  return isDate && hour <= 23 && minute <= 59 && second <= 59;
}

function whyTextRefused(node: Scalar): string | null {
  const read = readScalar(node);
  if (!read) return "This tag is not one that the gateway can read.";
  if (read.kind === "reserved") return `A bare ${String(read.value)} cannot be read here; quote it.`;
  if (read.kind === "timestamp" && !isRealTime(String(read.value)))
    return "This looks like a date but is none; quote it.";
  return null;
}

/** Why the gateway would not read this node, apart from what is inside it; null when it would. */
export function whyRefused(node: Node): string | null {
  if (isScalar(node)) return whyTextRefused(node);
  const tag = node.tag?.replace("tag:yaml.org,2002:", "");
  if (tag === undefined || tag === "" || tag === "!") return null;
  return (isMap(node) ? mapTags : listTags).includes(tag)
    ? null
    : "This tag is not one that the gateway can read here.";
}
