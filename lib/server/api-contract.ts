import { alive, exportAudit, listAudit, openApi, verifyAudit } from "./api/system";
import type { Endpoint } from "./endpoint";

/**
 * Every endpoint of the HTTP API. Contracts stand by noun in `./api`, a route file exports `operatorRoute(contract, run)`,
 * and a test proves that this list and the files under app/api are the same set.
 */
export const apiContract: readonly Endpoint[] = [alive, openApi, listAudit, exportAudit, verifyAudit];
