import { err } from "@/lib/result";
import { unknownPath } from "@/lib/server/api/system";
import { publicRoute } from "@/lib/server/route";

const refuse = async () =>
  err("unknown-path", "There is no such address. The API is described at /api/v1/openapi.json.");

export const GET = publicRoute(unknownPath, refuse);
export const POST = publicRoute(unknownPath, refuse);
export const PUT = publicRoute(unknownPath, refuse);
export const PATCH = publicRoute(unknownPath, refuse);
export const DELETE = publicRoute(unknownPath, refuse);
