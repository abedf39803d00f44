-- CreateTable
CREATE TABLE "Rehearsal" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "gatewayId" TEXT NOT NULL,
    "candidateSha" TEXT NOT NULL,
    "of" TEXT NOT NULL,
    "depth" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "doing" TEXT NOT NULL DEFAULT '',
    "reason" TEXT,
    "detail" TEXT,
    "report" TEXT,
    "results" TEXT NOT NULL DEFAULT '[]',
    "author" TEXT NOT NULL,
    "startedAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    CONSTRAINT "Rehearsal_gatewayId_fkey" FOREIGN KEY ("gatewayId") REFERENCES "Gateway" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Rehearsal_gatewayId_startedAt_idx" ON "Rehearsal"("gatewayId", "startedAt");
