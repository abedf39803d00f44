-- AlterTable
ALTER TABLE "Draft" ADD COLUMN "undone" TEXT NOT NULL DEFAULT '[]';
