import { z } from "zod";

/** What the SARIF 2.1.0 standard demands of the parts that a log of this command uses; nothing else may be in it. */
const Message = z.strictObject({ text: z.string().min(1), markdown: z.string().min(1).optional() });
const Level = z.enum(["none", "note", "warning", "error"]);

/** A URI reference (section 3.4.3): relative here, no spaces, no backslashes, percent codes only. */
const RelativeUri = z.string().regex(/^(?!\/)(?![a-z][a-z0-9+.-]*:)(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+$/);
const ArtifactLocation = z.strictObject({ uri: RelativeUri });

const line = z.number().int().min(1);
const Region = z
  .strictObject({ startLine: line, startColumn: line, endLine: line.optional(), endColumn: line.optional() })
  .refine(({ startLine, startColumn, endLine = startLine, endColumn = startColumn }) =>
    endLine === startLine ? endColumn >= startColumn : endLine > startLine,
  );

const Rule = z.strictObject({
  id: z.string().min(1),
  shortDescription: Message,
  fullDescription: Message,
  help: Message,
  defaultConfiguration: z.strictObject({ level: Level }),
});

const Result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.number().int().min(0),
  level: Level,
  message: Message,
  locations: z.array(
    z.strictObject({
      physicalLocation: z.strictObject({ artifactLocation: ArtifactLocation, region: Region }),
      logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string(), kind: z.string() })).optional(),
    }),
  ),
  partialFingerprints: z.record(z.string(), z.string()),
  fixes: z
    .array(
      z.strictObject({
        description: Message,
        artifactChanges: z
          .array(
            z.strictObject({
              artifactLocation: ArtifactLocation,
              replacements: z
                .array(
                  z.strictObject({
                    deletedRegion: Region,
                    insertedContent: z.strictObject({ text: z.string() }).optional(),
                  }),
                )
                .min(1),
            }),
          )
          .min(1),
      }),
    )
    .min(1)
    .optional(),
});

export const SarifLog = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.array(
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          version: z.string().min(1),
          rules: z.array(Rule).refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length),
        }),
      }),
      columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
      results: z.array(Result),
    }),
  ),
});
