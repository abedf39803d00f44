import type { GraphDeployment } from "./schema";

/** Kind of call that a deployment answers; `isWritten` is false where it is told from the model's name. */
export type CallMode = { name: string; isWritten: boolean };

const families: readonly [RegExp, string][] = [
  [/embed|(?:^|[-_/])(?:bge|gte|e5|minilm)[-_]/, "embedding"],
  [/rerank/, "rerank"],
  [/whisper|transcribe/, "audio_transcription"],
  [/(?:^|[-_])tts(?:[-_]|$)/, "audio_speech"],
  [/dall-e|stable-diffusion|gpt-image|imagen/, "image_generation"],
  [/^(?:gpt-\d|chatgpt|o\d|claude|llama|mistral|mixtral|qwen|deepseek|gemma|gemini|phi-?\d|command|kimi|glm)/, "chat"],
];

/** Modes that answer the same requests. */
const asChat: ReadonlySet<string> = new Set(["chat", "completion", "responses"]);

/** Name of a model upstream, without its provider. */
export const upstreamName = (model: string): string => (model.split("/").at(-1) ?? model).toLowerCase();

/** `chat`, `embedding`, …: as `model_info.mode` says, else as the model's name tells; null where neither does. */
export const callModeOf = ({ mode, model }: Pick<GraphDeployment, "mode" | "model">): CallMode | null => {
  const name = mode ?? families.find(([pattern]) => pattern.test(upstreamName(model)))?.[1];
  return name === undefined ? null : { name: asChat.has(name) ? "chat" : name, isWritten: Boolean(mode) };
};
