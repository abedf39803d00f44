import { createHash } from "node:crypto";

/* The models that Ollama and its cloud host hold, and how the API speaks of them. */

/** @typedef {{ name: string, family: string, size: string, bytes: number, quantization: string }} Weights */

/** @type {Weights[]} */
export const LOCAL = [
  { name: "llama3.1:latest", family: "llama", size: "8.0B", bytes: 4920753328, quantization: "Q4_K_M" },
  { name: "qwen2.5-coder:7b", family: "qwen2", size: "7.6B", bytes: 4683087332, quantization: "Q4_K_M" },
  { name: "mythomax-l2-13b-q5_k_m:latest", family: "llama", size: "13.0B", bytes: 9229924512, quantization: "Q5_K_M" },
];

/** @type {Weights[]} */
export const CLOUD = [
  { name: "deepseek-v3.1:671b-cloud", family: "deepseek2", size: "671.0B", bytes: 688586727753, quantization: "FP8" },
  { name: "qwen3-coder:480b-cloud", family: "qwen3moe", size: "480.0B", bytes: 510489011584, quantization: "BF16" },
  { name: "kimi-k2:1t-cloud", family: "kimi-k2", size: "1.0T", bytes: 1029173600256, quantization: "FP8" },
  { name: "gpt-oss:120b-cloud", family: "gptoss", size: "116.8B", bytes: 65290180608, quantization: "MXFP4" },
  { name: "gpt-oss:20b-cloud", family: "gptoss", size: "20.9B", bytes: 13780154368, quantization: "MXFP4" },
  { name: "glm-4.6:cloud", family: "glm4", size: "355.0B", bytes: 696000000000, quantization: "FP8" },
];

const MODIFIED_AT = "2026-10-04T09:12:31.402117+02:00";

/** @param {Weights} entry */
const digestOf = (entry) => createHash("sha256").update(entry.name).digest("hex");

/** @param {Weights} entry */
const detailsOf = (entry) => ({
  parent_model: "",
  format: "gguf",
  family: entry.family,
  families: [entry.family],
  parameter_size: entry.size,
  quantization_level: entry.quantization,
});

/** @param {Weights} entry */
export const asTag = (entry) => ({
  name: entry.name,
  model: entry.name,
  modified_at: MODIFIED_AT,
  size: entry.bytes,
  digest: digestOf(entry),
  details: detailsOf(entry),
});

/** @param {Weights} entry */
export const asOpenAi = (entry) => ({
  id: entry.name,
  object: "model",
  created: Math.floor(Date.parse(MODIFIED_AT) / 1000),
  owned_by: "library",
});

/** @param {Weights} entry */
export const show = (entry) => ({
  license: "",
  modelfile: `FROM ${entry.name}`,
  parameters: "",
  template: "{{ .Prompt }}",
  details: detailsOf(entry),
  model_info: { "general.architecture": entry.family, [`${entry.family}.context_length`]: 131072 },
  capabilities: ["completion", "tools"],
  modified_at: MODIFIED_AT,
});

/** @param {Weights[]} weights @param {Map<string, number>} loaded */
export function listLoaded(weights, loaded) {
  return weights.flatMap((entry) => {
    const until = loaded.get(entry.name) ?? 0;
    if (until < Date.now()) return [];
    const { modified_at: _, ...shown } = asTag(entry);
    return [{ ...shown, expires_at: new Date(until).toISOString(), size_vram: entry.bytes, context_length: 4096 }];
  });
}
