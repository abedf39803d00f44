import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { apiContract } from "./api-contract";
import { renderOpenApi } from "./openapi";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const routeFiles = readdirSync("app/api", { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith("route.ts") && file !== "[...rest]/route.ts",
);
const pathOf = (file: string) =>
  `/api/${file.replace(/\/?route\.ts$/, "").replaceAll(/\[(?:\.\.\.)?([^\]]+)\]/g, "{$1}")}`;
const exported = (file: string) => {
  const text = readFileSync(join("app/api", file), "utf8");
  return methods.filter((method) => new RegExp(`export (const|async function|function) ${method}\\b`).test(text));
};

const documentOf = () =>
  JSON.parse(JSON.stringify(renderOpenApi(apiContract, { version: "1.2.3", server: "http://127.0.0.1:3100" })));

test("the contract and the files under app/api are the same set", () => {
  const files = routeFiles.flatMap((file) => exported(file).map((method) => `${method} ${pathOf(file)}`));
  expect(files.sort()).toEqual(apiContract.map(({ method, path }) => `${method} ${path}`).sort());
});

test("each exported method runs by the contract of its own path", async () => {
  for (const file of routeFiles) {
    const route = await import(/* @vite-ignore */ join(process.cwd(), "app/api", file));
    for (const method of exported(file))
      expect(route[method].endpoint, file).toMatchObject({ method, path: pathOf(file) });
  }
});

test("names are unique, and each path parameter is read by a schema", () => {
  const names = apiContract.map((endpoint) => endpoint.name);
  expect(new Set(names).size).toBe(names.length);
  for (const { path, params } of apiContract) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(Object.keys(params?.shape ?? {}).sort(), path).toEqual(inPath.sort());
  }
});

test("the document is OpenAPI 3.1 with every operation, its parameters and its problems", () => {
  const document = documentOf();
  expect(document.openapi).toMatch(/^3\.1\.\d$/);
  expect(document.info).toMatchObject({ title: "Signalbox", version: "1.2.3" });
  for (const endpoint of apiContract) {
    const operation = document.paths[endpoint.path][endpoint.method.toLowerCase()];
    expect(operation.operationId).toBe(endpoint.name);
    expect(operation.summary).toMatch(/\.$/);
    for (const name of Object.keys(endpoint.params?.shape ?? {}))
      expect(operation.parameters).toContainEqual(expect.objectContaining({ in: "path", name, required: true }));
    const success = endpoint.status ?? (endpoint.response === null ? 204 : 200);
    const statuses = [`${success}`, ...Object.values(endpoint.refusals ?? {}).map(String)];
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(statuses));
    if (endpoint.role !== "open")
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["401", "403"]));
    for (const response of Object.values<{ description: string }>(operation.responses))
      expect(response.description).toBeTruthy();
  }
});

test("every reference in the document leads somewhere", () => {
  const document = documentOf();
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(references.length).toBeGreaterThan(0);
  for (const reference of references) {
    const found = reference.split("/").reduce((node, step) => node?.[step.replaceAll("~1", "/")], document);
    expect(found, reference).toBeDefined();
  }
});
