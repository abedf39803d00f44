import { z } from "zod";
import { GatewayInput } from "./gateway-input";

const text = z.string().trim();
const fields = GatewayInput.shape;

type KeyFields = { keyFrom: "file" | "pasted" | "none"; keyFile: string; pastedKey: string };

function checkKey({ value, issues }: { value: KeyFields; issues: z.core.$ZodRawIssue[] }): void {
  const wrong = (path: string, message: string) => issues.push({ code: "custom", path: [path], message, input: value });
  if (value.keyFrom === "file" && !value.keyFile.startsWith("/"))
    wrong("keyFile", "The full path of a file that holds the master key.");
  if (value.keyFrom === "pasted" && !/^[\x21-\x7e]+$/.test(value.pastedKey))
    wrong("pastedKey", "Paste the key itself: one line, without spaces.");
}

/** The gateway's form as it is typed: text in every field. A pasted key is written into a file and never read back. */
export const GatewayForm = z
  .object({
    id: text.pipe(fields.id),
    name: fields.name,
    url: text.pipe(fields.url),
    configPath: text.pipe(fields.configPath),
    keyFrom: z.enum(["file", "pasted", "none"]),
    keyFile: text.max(4096),
    pastedKey: text.max(4096),
    reload: text.pipe(fields.reload),
    logPath: text.transform((path) => path || null).pipe(fields.logPath),
    targetPercent: text
      .transform((percent) => (percent === "" ? Number.NaN : Number(percent.replace(",", "."))))
      .pipe(z.number("A number from 0 to 100.").min(0, "A number from 0 to 100.").max(100, "A number from 0 to 100.")),
  })
  .check((context) => checkKey(context));
export type GatewayForm = z.output<typeof GatewayForm>;
export type GatewayFormInput = z.input<typeof GatewayForm>;

export const emptyGatewayForm: GatewayFormInput = {
  id: "",
  name: "",
  url: "http://127.0.0.1:4000",
  configPath: "",
  keyFrom: "file",
  keyFile: "",
  pastedKey: "",
  reload: "",
  logPath: "",
  targetPercent: "80",
};

/** What is stored; `keyFile` is where the key stands after it was put there. */
export function toGatewayInput(form: GatewayForm, keyFile: string | null): GatewayInput {
  const { keyFrom: _from, pastedKey: _pasted, ...rest } = form;
  return { ...rest, keyFile };
}

/** A free id made from a name: `My gateway 2` is `my-gateway-2`. */
export const suggestId = (name: string): string =>
  name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 32)
    .replace(/-+$/, "");
