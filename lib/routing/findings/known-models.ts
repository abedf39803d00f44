import { knownProviders } from "../known-providers";

/*
 * Which `model` the gateway finds a provider for, asked of LiteLLM 1.106.2 itself: a known provider in front, a name of its
 * price map, or one of the patterns by which it guesses. The gateway downloads a newer price map where it may, so a name
 * that looks like one of a known family can turn out to be known.
 */

/** Names without a provider that the price map knows and no pattern below matches. */
const priceMapNames: ReadonlySet<string> = new Set(
  `
  31dxrj3 babbage-002 c4ai-aya-expanse-32b chat-latest chatdolphin chatgpt-image-latest claude-mythos-preview
  command-a-03-2025 command-a-plus-05-2026 command-nightly command-r-08-2024 command-r-plus-08-2024
  command-r7b-12-2024 computer-use-preview computer-use-preview-2025-03-11 dall-e-2 dall-e-3 davinci-002
  daybreak-blue-latest daybreak-red-latest deep-research-pro-preview-12-2025 dolphin embed-english-light-v2.0
  embed-english-light-v3.0 embed-english-v2.0 embed-english-v3.0 embed-multilingual-light-v3.0 embed-multilingual-v2.0
  embed-multilingual-v3.0 embed-v4.0 ft:babbage-002 ft:davinci-002 gemini-2.5-computer-use-preview-10-2025
  gemini-2.5-flash gemini-2.5-flash-image gemini-2.5-flash-lite gemini-2.5-flash-lite-preview-09-2025
  gemini-2.5-flash-preview-09-2025 gemini-2.5-pro gemini-2.5-pro-preview-tts gemini-3-flash-preview gemini-3-pro-image
  gemini-3-pro-image-preview gemini-3.1-flash-image gemini-3.1-flash-image-preview gemini-3.1-flash-lite
  gemini-3.1-flash-lite-image gemini-3.1-flash-lite-preview gemini-3.1-pro-preview gemini-3.1-pro-preview-customtools
  gemini-3.5-flash gemini-3.5-flash-lite gemini-3.6-flash gemini-3.7-flash gemini-3.8-flash gemini-3.8-flash-cyber
  gemini-embedding-001 gemini-embedding-2 gemini-embedding-2-preview gemini-flash-experimental
  gemini-live-2.5-flash-native-audio gemini-live-2.5-flash-preview-native-audio-09-2025 gemini-nano-banana-2.1
  gemini-omni-flash-preview gemini-robotics-er-1.5-preview gemini-robotics-er-2-preview gpt-3.5-turbo
  gpt-3.5-turbo-0125 gpt-3.5-turbo-1106 gpt-3.5-turbo-16k gpt-3.5-turbo-instruct gpt-3.5-turbo-instruct-0914 gpt-4
  gpt-4-0613 gpt-4-1106-preview gpt-4-turbo gpt-4-turbo-2024-04-09 gpt-4.1 gpt-4.1-2025-04-14 gpt-4.1-mini
  gpt-4.1-mini-2025-04-14 gpt-4.1-nano gpt-4.1-nano-2025-04-14 gpt-4o gpt-4o-2024-05-13 gpt-4o-2024-08-06
  gpt-4o-2024-11-20 gpt-4o-audio-preview-2024-12-17 gpt-4o-audio-preview-2025-06-03 gpt-4o-mini gpt-4o-mini-2024-07-18
  gpt-4o-mini-audio-preview-2024-12-17 gpt-4o-mini-realtime-preview-2024-12-17 gpt-4o-mini-search-preview
  gpt-4o-mini-search-preview-2025-03-11 gpt-4o-mini-transcribe gpt-4o-mini-transcribe-2025-03-20
  gpt-4o-mini-transcribe-2025-12-15 gpt-4o-mini-tts gpt-4o-mini-tts-2025-03-20 gpt-4o-mini-tts-2025-12-15
  gpt-4o-search-preview gpt-4o-search-preview-2025-03-11 gpt-4o-transcribe gpt-4o-transcribe-diarize gpt-5
  gpt-5-2025-08-07 gpt-5-chat gpt-5-chat-latest gpt-5-codex gpt-5-mini gpt-5-mini-2025-08-07 gpt-5-nano
  gpt-5-nano-2025-08-07 gpt-5-pro gpt-5-pro-2025-10-06 gpt-5-search-api gpt-5-search-api-2025-10-14 gpt-5.1
  gpt-5.1-2025-11-13 gpt-5.1-chat-latest gpt-5.1-codex gpt-5.1-codex-max gpt-5.1-codex-mini gpt-5.2 gpt-5.2-2025-12-11
  gpt-5.2-chat-latest gpt-5.2-codex gpt-5.2-pro gpt-5.2-pro-2025-12-11 gpt-5.3-chat-latest gpt-5.3-codex gpt-5.4
  gpt-5.4-2026-03-05 gpt-5.4-mini gpt-5.4-mini-2026-03-17 gpt-5.4-nano gpt-5.4-nano-2026-03-17 gpt-5.4-pro
  gpt-5.4-pro-2026-03-05 gpt-5.5 gpt-5.5-2026-04-23 gpt-5.5-cyber gpt-5.5-cyber-preview gpt-5.5-pro
  gpt-5.5-pro-2026-04-23 gpt-5.6 gpt-5.6-cyber gpt-5.6-luna gpt-5.6-sol gpt-5.6-terra gpt-6-astra gpt-6-luna gpt-6-sol
  gpt-6.1-sol gpt-audio gpt-audio-1.5 gpt-audio-2025-08-28 gpt-audio-mini gpt-audio-mini-2025-10-06
  gpt-audio-mini-2025-12-15 gpt-daybreak-blue-latest gpt-daybreak-red-latest gpt-live-1 gpt-live-transcribe
  gpt-realtime gpt-realtime-1.5 gpt-realtime-2 gpt-realtime-2.1 gpt-realtime-2.1-mini gpt-realtime-2025-08-28
  gpt-realtime-mini gpt-realtime-mini-2025-12-15 gpt-realtime-translate gpt-realtime-whisper gpt-rosalind-discovery
  gpt-rosalind-research gpt-transcribe j2-light j2-mid j2-ultra jamba-1.5 jamba-1.5-large jamba-1.5-large@001
  jamba-1.5-mini jamba-1.5-mini@001 jamba-large-1.6 jamba-large-1.7 jamba-mini-1.6 jamba-mini-1.7 medlm-large
  medlm-medium multimodalembedding multimodalembedding@001 o1 o1-2024-12-17 o1-pro o1-pro-2025-03-19 o3 o3-2025-04-16
  o3-deep-research o3-deep-research-2025-06-26 o3-mini o3-mini-2025-01-31 o3-pro o3-pro-2025-06-10 o4-mini
  o4-mini-2025-04-16 o4-mini-deep-research o4-mini-deep-research-2025-06-26 omni-moderation-2024-09-26
  omni-moderation-latest q841o8w qvv0xeq rerank-english-v3.0 rerank-multilingual-v3.0 rerank-v3.5 rerank-v4.0-fast
  rerank-v4.0-pro sora-2 sora-2-pro sora-2-pro-high-res text-embedding-004 text-embedding-005 text-embedding-3-large
  text-embedding-3-small text-embedding-ada-002 text-embedding-ada-002-v2 text-embedding-large-exp-03-07
  text-embedding-preview-0409 text-multilingual-embedding-002 text-unicorn text-unicorn@001 tts-1 tts-1-1106 tts-1-hd
  tts-1-hd-1106 veo-2.0-generate-001 veo-3.0-fast-generate-001 veo-3.0-generate-001 veo-3.1-fast-generate-001
  veo-3.1-fast-generate-preview veo-3.1-generate-001 veo-3.1-generate-preview veo-3.1-lite-generate-001 whisper-1
`
    .trim()
    .split(/\s+/),
);

const guessed: readonly RegExp[] = [
  /^claude-[a-z]+-\d+(?:[-.]\d+)?(?:-\d{8})?$/,
  /ft:gpt-(?:3\.5-turbo|4)/,
  /^gpt-image/,
  /^(?:[a-z-]+\.)?(?:ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|stability|twelvelabs|writer|xai|zai)\./,
  /^claude-sonnet-4-5-20250929-v1:0$/,
  /^[^/]+\/[^/:]+:[0-9a-f]{64}$/,
  /^(?:low|medium|high|standard|hd|\d+-x-\d+|max-x-max)\//,
  /^(?:petals-team|replicate)\//,
  /^\*$/,
];

/** Providers that the gateway reads from a table of OpenAI-compatible services. */
const compatibleServices: ReadonlySet<string> = new Set(
  "abliteration aihubmix crusoe empiriolabs gmi llamagate sarvam veniceai".split(" "),
);

/** An address of one of these names the provider, whatever the model is called. */
const knownHosts =
  /(?:api\.(?:perplexity\.ai|endpoints\.anyscale\.com|deepinfra\.com|mistral\.ai|groq\.com|getnadir\.com|deepseek\.com|together\.(?:ai|xyz)|friendli\.ai|sambanova\.ai|x\.ai|galadriel\.ai|llama\.com|featherless\.ai|studio\.nebius\.ai|moonshot\.ai|publicai\.co|synthetic\.new|stima\.tech|poe\.com|v0\.dev|morphllm\.com|lambda\.ai|inceptionlabs\.ai|hyperbolic\.xyz|edenai\.run|inference\.wandb\.ai|clarifai\.com|libertai\.io|meta\.ai|sailresearch\.com|cognition\.ai|cortecs\.ai|scx\.ai|prisminference\.com|reka\.ai)|codestral\.mistral\.ai|integrate\.api\.nvidia\.com|app\.empower\.dev|ollama\.com|nscale\.com|aliyuncs\.com|modelscope\.cn|tensormesh\.ai|nano-gpt\.com|llm\.chutes\.ai|ai-gateway\.(?:helicone\.ai|vercel\.sh)|pinstripes\.io|sberbank\.ru)/i;

const families = /^(?:gpt-|chatgpt-|o\d|claude-|gemini-|text-embedding-|command-|mistral-|grok-|deepseek-)/;

export const isKnownProvider = (name: string): boolean => knownProviders.has(name) || compatibleServices.has(name);

export type ProviderVerdict = "known" | "unknown" | "depends-on-price-map";

/** Whether the gateway can tell whom to send a model to. `custom` are the providers that the file itself declares. */
export const judgeProvider = (model: string, apiBase: string | null, custom: ReadonlySet<string>): ProviderVerdict => {
  const slash = model.indexOf("/");
  const prefix = slash > 0 ? model.slice(0, slash) : null;
  if (prefix !== null && (isKnownProvider(prefix) || custom.has(prefix))) return "known";
  if (priceMapNames.has(model) || guessed.some((pattern) => pattern.test(model))) return "known";
  if (apiBase !== null && knownHosts.test(apiBase)) return "known";
  return families.test(model) ? "depends-on-price-map" : "unknown";
};
