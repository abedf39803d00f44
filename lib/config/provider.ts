import { environmentName } from "./key-reference";

export type DetectedProvider = {
  provider: string;
  local: boolean;
  /** The failure domain: what dies together with this deployment. */
  backend: string;
  host: string | null;
  port: number | null;
};

const byPrefix: Record<string, string> = {
  ollama: "ollama",
  ollama_chat: "ollama",
  hosted_vllm: "vllm",
  vllm: "vllm",
  llamafile: "llamafile",
  lm_studio: "lm-studio",
  text_completion_openai: "openai",
  "text-completion-openai": "openai",
  custom_openai: "openai",
  litellm_proxy: "litellm",
  azure_ai: "azure-ai",
  azure_text: "azure",
  vertex_ai: "vertex-ai",
  anthropic_text: "anthropic",
  cohere_chat: "cohere",
  fireworks_ai: "fireworks",
  together_ai: "together",
  auto_router: "router",
};

const homes: Record<string, string> = {
  openai: "api.openai.com",
  anthropic: "api.anthropic.com",
  "ollama-cloud": "ollama.com",
  groq: "api.groq.com",
  mistral: "api.mistral.ai",
  deepseek: "api.deepseek.com",
  openrouter: "openrouter.ai",
  gemini: "generativelanguage.googleapis.com",
  xai: "api.x.ai",
  perplexity: "api.perplexity.ai",
  cohere: "api.cohere.com",
  together: "api.together.xyz",
  fireworks: "api.fireworks.ai",
};

const localPorts: Record<string, number> = { ollama: 11434 };
const localProviders = new Set(["ollama", "llamacpp", "llamacpp-python", "vllm", "llamafile", "lm-studio", "router"]);

/** Loopback, private, link-local and carrier-grade addresses, `.local`-like names, and bare names as containers use them. */
export function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, "");
  if (name.includes(":")) return /^(?:::1?$|f[cd]|fe[89ab]|::ffff:(?:127|10|192\.168)\.)/.test(name);
  const octets = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(name);
  if (octets) {
    const [first, second] = [Number(octets[1]), Number(octets[2])];
    if ([0, 10, 127].includes(first)) return true;
    return (
      (first === 192 && second === 168) ||
      (first === 172 && second >= 16 && second < 32) ||
      (first === 169 && second === 254) ||
      (first === 100 && second >= 64 && second < 128)
    );
  }
  return (
    !name.includes(".") ||
    /\.(?:local|lan|home|internal|intranet|localdomain|localhost|home\.arpa|svc|ts\.net)$/.test(name)
  );
}

type Address = { host: string; port: number };

export function addressOf(apiBase: string | null): Address | null {
  if (!apiBase) return null;
  const written = apiBase.trim();
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  if (!URL.canParse(url)) return null;
  const { hostname, port, protocol } = new URL(url);
  if (hostname === "") return null;
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
  };
}

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

/** What an operator or a generator wrote into `model_info` about the server behind an OpenAI-compatible address. */
function hinted(info: Record<string, unknown>): string | null {
  const words = ["provider", "backend", "server", "engine", "runtime"]
    .map((key) => text(info[key]).toLowerCase())
    .join(" ");
  if (/llama[-_ .]?cpp[-_ ]?python/.test(words)) return "llamacpp-python";
  if (/llama[-_ .]?cpp|llama[-_]server/.test(words)) return "llamacpp";
  return /\b(vllm|ollama)\b/.exec(words)?.[1] ?? null;
}

function nameProvider(
  model: string,
  address: Address | null,
  params: Record<string, unknown>,
  info: Record<string, unknown>,
): string {
  const written = text(params.custom_llm_provider).toLowerCase();
  const slash = model.indexOf("/");
  const prefix = written || (slash > 0 ? model.slice(0, slash) : "");
  const named = Object.hasOwn(byPrefix, prefix) ? (byPrefix[prefix] ?? prefix) : prefix;
  if (named === "ollama" && ((address && /(?:^|\.)ollama\.com$/.test(address.host)) || /[:-]cloud$/.test(model)))
    return "ollama-cloud";
  const isBare = slash < 0 && written === "";
  if (named === "openai" || isBare || (named !== "" && !written && !/^[a-z][a-z0-9_-]*$/.test(named))) {
    if (address) return address.host === homes.openai ? "openai" : (hinted(info) ?? "openai-compatible");
    if (named === "openai") return "openai";
    if (/^claude/i.test(model)) return "anthropic";
    return /^(?:gpt|o\d|chatgpt|text-embedding|dall-e|whisper|tts)/i.test(model) ? "openai" : "unknown";
  }
  return named;
}

/** Told from the model's prefix, the address and hints; which server really answers is found later by asking it. */
export function detectProvider(
  model: string,
  apiBase: string | null,
  params: Record<string, unknown>,
  info: Record<string, unknown> = {},
): DetectedProvider {
  const written = addressOf(environmentName(apiBase) === null ? apiBase : null);
  const provider = nameProvider(model, written, params, info);
  const home = Object.hasOwn(homes, provider) ? homes[provider] : undefined;
  const assumed =
    localPorts[provider] !== undefined && !apiBase ? { host: "localhost", port: localPorts[provider] } : null;
  const address = written ?? assumed ?? (home && !apiBase ? { host: home, port: 443 } : null);
  const local = provider !== "ollama-cloud" && (address ? isPrivateHost(address.host) : localProviders.has(provider));
  const baseName = environmentName(apiBase);
  const where = address ? `${address.host}:${address.port}` : baseName ? `env ${baseName}` : provider;
  const keyName = environmentName(params.api_key);
  const backend = !local && keyName ? `${where} · env ${keyName}` : where;
  return { provider, local, backend, host: address?.host ?? null, port: address?.port ?? null };
}
