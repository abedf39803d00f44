import { Dim, Mono, Small } from "@/components/shell/text";
import type { ModelRow } from "./model-row";

/** A key by its reference, and whether the console has it. The gateway has an environment of its own. */
export function KeyState({ row }: { row: Pick<ModelRow, "keyReference" | "keyKnown"> }) {
  if (!row.keyReference) return <Dim>none</Dim>;
  const name = row.keyReference.startsWith("env ") ? row.keyReference.slice(4) : null;
  return (
    <span
      title={row.keyKnown === "missing" ? "The console was not given this key; the gateway may have it." : undefined}
    >
      {name ? <Mono>{name}</Mono> : "in the file"}
      {row.keyKnown && name ? (
        <>
          {" "}
          <Small>{row.keyKnown === "set" ? "set" : "missing here"}</Small>
        </>
      ) : null}
    </span>
  );
}
