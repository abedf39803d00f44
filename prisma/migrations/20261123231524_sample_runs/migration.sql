-- AlterTable
ALTER TABLE "ProbeSample" ADD COLUMN "since" DATETIME;

-- AlterTable
ALTER TABLE "ProbeSample" ADD COLUMN "checks" INTEGER;

-- AlterTable
ALTER TABLE "ProbeSample" ADD COLUMN "answeredAt" DATETIME;
