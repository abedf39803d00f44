import type { BackendFlavour } from "@/lib/adapters/backends/schema";
import type { GraphDeployment } from "@/lib/routing/schema";
import { type Asked, demandsModel } from "./judge";

/** A cheap look at one backend, which answers for all of its deployments. */
export type ProbePlan = {
  /** Address and key: what makes it one backend. Holds no secret. */
  id: string;
  flavour: BackendFlavour;
  baseUrl: string;
  /** `host:port`, for bounding how many probes one machine gets. */
  host: string;
  local: boolean;
  /** Label of the key, as given in `keys`; null when the backend is asked without one. */
  key: string | null;
  members: (Asked & { identity: string })[];
};

/** A deployment that cannot be asked for free, and why. */
export type Unaskable = { identity: string; reason: string };

export type ProbeTargets = {
  /** `api_base` of each deployment after environment references were resolved; null where it has none. */
  addresses?: ReadonlyMap<string, string | null>;
  /** An opaque label for the key each deployment uses; equal labels are one key. */
  keys?: ReadonlyMap<string, string>;
};

const providerFlavours: Record<string, BackendFlavour> = {
  ollama: "ollama",
  ollama_chat: "ollama",
  hosted_vllm: "vllm",
  vllm: "vllm",
  llamafile: "llamacpp",
};

/** Variables that the gateway falls back on for those hosts. */
export const ownKeys: Record<string, string> = {
  openai: "OPENAI_API_KEY",
  "text-completion-openai": "OPENAI_API_KEY",
  groq: "GROQ_API_KEY",
  mistral: "MISTRAL_API_KEY",
  deepseek: "DEEPSEEK_API_KEY",
  openrouter: "OPENROUTER_API_KEY",
  together_ai: "TOGETHERAI_API_KEY",
  xai: "XAI_API_KEY",
};

/** Providers that speak OpenAI's protocol, with the free model list of their own host where no `api_base` is written. */
const ownHosts: Record<string, string | null> = {
  openai: "https://api.openai.com/v1",
  "text-completion-openai": "https://api.openai.com/v1",
  "openai-compatible": null,
  openai_like: null,
  custom_openai: null,
  litellm_proxy: null,
  lm_studio: null,
  groq: "https://api.groq.com/openai/v1",
  mistral: "https://api.mistral.ai/v1",
  deepseek: "https://api.deepseek.com/v1",
  openrouter: "https://openrouter.ai/api/v1",
  together_ai: "https://api.together.xyz/v1",
  xai: "https://api.x.ai/v1",
};

/** The gateway's provider prefix: what stands before the first slash of `litellm_params.model`, or the provider's own name. */
const prefixOf = ({ model, provider }: GraphDeployment): string => {
  const slash = model.indexOf("/");
  const prefix = slash > 0 ? model.slice(0, slash) : "";
  if (Object.hasOwn(providerFlavours, prefix) || Object.hasOwn(ownHosts, prefix)) return prefix;
  return provider.toLowerCase();
};

const servedName = (model: string, prefix: string): string =>
  model.startsWith(`${prefix}/`) ? model.slice(prefix.length + 1) : model;

const flavourOf = (prefix: string, { provider }: GraphDeployment): BackendFlavour | null => {
  const told = provider.toLowerCase();
  if (/llama\.?cpp/.test(told)) return told.includes("python") ? "llamacpp-python" : "llamacpp";
  if (Object.hasOwn(providerFlavours, prefix)) return providerFlavours[prefix] ?? null;
  if (told.includes("vllm")) return "vllm";
  if (told.includes("ollama")) return "ollama";
  return Object.hasOwn(ownHosts, prefix) ? "openai" : null;
};

const parseAddress = (text: string): URL | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && (url.protocol === "http:" || url.protocol === "https:") ? url : null;
};

const homeOf = (flavour: BackendFlavour, prefix: string, { provider }: GraphDeployment): string | null => {
  if (flavour === "ollama") return provider === "ollama-cloud" ? "https://ollama.com" : "http://localhost:11434";
  return Object.hasOwn(ownHosts, prefix) ? (ownHosts[prefix] ?? null) : null;
};

function planOne(deployment: GraphDeployment, targets: ProbeTargets): ProbePlan | Unaskable {
  const { identity, model, local } = deployment;
  const prefix = prefixOf(deployment);
  const flavour = flavourOf(prefix, deployment);
  if (!flavour) return { identity, reason: `no free check is known for the provider ${prefix}` };
  const written = targets.addresses?.has(identity) ? targets.addresses.get(identity) : deployment.apiBase;
  const address = written ?? homeOf(flavour, prefix, deployment);
  if (!address) return { identity, reason: "its address is not known to the console" };
  if (address.startsWith("os.environ/"))
    return { identity, reason: `its address, ${address}, is not available to the console` };
  const url = parseAddress(address);
  if (!url) return { identity, reason: "its address is not an http or https URL" };
  const baseUrl = address.replace(/\/+$/, "");
  const key = targets.keys?.get(identity) ?? deployment.keyReference;
  const asked = { identity, served: servedName(model, prefix), demandsModel: demandsModel(flavour), local };
  return {
    id: JSON.stringify([flavour, baseUrl, key]),
    flavour,
    baseUrl,
    host: url.host,
    local,
    key,
    members: [asked],
  };
}

/** Groups deployments by address and key, so that one request answers for all that share them. Keeps the file's order. */
export function planProbes(
  deployments: readonly GraphDeployment[],
  targets: ProbeTargets = {},
): { plans: ProbePlan[]; unaskable: Unaskable[] } {
  const plans = new Map<string, ProbePlan>();
  const unaskable: Unaskable[] = [];
  const seen = new Set<string>();
  for (const deployment of deployments) {
    if (seen.has(deployment.identity)) continue;
    seen.add(deployment.identity);
    const planned = planOne(deployment, targets);
    if (!("members" in planned)) {
      unaskable.push(planned);
      continue;
    }
    const known = plans.get(planned.id);
    if (known) known.members.push(...planned.members);
    else plans.set(planned.id, planned);
  }
  return { plans: [...plans.values()], unaskable };
}
