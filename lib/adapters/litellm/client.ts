import type { CallOptions } from "@/lib/adapters/http/schema";
import type { AdapterFailure, Result } from "@/lib/result";
import { err } from "@/lib/result";
import type {
  Backlog,
  CachedHealth,
  ChatAnswer,
  ChatFailure,
  ChatQuestion,
  GatewayConnection,
  Readiness,
  ReadinessFailure,
  RunningGraph,
} from "./schema";

export const readReadiness = async (
  _connection: GatewayConnection,
  _options: CallOptions = {},
): Promise<Result<Readiness, ReadinessFailure>> => err("unreachable");

export const readRunningGraph = async (
  _connection: GatewayConnection,
  _options: CallOptions = {},
): Promise<Result<RunningGraph, AdapterFailure>> => err("unreachable");

export const readCachedHealth = async (
  _connection: GatewayConnection,
  _options: CallOptions = {},
): Promise<Result<CachedHealth, AdapterFailure>> => err("unreachable");

export const readBacklog = async (
  _connection: GatewayConnection,
  _options: CallOptions = {},
): Promise<Result<Backlog, AdapterFailure>> => err("unreachable");

export const sendChat = async (
  _connection: GatewayConnection,
  _question: ChatQuestion,
): Promise<Result<ChatAnswer, ChatFailure>> => err("unreachable");
