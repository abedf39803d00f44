-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "token" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "impersonatedBy" TEXT,
    "userId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" DATETIME,
    "refreshTokenExpiresAt" DATETIME,
    "scope" TEXT,
    "password" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "SignInAttempt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "email" TEXT NOT NULL,
    "address" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME,
    "lastUsedAt" DATETIME,
    "revokedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Gateway" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "configPath" TEXT NOT NULL,
    "keyFile" TEXT,
    "reload" TEXT NOT NULL,
    "logPath" TEXT,
    "targetPercent" REAL NOT NULL DEFAULT 80,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "removedAt" DATETIME,
    "currentSha" TEXT,
    "readAt" DATETIME,
    "fileProblem" TEXT,
    "version" TEXT
);

-- CreateTable
CREATE TABLE "Revision" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "gatewayId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "sha" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    "includes" TEXT NOT NULL DEFAULT '[]',
    "parentId" TEXT,
    "origin" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "note" TEXT,
    "changeId" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Revision_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Deployment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "gatewayId" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "groupName" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "backend" TEXT NOT NULL,
    "view" TEXT NOT NULL,
    "firstSeenAt" DATETIME NOT NULL,
    "lastSeenAt" DATETIME NOT NULL,
    "presentNow" BOOLEAN NOT NULL,
    CONSTRAINT "Deployment_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ModelGroup" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "gatewayId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "ModelGroup_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Alias" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "gatewayId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "hidden" BOOLEAN NOT NULL,
    CONSTRAINT "Alias_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Chain" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "gatewayId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "Chain_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ChainHop" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "chainId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    CONSTRAINT "ChainHop_chainId_fkey" FOREIGN KEY ("chainId") REFERENCES "Chain" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Draft" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "gatewayId" TEXT NOT NULL,
    "baseSha" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "edits" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "updatedBy" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    CONSTRAINT "Draft_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Change" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "gatewayId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "baseSha" TEXT NOT NULL,
    "candidateSha" TEXT NOT NULL,
    "baseRevisionId" TEXT,
    "revisionId" TEXT,
    "rollbackOfId" TEXT,
    "summary" TEXT NOT NULL,
    "acknowledged" TEXT NOT NULL DEFAULT '[]',
    "reason" TEXT,
    "author" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "startedAt" DATETIME,
    "finishedAt" DATETIME,
    "confirmBy" DATETIME,
    "heartbeatAt" DATETIME,
    CONSTRAINT "Change_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ChangeStep" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "changeId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "detail" TEXT,
    "evidence" TEXT,
    "startedAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    CONSTRAINT "ChangeStep_changeId_fkey" FOREIGN KEY ("changeId") REFERENCES "Change" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReloadRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "gatewayId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "method" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" TEXT,
    "durationMs" INTEGER NOT NULL,
    "probesSent" INTEGER NOT NULL,
    "probesFailed" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    CONSTRAINT "ReloadRun_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProbeSample" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "gatewayId" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "witness" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "status" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "connectUs" INTEGER,
    "firstByteUs" INTEGER,
    "totalUs" INTEGER,
    "evidence" TEXT NOT NULL,
    "since" DATETIME,
    "checks" INTEGER,
    "answeredAt" DATETIME,
    CONSTRAINT "ProbeSample_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "HealthRollup" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "gatewayId" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "witness" TEXT NOT NULL,
    "resolution" TEXT NOT NULL,
    "startAt" DATETIME NOT NULL,
    "counts" TEXT NOT NULL,
    "seconds" TEXT NOT NULL,
    "latency" TEXT,
    CONSTRAINT "HealthRollup_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "gatewayId" TEXT,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "cause" TEXT,
    "parentId" TEXT,
    "openedAt" DATETIME NOT NULL,
    "resolvedAt" DATETIME,
    CONSTRAINT "Incident_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "IncidentEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "incidentId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    CONSTRAINT "IncidentEvent_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" DATETIME NOT NULL,
    "actor" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "origin" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE INDEX "Verification_identifier_idx" ON "Verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "RateLimit_key_key" ON "RateLimit"("key");

-- CreateIndex
CREATE INDEX "SignInAttempt_email_at_idx" ON "SignInAttempt"("email", "at");

-- CreateIndex
CREATE INDEX "SignInAttempt_address_at_idx" ON "SignInAttempt"("address", "at");

-- CreateIndex
CREATE INDEX "SignInAttempt_at_idx" ON "SignInAttempt"("at");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_hash_key" ON "ApiToken"("hash");

-- CreateIndex
CREATE INDEX "Revision_gatewayId_sha_idx" ON "Revision"("gatewayId", "sha");

-- CreateIndex
CREATE INDEX "Revision_gatewayId_createdAt_idx" ON "Revision"("gatewayId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Revision_gatewayId_number_key" ON "Revision"("gatewayId", "number");

-- CreateIndex
CREATE INDEX "Deployment_gatewayId_groupName_idx" ON "Deployment"("gatewayId", "groupName");

-- CreateIndex
CREATE UNIQUE INDEX "Deployment_gatewayId_identity_key" ON "Deployment"("gatewayId", "identity");

-- CreateIndex
CREATE UNIQUE INDEX "ModelGroup_gatewayId_name_key" ON "ModelGroup"("gatewayId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Alias_gatewayId_name_key" ON "Alias"("gatewayId", "name");

-- CreateIndex
CREATE INDEX "Chain_gatewayId_kind_source_idx" ON "Chain"("gatewayId", "kind", "source");

-- CreateIndex
CREATE UNIQUE INDEX "ChainHop_chainId_position_key" ON "ChainHop"("chainId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Draft_gatewayId_key" ON "Draft"("gatewayId");

-- CreateIndex
CREATE INDEX "Change_gatewayId_state_idx" ON "Change"("gatewayId", "state");

-- CreateIndex
CREATE INDEX "Change_gatewayId_createdAt_idx" ON "Change"("gatewayId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Change_gatewayId_number_key" ON "Change"("gatewayId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "ChangeStep_changeId_position_key" ON "ChangeStep"("changeId", "position");

-- CreateIndex
CREATE INDEX "ReloadRun_gatewayId_at_idx" ON "ReloadRun"("gatewayId", "at");

-- CreateIndex
CREATE INDEX "ProbeSample_gatewayId_identity_witness_at_idx" ON "ProbeSample"("gatewayId", "identity", "witness", "at");

-- CreateIndex
CREATE INDEX "ProbeSample_gatewayId_at_idx" ON "ProbeSample"("gatewayId", "at");

-- CreateIndex
CREATE INDEX "ProbeSample_at_idx" ON "ProbeSample"("at");

-- CreateIndex
CREATE INDEX "HealthRollup_gatewayId_resolution_startAt_idx" ON "HealthRollup"("gatewayId", "resolution", "startAt");

-- CreateIndex
CREATE UNIQUE INDEX "HealthRollup_gatewayId_identity_witness_resolution_startAt_key" ON "HealthRollup"("gatewayId", "identity", "witness", "resolution", "startAt");

-- CreateIndex
CREATE INDEX "Incident_status_openedAt_idx" ON "Incident"("status", "openedAt");

-- CreateIndex
CREATE INDEX "Incident_key_openedAt_idx" ON "Incident"("key", "openedAt");

-- CreateIndex
CREATE INDEX "IncidentEvent_incidentId_at_idx" ON "IncidentEvent"("incidentId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEntry_hash_key" ON "AuditEntry"("hash");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at");

-- CreateIndex
CREATE INDEX "AuditEntry_actor_at_idx" ON "AuditEntry"("actor", "at");

-- CreateIndex
CREATE INDEX "AuditEntry_action_at_idx" ON "AuditEntry"("action", "at");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");
