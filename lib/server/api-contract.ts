import * as changes from "./api/changes";
import * as console from "./api/console";
import * as drafts from "./api/drafts";
import * as fate from "./api/fate";
import * as findings from "./api/findings";
import * as gateways from "./api/gateways";
import * as models from "./api/models";
import * as rehearsals from "./api/rehearsals";
import * as suggestions from "./api/suggestions";
import { alive, exportAudit, listAudit, openApi, verifyAudit } from "./api/system";
import type { Endpoint } from "./endpoint";

/**
 * Every endpoint of the HTTP API. Contracts stand by noun in `./api`, a route file exports `operatorRoute(contract, run)`,
 * and a test proves that this list and the files under app/api are the same set.
 */
export const apiContract: readonly Endpoint[] = [
  alive,
  openApi,
  listAudit,
  exportAudit,
  verifyAudit,
  console.readFrame,
  console.readOverviewEndpoint,
  gateways.listGatewaysEndpoint,
  gateways.readGatewayEndpoint,
  gateways.listModels,
  models.readRegistryEndpoint,
  models.readModelEndpoint,
  gateways.listChains,
  gateways.readEffective,
  fate.readWhatIfEndpoint,
  fate.readFateEndpoint,
  gateways.readHealthEndpoint,
  gateways.readHistoryEndpoint,
  gateways.reloadEndpoint,
  drafts.readDraft,
  drafts.deleteDraft,
  drafts.putChain,
  drafts.deleteChain,
  drafts.postEdit,
  drafts.postUndo,
  drafts.postRedo,
  drafts.readDiff,
  suggestions.readSuggestionEndpoint,
  suggestions.postSuggestion,
  findings.listFindings,
  findings.postAcknowledgement,
  findings.deleteAcknowledgementEndpoint,
  findings.readFix,
  findings.postFix,
  rehearsals.listRehearsalsEndpoint,
  rehearsals.postRehearsal,
  rehearsals.readRehearsalEndpoint,
  changes.listChangesEndpoint,
  changes.postChange,
  changes.readChange,
  changes.postRollback,
  changes.listRevisionsEndpoint,
  changes.readRevisionDiffEndpoint,
  changes.postRevisionRollback,
];
