-- AlterTable
ALTER TABLE "Change" ADD COLUMN "candidate" BLOB;

-- AlterTable
ALTER TABLE "Change" ADD COLUMN "draftVersion" INTEGER;

-- AlterTable
ALTER TABLE "Change" ADD COLUMN "overrideReason" TEXT;

-- AlterTable
ALTER TABLE "Change" ADD COLUMN "stranded" BOOLEAN NOT NULL DEFAULT false;
