import { pathTo, toChange, toFindings, toModel, toRouting } from "@/components/shell/route";
import type { NeedVerb, NeedView } from "@/lib/overview/schema";
import type { Need } from "./needs-you";

/** Where a need's verb leads in this console. */
export const toNeed = ({ verb, ...need }: NeedView): Need => ({ ...need, verb: toVerb(verb) });

function toVerb({ word, page, name }: NeedVerb): Need["verb"] {
  switch (page) {
    case "reload":
      return { word, opens: "reload" };
    case "models":
      return { word, to: name === undefined ? pathTo(["models"]) : toModel(name) };
    case "routing":
      return { word, to: toRouting(name) };
    case "findings":
      return { word, to: toFindings() };
    case "changes":
      return { word, to: name === undefined ? pathTo(["changes"]) : toChange(name) };
    case "health":
    case "settings":
      return { word, to: pathTo([page]) };
  }
}
